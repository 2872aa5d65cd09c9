-- The promises of the one skeleton: keys, filters, OR, rowids, parameters that come back (table_function_runs.sql has
-- its runs).
.read tests/data/pets.sql

.print a write in the same transaction is seen, and so is its rollback
BEGIN;
UPDATE only_b SET score = 0.1 WHERE id = 11;
SELECT prediction_id, score FROM match_outcomes('labels', 'only_b') WHERE prediction_id = 11;
ROLLBACK;
SELECT prediction_id, score FROM match_outcomes('labels', 'only_b') WHERE prediction_id = 11;

.print OR over keys, filters and parameters gives each row once
SELECT class, model FROM ap_by_class WHERE model = 'b' OR class = 'cat' ORDER BY 1, 2;
SELECT iou_threshold, count(*) FROM ap_by_class WHERE iou_threshold = 0.5 OR iou_threshold = 0.75 GROUP BY 1;
SELECT count(*) FROM match_outcomes WHERE image_id = 1 OR class = 'dog' OR prediction_id = 3;
SELECT count(*) FROM match_outcomes AS m WHERE +image_id = 1 OR +class = 'dog' OR +prediction_id = 3;
SELECT count(*), count(DISTINCT rowid) FROM match_outcomes;

.print rowids are the same whatever part of the rows is asked for
SELECT count(*) FROM match_outcomes AS m
WHERE m.model = 'b' AND m.rowid NOT IN (SELECT rowid FROM match_outcomes);
SELECT count(*) FROM match_outcomes('labels', 'only_b') AS m
WHERE m.image_id = 3 AND m.rowid NOT IN (SELECT rowid FROM match_outcomes('labels', 'only_b'));
SELECT count(*) FROM match_outcomes WHERE iou_threshold = 0.5 AND rowid IN
  (SELECT rowid FROM match_outcomes WHERE iou_threshold = 0.75);

.print keys compare as SQLite does
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE image_id = 3;
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE image_id = 3.0;
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE image_id = '3';
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE image_id = CAST('3' AS INTEGER);
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE class = 'CAT';
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE class = 'CAT' COLLATE NOCASE;
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE prediction_id IS NULL;
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE prediction_id = NULL;
SELECT count(*) FROM match_outcomes('labels', 'only_b') WHERE image_id IN (1, 3, 99, NULL);
CREATE TABLE as_text(id TEXT);
INSERT INTO as_text VALUES ('1'), ('3'), ('x');
SELECT t.id, count(m.outcome) FROM as_text AS t LEFT JOIN match_outcomes('labels', 'only_b') AS m ON m.image_id = t.id
GROUP BY t.id ORDER BY 1;

.print parameters come back as they were set, and as their defaults
SELECT DISTINCT labels, predictions, images, iou_threshold, iou_type, area_range, max_detections, score_threshold, classes,
  threads FROM ap_by_class;
SELECT DISTINCT labels, predictions, iou_threshold, area_range, max_detections, classes, threads
FROM ap_by_class('labels', 'only_b')
WHERE iou_threshold = '0.75' AND area_range = 'small' AND max_detections = 5.0 AND classes = '["dog", "cat"]' AND threads = 2;
SELECT DISTINCT iou_threshold, max_detections FROM ap_by_class WHERE iou_threshold IS NULL AND max_detections = NULL;
SELECT DISTINCT iou_threshold FROM ap_by_class WHERE iou_threshold IS 0.75;

.print a number within 1e-12 of a threshold of COCO is that threshold
SELECT iou_threshold = 0.9, abs(iou_threshold - 0.9) < 1e-12 FROM coco_thresholds LIMIT 1 OFFSET 8;
SELECT (SELECT group_concat(ap) FROM ap_by_class WHERE iou_threshold = 0.9) =
  (SELECT group_concat(a.ap) FROM ap_by_class AS a WHERE iou_threshold = 0.8999999999999999);

.print by position, by name, schema.table, a temp view, a name that wants quotes
ATTACH ':memory:' AS other;
CREATE TABLE other.p AS SELECT * FROM predictions WHERE model = 'a';
CREATE TABLE "odd ""name" AS SELECT * FROM only_b;
CREATE TEMP VIEW sure AS SELECT * FROM only_b WHERE score > 0.7;
SELECT count(*) FROM match_outcomes('labels', 'other.p') WHERE outcome = 'TP';
SELECT count(*) FROM match_outcomes('main.labels', 'odd "name') WHERE outcome = 'TP';
SELECT count(*) FROM match_outcomes WHERE predictions = 'sure' AND outcome = 'TP';

