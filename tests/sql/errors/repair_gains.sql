-- Two images of bowls and cups. Image 1: a bowl that is found, one that nobody finds, one labelled as a cup, one whose label is shifted,
-- and one without a label.
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, area, iscrowd DEFAULT 0);
INSERT INTO labels(id, image_id, class, x, y, width, height) VALUES
  (1, 1, 'bowl', 0, 0, 10, 10), (2, 1, 'bowl', 100, 0, 10, 10), (3, 1, 'cup', 200, 0, 10, 10), (4, 1, 'bowl', 300, 0, 10, 10),
  (5, 2, 'cup', 0, 0, 10, 10), (6, 2, 'bowl', 50, 0, 10, 10);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO predictions VALUES
  (1, 1, 'bowl', 0.9, 0, 0, 10, 10), (2, 1, 'bowl', 0.8, 200, 0, 10, 10), (3, 1, 'bowl', 0.7, 306, 0, 10, 10),
  (4, 1, 'bowl', 0.6, 400, 0, 10, 10), (5, 2, 'cup', 0.5, 0, 0, 10, 10), (6, 2, 'bowl', 0.4, 50, 0, 10, 10);
.print every repair
SELECT kind, image_id, class, label_id, prediction_id, new_class, score, round(suspicion, 4) AS suspicion, round(map_gain, 4) AS map_gain,
  round(ap_gain, 4) AS ap_gain, round(new_class_ap_gain, 4) AS new_class_ap_gain FROM repair_gains ORDER BY kind, label_id, prediction_id;
SELECT kind, label_id, prediction_id, repair_sql FROM repair_gains ORDER BY kind, label_id, prediction_id;
.print over the ten thresholds; ranked by suspicion times gain
SELECT kind, label_id, prediction_id, round(map_gain, 4) AS map_gain FROM repair_gains
WHERE iou_threshold = '0.50:0.95' ORDER BY kind, label_id, prediction_id;
SELECT sum(a.suspicion * a.map_gain < b.suspicion * b.map_gain) AS out_of_order FROM repair_gains AS a JOIN repair_gains AS b ON b.rank = a.rank + 1;
.print suspects only
SELECT count(*) FROM repair_gains WHERE least_suspicion = 0.001;
.print by key, and classes
SELECT kind, new_class FROM repair_gains WHERE label_id = 3 ORDER BY kind;
SELECT kind, label_id FROM repair_gains WHERE classes = 'cup' ORDER BY kind, label_id;
.print a class with a single label loses it, and one without labels gets one
DELETE FROM labels WHERE id = 5;
DELETE FROM predictions WHERE id = 5;
INSERT INTO predictions VALUES (7, 2, 'jug', 0.3, 70, 0, 10, 10);
SELECT kind, class, map_gain IS NULL AS no_gain, ap_gain, new_class_ap_gain IS NULL AS no_new_gain FROM repair_gains
WHERE label_id = 3 OR prediction_id = 7 ORDER BY kind;
.print each model alone
CREATE TABLE two AS SELECT *, 'a' AS model FROM predictions UNION ALL SELECT id + 10, image_id, class, score, x, y, width, height, 'b' FROM predictions WHERE id <> 2;
SELECT model, count(*), max(rank) FROM repair_gains('labels', 'two') GROUP BY model;
SELECT count(*) FROM repair_gains('labels', 'two') WHERE model = 'b';
.print statements name tables and columns as they are: text ids, quotes, bbox, category_id, outlines
CREATE TABLE "my labels"("ID" TEXT, image_id, "Class", category_id, bbox, segmentation);
INSERT INTO "my labels" SELECT 'it''s ' || id, image_id, class, id, json_array(x, y, width, height), NULL FROM labels;
SELECT kind, repair_sql FROM repair_gains('my labels', 'predictions') WHERE (label_id = 'it''s 4' OR label_id = 'it''s 3' OR prediction_id = 4)
ORDER BY kind;
CREATE TABLE outlines AS SELECT id, image_id, class, score, json_array(json_array(x, y, x + width, y, x + width, y + height)) AS segmentation FROM predictions;
SELECT kind, repair_sql FROM repair_gains('labels', 'outlines') WHERE iou_type = 'bbox' AND prediction_id = 4;
SELECT kind, repair_sql FROM repair_gains('main.labels', 'main.predictions') WHERE label_id = 2;
CREATE TABLE nameless(image_id, class, x, y, width, height);
INSERT INTO nameless SELECT image_id, class, x, y, width, height FROM labels;
SELECT kind, repair_sql FROM repair_gains('nameless', 'predictions') WHERE (label_id = 2 OR prediction_id = 4) ORDER BY kind;
.print computed columns are not set
CREATE TABLE computed(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, area AS (width * height), bbox AS (json_array(x, y, width, height)));
INSERT INTO computed(id, image_id, class, x, y, width, height) SELECT id, image_id, class, x, y, width, height FROM labels;
SELECT kind, repair_sql FROM repair_gains('computed', 'predictions') WHERE kind IN ('move_label', 'add_label') AND (label_id = 4 OR prediction_id = 4) ORDER BY kind;
SELECT kind, repair_sql FROM repair_gains('main.computed', 'predictions') WHERE prediction_id = 3;
CREATE TABLE corners(id INTEGER PRIMARY KEY, image_id, class, bbox, x AS (json_extract(bbox, '$[0]')), y AS (json_extract(bbox, '$[1]')),
  width AS (json_extract(bbox, '$[2]')), height AS (json_extract(bbox, '$[3]')));
