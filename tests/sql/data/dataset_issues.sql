-- What is wrong with a data set, all at once. Each kind of issue is provoked, and every repair is run.
.print a healthy data set has none
CREATE TABLE images(id INTEGER PRIMARY KEY, width, height, file);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, area, iscrowd);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);
CREATE TABLE quality_metrics(level, item_id, metric, value);
INSERT INTO images VALUES (1, 640, 480, 'a.jpg'), (2, 640, 480, 'b.jpg');
INSERT INTO labels VALUES (1, 1, 'cat', 10, 10, 100, 50, NULL, 0), (2, 1, 'dog', 200, 10, 100, 50, NULL, 0), (3, 2, 'cat', 10, 10, 100, 50, NULL, 0),
  (4, 1, 'cat', 10, 10, 100, 50, NULL, 1);
INSERT INTO predictions VALUES (1, 1, 'cat', 0.9, 10, 10, 100, 50, 'a'), (2, 1, 'dog', 0.8, 200, 10, 100, 50, 'a'), (3, 1, 'cat', 0.9, 10, 10, 100, 50, 'b');
INSERT INTO quality_metrics VALUES ('image', 1, 'brightness', 0.5), ('label', 3, 'area', 1), ('prediction', 3, 'area', 1);
SELECT * FROM dataset_issues;

.print rows that an evaluation rejects
INSERT INTO labels VALUES (10, 1, 'cat', 'wide', 0, 5, 5, NULL, 0), (11, 1, 'cat', 0, 0, 5, -5, NULL, 0), (12, NULL, 'cat', 0, 0, 5, 5, NULL, 0),
  (13, 1, x'00', 0, 0, 5, 5, NULL, 0), (14, 1, 'cat', NULL, NULL, NULL, NULL, NULL, 0), (15, 1, 'cat', 1, 1, 1, NULL, NULL, 0), (16, 7.5, 'cat', 0, 0, 5, 5, NULL, 0);
INSERT INTO predictions VALUES (10, 1, 'cat', 'sure', 0, 0, 5, 5, 'a'), (11, 1, 'cat', NULL, 0, 0, 5, 5, 'a'), (12, 1, 'cat', 9e999, 0, 0, 5, 5, 'a');
SELECT severity, issue, table_name, id, image_id, class, detail, repair_sql FROM dataset_issues;
SELECT count(*) FROM match_outcomes;
DELETE FROM labels WHERE id >= 10;
DELETE FROM predictions WHERE id >= 10;

.print boxes
INSERT INTO labels VALUES (20, 1, 'cat', 5, 5, 0, 9, NULL, 0), (21, 1, 'cat', 600, 5, 90, 9, 810, 0), (22, 1, 'dog', 700, 500, 9, 9, NULL, 0),
  (23, 1, 'cat', 0.1, 0.2, 0.5, 0.5, NULL, 0), (24, 1, 'cat', 300, 300, 32, 32, NULL, 0), (25, 1, 'dog', 300, 400, 50, 50, 9216, 0),
  (26, 1, 'dog', 12, 10, 99, 50, NULL, 0), (27, 2, 'cat', 11, 10, 99, 50, NULL, 0), (28, 2, 'cat', 9, 10, 99, 50, NULL, 0), (29, 1, 'cat', -0.5, 0, 60, 60.5, NULL, 0);
INSERT INTO predictions VALUES (20, 1, 'cat', 0.95, 10, 10, 100, 51, 'a'), (21, 1, 'cat', 0.1, 630, 470, 20, 20, 'a');
SELECT severity, issue, table_name, id, detail, repair_sql FROM dataset_issues;
SELECT id, detail FROM dataset_issues WHERE duplicate_iou = 1 AND issue = 'near_duplicate';
.run SELECT group_concat(repair_sql, ' ') FROM dataset_issues
SELECT issue, id FROM dataset_issues;
SELECT id, x, y, width, height, area FROM labels WHERE id = 21;
DELETE FROM labels WHERE id >= 20;
DELETE FROM predictions WHERE id >= 20;

.print images
INSERT INTO images VALUES (3, 640, 480, 'c.jpg'), (4, 640, 480, 'b.jpg'), (5, 320, 240, 'e.jpg'), (6, 0, 'high', 'f.jpg');
INSERT INTO labels VALUES (30, 9, 'cat', 10, 10, 100, 50, NULL, 0);
INSERT INTO predictions VALUES (30, 8, 'cat', 0.5, 10, 10, 100, 50, 'a'), (31, 3, 'cat', 0.7, 10, 10, 100, 50, 'a'), (32, 3, 'cat', 0.2, 100, 10, 100, 50, 'b');
SELECT severity, issue, table_name, id, image_id, class, detail, repair_sql FROM dataset_issues;
.run SELECT group_concat(repair_sql, ' ') FROM dataset_issues
SELECT DISTINCT issue FROM dataset_issues;
DELETE FROM predictions WHERE id >= 30;
DELETE FROM images WHERE id >= 3;