.print evaluated_objects joins on its parameters
SELECT m.outcome, m.class, o.geometry FROM match_outcomes('labels', 'only_b') AS m CROSS JOIN evaluated_objects AS o
ON o.labels = m.labels AND o.predictions = m.predictions AND o.image_id = m.image_id AND o.kind = 'prediction'
AND o.id = m.prediction_id ORDER BY m.prediction_id;

.print a required parameter, an unknown model, a model asked for by type
SELECT * FROM coco_predictions('x.json');
SELECT * FROM ap_by_class WHERE model = 'c';
SELECT * FROM ap_by_class('labels', 'only_b') WHERE model = 'c';
SELECT model, count(*) FROM ap_by_class WHERE model IN ('a', 'b') GROUP BY 1;

.print an unknown model that a join asks for has no rows
WITH asked(name) AS (VALUES ('a'), ('c'), (1))
SELECT name, count(a.class) FROM asked LEFT JOIN ap_by_class AS a ON a.model = name GROUP BY name ORDER BY 1;

.print ids of another type: IN over a subquery finds what a join finds
CREATE TEMP TABLE texts AS SELECT CAST(id AS TEXT) AS id, CAST(image_id AS TEXT) AS image_id, class, score, x, y, width, height FROM only_b;
CREATE TEMP TABLE text_labels AS SELECT id, CAST(image_id AS TEXT) AS image_id, class, x, y, width, height FROM labels;
SELECT count(*) FROM match_outcomes('text_labels', 'texts') WHERE image_id IN (SELECT id FROM images);
SELECT count(*) FROM match_outcomes('text_labels', 'texts') AS m JOIN images AS i ON i.id = m.image_id;
SELECT count(*) FROM match_outcomes('text_labels', 'texts') WHERE prediction_id IN (SELECT id FROM only_b WHERE id > 11);

.print a parameter from another table beside an OR of keys
SELECT count(*), count(DISTINCT t.iou_threshold) FROM coco_thresholds AS t JOIN match_outcomes('labels', 'only_b') AS m USING (iou_threshold)
WHERE m.image_id = 1 OR m.outcome = 'FN';
SELECT count(*), count(DISTINCT t.iou_threshold) FROM coco_thresholds AS t JOIN match_outcomes('labels', 'only_b') AS m USING (iou_threshold)
WHERE m.image_id = 1 OR m.label_id = 2;

.print a parameter OR a key: both sides count
SELECT iou_threshold, count(*) FROM ap_by_class WHERE iou_threshold = 0.75 OR class = 'cat' GROUP BY 1;
SELECT iou_threshold, count(*) FROM ap_by_class WHERE iou_threshold = 0.75 OR model = 'b' GROUP BY 1;
SELECT predictions, count(*) FROM ap_by_class WHERE predictions = 'only_b' OR class = 'cat' GROUP BY 1;
SELECT iou_threshold, count(*) FROM match_outcomes WHERE iou_threshold = 0.75 OR image_id = 3 GROUP BY 1;

.print a side that sets a parameter to its default gives the same rows, and each once
SELECT count(*), (SELECT count(*) FROM match_outcomes) FROM match_outcomes WHERE max_detections = 100.0 OR class = 'cat';

.print a view that reaches itself through a table function
CREATE TEMP VIEW loop AS
SELECT p.* FROM only_b AS p JOIN match_outcomes('labels', 'loop') AS m ON m.prediction_id = p.id;
SELECT * FROM ap_by_class('labels', 'loop');
CREATE TEMP VIEW here AS SELECT * FROM only_b WHERE id IN (SELECT prediction_id FROM match_outcomes('labels', 'there'));
CREATE TEMP VIEW there AS SELECT * FROM only_b WHERE id IN (SELECT prediction_id FROM match_outcomes('labels', 'here'));
SELECT count(*) FROM match_outcomes('labels', 'here');
.print one that only reads another evaluation does not
CREATE TEMP VIEW hits AS
SELECT * FROM only_b WHERE id IN (SELECT prediction_id FROM match_outcomes('labels', 'only_b') WHERE outcome = 'TP');
SELECT outcome, count(*) FROM match_outcomes('labels', 'hits') GROUP BY 1;

.print the function that hands rows over is for boxscore alone
SELECT boxscore_read_rows(1, 2);
.print nothing can be written
INSERT INTO ap_by_class(class) VALUES ('cat');
CREATE VIRTUAL TABLE mine USING ap_by_class;