INSERT INTO corners SELECT id, image_id, class, json_array(x, y, width, height) FROM labels;
SELECT kind, repair_sql FROM repair_gains('corners', 'predictions') WHERE prediction_id = 3;
CREATE TABLE two_corners(id INTEGER PRIMARY KEY, image_id, class, x1, y1, x2, y2, segmentation, x AS (x1), y AS (y1), width AS (x2 - x1), height AS (y2 - y1));
INSERT INTO two_corners(id, image_id, class, x1, y1, x2, y2) SELECT id, image_id, class, x, y, x + width, y + height FROM labels;
CREATE TABLE computed_ids(number INTEGER PRIMARY KEY, image_id, name, x, y, width, height, id AS (number), class AS (lower(name)));
INSERT INTO computed_ids(number, image_id, name, x, y, width, height) SELECT id, image_id, class, x, y, width, height FROM labels;
SELECT kind, count(*), max(repair_sql) FROM repair_gains('two_corners', 'predictions') GROUP BY kind;
SELECT kind, count(*), max(repair_sql) FROM repair_gains('computed_ids', 'predictions') GROUP BY kind;
.print other collations: no statement reaches a row whose id differs
CREATE TABLE folded(id TEXT COLLATE NOCASE, image_id, class TEXT COLLATE NOCASE, category_id, x, y, width, height);
INSERT INTO folded SELECT 'a' || id, image_id, class, id, x, y, width, height FROM labels UNION ALL VALUES ('A4', 2, 'bowl', 0, 90, 90, 5, 5);
CREATE VIEW folded_predictions AS SELECT 'p' || id COLLATE NOCASE AS id, image_id, class, score, x, y, width, height FROM predictions;
SELECT kind, repair_sql FROM repair_gains('folded', 'folded_predictions') WHERE prediction_id IN ('p2', 'p3', 'p4') OR label_id = 'A4' ORDER BY kind, label_id, prediction_id;
SELECT DISTINCT repair_sql FROM repair_gains('main.folded', 'predictions') WHERE label_id = 'a2';
.print a text with a NUL
UPDATE folded SET id = CAST(x'61002762' AS TEXT) WHERE id = 'a2';
SELECT repair_sql FROM repair_gains('folded', 'predictions') WHERE kind = 'delete_label' AND length(CAST(label_id AS BLOB)) = 4;
SELECT count(*) FROM folded WHERE id = ('a' || char(0) || '''b') COLLATE BINARY;
.print of a view there is no statement
CREATE VIEW viewed AS SELECT * FROM labels;
SELECT kind, label_id, repair_sql FROM repair_gains('viewed', 'predictions') WHERE label_id = 2;
.print regions: a label that would be ignored, or left out
CREATE TABLE regions(image_id, x, y, width, height, "ignore", class);
INSERT INTO regions VALUES (1, 204, 4, 2, 2, 1, 'bowl');
SELECT kind, new_class, round(map_gain, 4) AS map_gain FROM repair_gains WHERE regions = 'regions' AND label_id = 3 ORDER BY kind;
UPDATE predictions SET x = 202 WHERE id = 2;
DELETE FROM regions;
INSERT INTO regions VALUES (1, 206, 0, 20, 20, 0, 'bowl'), (1, 200, 0, 20, 20, 0, 'cup'), (1, 0, 0, 100, 20, 0, NULL), (2, 0, 0, 100, 20, 0, NULL);
SELECT kind, label_id, prediction_id, round(map_gain, 4) AS map_gain FROM repair_gains WHERE regions = 'regions'
ORDER BY kind, label_id, prediction_id;
.print masks and keypoints
CREATE TABLE sizes(id, width, height);
INSERT INTO sizes VALUES (1, 500, 20), (2, 500, 20);
SELECT kind, label_id, prediction_id, round(map_gain, 4) AS map_gain FROM repair_gains('labels', 'outlines')
WHERE iou_type = 'segm' AND images = 'sizes' ORDER BY kind, label_id, prediction_id;
CREATE TABLE posed AS SELECT id, image_id, class, x, y, width, height, json_array(x, y, 2) AS keypoints FROM labels;
CREATE TABLE poses AS SELECT id, image_id, class, score, json_array(x, y, 2) AS keypoints FROM predictions;
SELECT kind, label_id FROM repair_gains('posed', 'poses') WHERE iou_type = 'keypoints' ORDER BY kind, label_id;
.print empty tables
CREATE TABLE no_labels AS SELECT * FROM labels WHERE 0;
CREATE TABLE no_predictions AS SELECT * FROM predictions WHERE 0;
SELECT kind, prediction_id, map_gain, repair_sql FROM repair_gains('no_labels', 'predictions') WHERE prediction_id = 1;
SELECT count(*) FROM repair_gains('labels', 'no_predictions');
SELECT kind, count(*), min(map_gain) FROM repair_gains('labels', 'no_predictions') GROUP BY kind;
SELECT count(*) FROM repair_gains('no_labels', 'no_predictions');
.print errors
SELECT * FROM repair_gains WHERE least_suspicion = 2;
SELECT * FROM repair_gains WHERE least_suspicion = 'some';
SELECT * FROM repair_gains WHERE iou_threshold = 0;
SELECT * FROM repair_gains('nothing');
SELECT * FROM repair_gains('labels', 'two') WHERE model = 'c';
