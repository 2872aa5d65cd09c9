-- What a connection keeps between statements, and when it is used. Counters of the connection tell.
.read tests/data/pet_metrics.sql
.print the limit
SELECT boxscore_cache_limit();
SELECT boxscore_cache_limit(NULL), boxscore_cache_limit('1000000'), boxscore_cache_limit(268435456.0);
SELECT boxscore_cache_limit(-1);
SELECT boxscore_cache_limit('much');
SELECT boxscore_cache_limit(x'00');
SELECT boxscore_cache_limit(1e30);
CREATE VIEW v AS SELECT boxscore_cache_limit(0);
SELECT * FROM v;
DROP VIEW v;

.print other parameters and other functions read nothing again: reads, hits
SELECT count(*) FROM ap_by_class('labels', 'only_b');
SELECT json_extract(boxscore_debug(), '$.reads'), json_extract(boxscore_debug(), '$.cache_hits');
SELECT count(*) FROM ap_by_class('labels', 'only_b') WHERE iou_threshold = 0.75;
SELECT count(*) FROM ap_by_class('labels', 'only_b') WHERE area_range = 'small' AND classes = '["cat"]';
SELECT count(*) FROM match_outcomes('labels', 'only_b');
SELECT count(*) FROM coco_summary('labels', 'only_b');
SELECT json_extract(boxscore_debug(), '$.reads'), json_extract(boxscore_debug(), '$.cache_hits');
SELECT json_extract(boxscore_debug(), '$.cache_bytes') BETWEEN 500 AND 50000;
.print one model is read on its own, and so is another type of objects
SELECT count(*) FROM ap_by_class WHERE model = 'a';
SELECT count(*) FROM ap_by_class WHERE model = 'a' AND iou_threshold = 0.6;
SELECT count(*) FROM ap_by_class WHERE model = 'a' AND iou_type = 'segm';
SELECT count(*) FROM ap_by_class WHERE model = 'c';
SELECT json_extract(boxscore_debug(), '$.reads'), json_extract(boxscore_debug(), '$.cache_hits');

.print a change is seen, and so is one that is taken back
UPDATE labels SET class = 'bird' WHERE id = 1;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
BEGIN;
UPDATE labels SET class = 'cow' WHERE id = 1;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
ROLLBACK;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
SAVEPOINT here;
DELETE FROM labels WHERE id > 3;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
ROLLBACK TO here;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
RELEASE here;
.print a temporary table of the same name
CREATE TEMP TABLE labels AS SELECT * FROM main.labels WHERE id > 2;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
DELETE FROM temp.labels WHERE id = 3;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
DROP TABLE temp.labels;
SELECT class, label_count FROM ap_by_class('labels', 'only_b') ORDER BY class;
.print a statement that fills a temporary table uses what was read, unless the table is what is read
CREATE TEMP TABLE taken(class, label_count);
SELECT count(*) FROM ap_by_class('labels', 'only_b');
INSERT INTO taken SELECT json_extract(boxscore_debug(), '$.cache_hits'), NULL;
SELECT count(*) FROM ap_by_class('labels', 'only_b');
INSERT INTO taken SELECT class, label_count FROM ap_by_class('labels', 'only_b') WHERE iou_threshold = 0.6;
SELECT json_extract(boxscore_debug(), '$.cache_hits') - class AS hits FROM taken WHERE label_count IS NULL;
CREATE TEMP TABLE more AS SELECT * FROM main.labels WHERE id > 2;
SELECT sum(label_count) FROM ap_by_class('more', 'only_b');
INSERT INTO more(id, image_id, class, x, y, width, height) SELECT 100 + rowid, 1, class, 1, 1, 2, 2 FROM ap_by_class('more', 'only_b') WHERE label_count > 0;
SELECT sum(label_count) FROM ap_by_class('more', 'only_b');
DROP TABLE more;
DROP TABLE taken;
.print another database under the same name
ATTACH ':memory:' AS other;
CREATE TABLE other.labels AS SELECT * FROM main.labels;
SELECT sum(label_count) FROM ap_by_class('other.labels', 'only_b');
DETACH other;
ATTACH ':memory:' AS other;
CREATE TABLE other.labels AS SELECT * FROM main.labels WHERE id < 4;
SELECT sum(label_count) FROM ap_by_class('other.labels', 'only_b');
DETACH other;