.print classes and scores
INSERT INTO predictions VALUES (40, 2, 'fox', 97, 10, 10, 100, 50, 'a'), (41, 2, 'fox', -0.5, 200, 10, 100, 50, 'b'), (42, 2, 'cat', 0.5, 300, 10, 100, 50, 'b');
INSERT INTO labels VALUES (40, 2, 'hen', 300, 10, 100, 50, NULL, 0);
SELECT severity, issue, table_name, id, image_id, class, detail, repair_sql FROM dataset_issues;
UPDATE predictions SET score = score * 100;
SELECT issue, id, detail FROM dataset_issues WHERE issue = 'score_range';
UPDATE predictions SET score = 0.5, model = iif(id = 1, 'b', model);
SELECT issue, detail FROM dataset_issues WHERE issue = 'equal_scores';
UPDATE predictions SET model = NULL;
SELECT issue, detail FROM dataset_issues WHERE issue = 'equal_scores';
DELETE FROM labels WHERE id = 40;
DELETE FROM predictions WHERE id >= 40;
UPDATE predictions SET score = 1.0 / id;
INSERT INTO labels SELECT value, 1 + value % 2, 'cat', 10 * (value % 30), 150 + 12 * (value / 30), 9, 9, NULL, 0 FROM (
  WITH RECURSIVE c(value) AS (SELECT 100 UNION ALL SELECT value + 1 FROM c WHERE value < 310) SELECT value FROM c);
SELECT severity, issue, table_name, id, image_id, class, detail, repair_sql FROM dataset_issues WHERE issue <> 'near_duplicate';
DELETE FROM labels WHERE id >= 100;

.print metrics of items that are gone
INSERT INTO quality_metrics VALUES ('label', 3, 'b', 1), ('label', 99, 'area', 1), ('label', 99, 'b', 1), ('image', 'x', 'b', 1), ('prediction', 4, 'b', 1),
  ('frame', 1, 'b', 1), ('image', NULL, 'b', 1);
SELECT severity, issue, table_name, id, image_id, class, detail, repair_sql FROM dataset_issues WHERE table_name = 'quality_metrics';
.run SELECT group_concat(repair_sql, ' ') FROM dataset_issues
SELECT count(*) FROM quality_metrics;
DELETE FROM quality_metrics WHERE level = 'frame' OR item_id IS NULL;
SELECT count(*) FROM dataset_issues;

.print ids: repeated ones of integers get a new one, those of rows that say the same go; other repairs wait for that
CREATE TABLE loose(id INT, image_id, class, x, y, width, height);
INSERT INTO loose VALUES (1, 1, 'cat', 10, 10, 100, 50), (1, 1, 'cat', 10, 10, 100, 50), (2, 1, 'cat', 300, 300, 0, 50), (2, 1, 'cat', 400, 400, 0, 50), (3, 1, 'dog', 90, 90, 0, 8);
SELECT issue, id, detail, repair_sql FROM dataset_issues('loose') WHERE severity <> 'info';
.run SELECT group_concat(repair_sql, ' ') FROM dataset_issues('loose') WHERE issue = 'duplicate_id'
SELECT * FROM loose;
SELECT issue, id, repair_sql FROM dataset_issues('loose') WHERE severity <> 'info';
.print computed columns are not set; a fraction is no id
CREATE TABLE corners(id, image_id, class, x1, y1, x2, y2, x AS (x1), y AS (y1), width AS (x2 - x1), height AS (y2 - y1));
INSERT INTO corners VALUES (1, 1, 'cat', 600, 10, 700, 60), (2.5, 1, 'cat', 10, 10, 20, 20), (3, 1, 'dog', 700, 10, 800, 60);
SELECT issue, id, repair_sql FROM dataset_issues('corners') WHERE table_name = 'corners' AND severity <> 'info';
CREATE TABLE two_boxes(id, image_id, class, bbox, x AS (json_extract(bbox, '$[0]')), y AS (json_extract(bbox, '$[1]')),
  width AS (json_extract(bbox, '$[2]')), height AS (json_extract(bbox, '$[3]')));
INSERT INTO two_boxes VALUES (1, 1, 'cat', '[600,10,100,50]');
SELECT issue, id, repair_sql FROM dataset_issues('two_boxes') WHERE table_name = 'two_boxes' AND severity <> 'info';
.print texts as ids: quotes, another collation, and what has no literal
CREATE TABLE named(id TEXT COLLATE NOCASE, image_id, class, bbox);
INSERT INTO named VALUES ('it''s', 1, 'cat', '[0,0,0,5]'), ('A', 1, 'cat', '[600,0,100,5]'), ('a', 1, 'cat', '[600,400,100,5]'), (CAST(x'6100' AS TEXT), 1, 'cat', '[5,5,0,0]'),
  ('b', 1, 'cat', '[1,2,3'), ('c', 1, 'dog', '[1,2,3,4]'), ('c', 1, 'dog', '[1,2,3,4]'), ('d', 1, 'dog', '[11,2,3,4]'), ('d', 1, 'dog', '[21,2,3,4]');
SELECT issue, quote(id) AS id, detail, repair_sql FROM dataset_issues('named') WHERE table_name = 'named' AND severity <> 'info';
.run SELECT group_concat(repair_sql, ' ') FROM dataset_issues('named') WHERE table_name = 'named'
SELECT quote(id) AS id, bbox FROM named;
.print without an id the rowid tells rows apart; a view is never changed
CREATE TABLE "my labels"(image_id, class, x, y, width, height);
INSERT INTO "my labels" VALUES (1, 'cat', 10, 10, 100, 50), (1, 'cat', 10, 10, 0, 50);
SELECT issue, id, repair_sql FROM dataset_issues('my labels') WHERE severity <> 'info';
SELECT issue, id, repair_sql FROM dataset_issues('main.my labels') WHERE severity <> 'info';
CREATE TEMP VIEW seen AS SELECT rowid AS id, * FROM "my labels";
SELECT issue, id, repair_sql FROM dataset_issues('seen') WHERE severity <> 'info';

.print tables that do not fit together
CREATE TABLE apart(id, image_id, class, score, x, y, width, height);
INSERT INTO apart VALUES (1, 'a.jpg', 'Cat', 0.9, 0.1, 0.1, 0.5, 0.5), (2, 'b.jpg', 'Dog', 0.8, 0.1, 0.1, 0.2, 0.5);
SELECT severity, issue, table_name, id, class, substr(detail, 1, 90) AS detail, repair_sql FROM dataset_issues('labels', 'apart');
CREATE TEMP VIEW shares AS SELECT id, image_id, class, x / 640.0 AS x, y / 480.0 AS y, width / 640.0 AS width, height / 480.0 AS height FROM labels;
SELECT issue, table_name, id, substr(detail, 1, 90) AS detail FROM dataset_issues('shares', 'predictions') WHERE severity <> 'info';
SELECT issue, table_name, id, detail FROM dataset_issues('shares', 'none');
CREATE TABLE none(id, image_id, class, score, x, y, width, height);
SELECT issue, table_name, id, detail FROM dataset_issues('shares', 'none');
CREATE TEMP VIEW other_images AS SELECT id + 100 AS id, width, height FROM images;
SELECT issue, table_name, id, image_id, detail FROM dataset_issues('labels', 'predictions', 'other_images') WHERE severity <> 'info';
.print columns that are missing
CREATE TABLE short(id, image_id, category, x, y, width, height);
SELECT severity, issue, table_name, id, detail FROM dataset_issues('short', 'short') WHERE images = 'short' AND quality_metrics = 'short';
.print masks
CREATE TABLE masks(id, image_id, class, segmentation);
INSERT INTO masks VALUES (1, 1, 'cat', '{"size":[480,640],"counts":[0,5,307195]}'), (2, 1, 'cat', '{"size":[640,480],"counts":[0,5,307195]}'), (3, 1, 'dog', '{"size":[480,640],"counts":[307200]}'),
  (4, 2, 'cat', '{"size":[480,640],"counts":[1,2]}'), (5, 2, 'cat', NULL);
SELECT severity, issue, id, detail, repair_sql FROM dataset_issues('masks', 'none') WHERE table_name = 'masks';
.print rotated boxes
CREATE TABLE rotated(id, image_id, class, bbox);
INSERT INTO rotated VALUES (1, 1, 'cat', '[100,100,80,8,45]'), (2, 1, 'cat', '[100,100,80,8,-45]'), (3, 1, 'cat', '[100,100,80,8,44.9]');
SELECT severity, issue, id, detail FROM dataset_issues('rotated', 'none') WHERE table_name = 'rotated';

.print errors
SELECT * FROM dataset_issues('nowhere');
SELECT * FROM dataset_issues WHERE duplicate_iou = 0;
SELECT * FROM dataset_issues WHERE iou_type = 'box';
SELECT * FROM dataset_issues WHERE threads = -1;
CREATE TEMP VIEW broken AS SELECT abs(-9223372036854775807 - 1) AS id, 1 AS image_id, 'cat' AS class, 1 AS x, 1 AS y, 1 AS width, 1 AS height;
SELECT * FROM dataset_issues('broken');
DROP TABLE labels;
SELECT count(*) FROM dataset_issues;
DROP TABLE predictions;
SELECT count(*) FROM dataset_issues;