.print in memory and without a journal, a statement that fails half-way leaves its first half: read each time
ATTACH ':memory:' AS other;
CREATE TABLE other.labels(id INTEGER PRIMARY KEY, image_id, class, x CHECK (x < 1000), y, width, height);
INSERT INTO other.labels SELECT id, image_id, class, x, y, width, height FROM main.labels;
PRAGMA other.journal_mode = OFF;
SELECT sum(tp) FROM ap_by_class('other.labels', 'only_b');
UPDATE other.labels SET x = iif(id = 4, 1000, 900);
SELECT sum(tp) FROM ap_by_class('other.labels', 'only_b');
SELECT sum(tp) FROM ap_by_class('other.labels', 'only_b') WHERE threads = 1;
DETACH other;

.print what is not repeatable is read each time: random numbers, the clock, other virtual tables
CREATE TEMP TABLE before(reads);
CREATE TEMP VIEW by_chance AS SELECT *, random() AS area FROM main.labels;
CREATE TEMP VIEW by_clock AS SELECT *, julianday('now') AS area FROM main.labels;
CREATE TEMP VIEW by_table AS SELECT l.*, j.value AS area FROM main.labels AS l, json_each('[7]') AS j;
CREATE TEMP VIEW by_arithmetic AS SELECT *, abs(round(width * height)) AS area FROM main.labels;
SELECT count(*) FROM ap_by_class('by_chance', 'only_b');
SELECT count(*) FROM ap_by_class('by_clock', 'only_b');
SELECT count(*) FROM ap_by_class('by_table', 'only_b');
SELECT count(*) FROM ap_by_class('by_arithmetic', 'only_b');
SELECT json_extract(boxscore_debug(), '$.cache_hits');
SELECT count(*) FROM ap_by_class('by_chance', 'only_b') WHERE iou_threshold = 0.6;
SELECT count(*) FROM ap_by_class('by_clock', 'only_b') WHERE iou_threshold = 0.6;
SELECT count(*) FROM ap_by_class('by_table', 'only_b') WHERE iou_threshold = 0.6;
SELECT json_extract(boxscore_debug(), '$.cache_hits');
SELECT count(*) FROM ap_by_class('by_arithmetic', 'only_b') WHERE iou_threshold = 0.6;
SELECT json_extract(boxscore_debug(), '$.cache_hits');

.print files behind a view are read once, and not at all where reading them is not allowed any more
CREATE TEMP VIEW file_labels AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
CREATE TEMP VIEW file_predictions AS
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT count(*) FROM ap_by_class('file_labels', 'file_predictions');
SELECT json_extract(boxscore_debug(), '$.cache_hits');
SELECT count(*) FROM ap_by_class('file_labels', 'file_predictions') WHERE iou_threshold = 0.6;
SELECT json_extract(boxscore_debug(), '$.cache_hits');
SELECT boxscore_restrict('files');
SELECT count(*) FROM ap_by_class('file_labels', 'file_predictions') WHERE iou_threshold = 0.7;

.print with a limit of 0 nothing is kept
SELECT boxscore_cache_limit(0), json_extract(boxscore_debug(), '$.cache_bytes');
SELECT count(*) FROM ap_by_class('labels', 'only_b');
SELECT count(*) FROM ap_by_class('labels', 'only_b') WHERE iou_threshold = 0.6;
SELECT json_extract(boxscore_debug(), '$.cache_hits'), json_extract(boxscore_debug(), '$.cache_bytes');
.print quality metrics are kept, and read again when they change
SELECT boxscore_cache_limit(1000000);
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
DELETE FROM quality_metrics WHERE metric = 'brightness' AND item_id IN (1, 2, 3);
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
.print a choice of metrics comes from all of them where they were read, and is read again when they change
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = '["brightness", "confidence"]' ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = 'area_absolute';
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = 'confidence';
SELECT metric FROM metric_importance('labels', 'only_b') WHERE metrics = 'sharpnes';
DELETE FROM quality_metrics WHERE metric = 'brightness' AND item_id = 4;
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = '["brightness", "confidence"]' ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics IN ('brightness', 'area_absolute', 'confidence') ORDER BY metric;
DELETE FROM quality_metrics WHERE metric = 'brightness';
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = 'brightness';
.print a choice whose items are of another kind is an error, whatever the rest is
INSERT INTO quality_metrics SELECT 'image', 'a' || id, 'of text', id FROM images;
INSERT INTO quality_metrics SELECT 'image', id, 'of numbers', id FROM images;
SELECT metric, n FROM metric_importance('labels', 'only_b') ORDER BY metric;
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = 'of numbers';
SELECT metric, n FROM metric_importance('labels', 'only_b') WHERE metrics = 'of text';
