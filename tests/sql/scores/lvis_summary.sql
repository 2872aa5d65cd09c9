-- lvis_summary: the thirteen numbers of LVIS.
CREATE TABLE images(id INTEGER PRIMARY KEY, width, height, neg_category_ids, not_exhaustive_category_ids);
CREATE TABLE categories(id INTEGER PRIMARY KEY, name, frequency);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, category_id, x, y, width, height, iscrowd);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO categories VALUES (1, 'ant', 'r'), (2, 'bee', 'c'), (3, 'cow', 'f'), (4, 'eel', NULL);
INSERT INTO images VALUES (1, 99, 99, '[2]', '[1]'), (2, 99, 99, '[]', NULL), (3, 99, 99, '[1, 3]', '[]');
INSERT INTO labels VALUES
  (1, 1, 'ant', 1, 0, 0, 10, 10, 0), (2, 1, 'cow', 3, 20, 0, 40, 40, 0), (3, 2, 'bee', 2, 0, 0, 10, 10, 1), (4, 2, 'cow', 3, 0, 0, 100, 100, 0);
INSERT INTO predictions VALUES
  (1, 1, 'ant', .9, 0, 0, 10, 10), (2, 1, 'ant', .8, 50, 0, 10, 10), (3, 1, 'bee', .7, 0, 0, 10, 10), (4, 1, 'cow', .6, 20, 0, 40, 36),
  (5, 2, 'ant', .95, 0, 0, 10, 10), (6, 2, 'bee', .5, 0, 0, 10, 8), (7, 2, 'bee', .4, 0, 0, 10, 8), (8, 3, 'cow', .99, 0, 0, 10, 10),
  (9, 3, 'eel', .3, 0, 0, 9, 9);
SELECT metric, value, iou_threshold, area_range, max_detections FROM lvis_summary;
.print who takes part
SELECT prediction_id, label_id, class, image_id, outcome, reason, explanation FROM match_outcomes
WHERE protocol = 'lvis' ORDER BY prediction_id IS NULL, 1, 2;
SELECT class, ap, label_count, tp, fp, fn FROM ap_by_class WHERE protocol = 'lvis';
SELECT DISTINCT protocol, max_detections, categories FROM ap_by_class WHERE protocol = 'lvis';
.print the limit is one of the image, over all classes; ties by id
SELECT prediction_id, outcome, reason, explanation FROM match_outcomes WHERE protocol = 'lvis' AND max_detections = 1 AND image_id < 3 ORDER BY 1;
SELECT metric, value FROM lvis_summary WHERE detection_limit = 1 AND metric IN ('AP50', 'AR@1');
SELECT metric, max_detections FROM lvis_summary WHERE detection_limit = 'all' AND metric LIKE 'AR%';
.print models
CREATE TEMP VIEW two_models AS SELECT *, 'a' AS model FROM predictions UNION ALL SELECT id + 100, image_id, class, score, x, y, width, height, 'b' FROM predictions WHERE id <> 4;
SELECT model, metric, value FROM lvis_summary('labels', 'two_models') WHERE metric IN ('AP', 'APf');
.print classes may be ids, and verified classes a table
CREATE TEMP VIEW by_number AS SELECT id, image_id, category_id AS class, x, y, width, height FROM labels;
CREATE TEMP VIEW found_by_number AS SELECT p.id, image_id, c.id AS class, score, x, y, width, height FROM predictions AS p JOIN categories AS c ON c.name = p.class;
SELECT (SELECT group_concat(value) FROM lvis_summary) = (SELECT group_concat(value) FROM lvis_summary('by_number', 'found_by_number')) AS same;
CREATE TABLE verified(image_id, class, exhaustive);
INSERT INTO verified VALUES (1, 'bee', 1), (1, 'ant', 0), (3, 'ant', 1), (3, 'cow', 1);
SELECT (SELECT group_concat(value) FROM lvis_summary) = (SELECT group_concat(value) FROM lvis_summary WHERE verified_classes = 'verified') AS same;
.print changes of the lists are seen
SELECT value FROM lvis_summary WHERE metric = 'AP';
UPDATE images SET neg_category_ids = '[]' WHERE id = 3;
SELECT value FROM lvis_summary WHERE metric = 'AP';
UPDATE categories SET frequency = 'r' WHERE id = 3;
SELECT metric, value FROM lvis_summary WHERE metric IN ('APr', 'APf');
.print an LVIS file: names of files come from coco_url
SELECT id, file, neg_category_ids, not_exhaustive_category_ids FROM coco_images('tests/data/coco/lvis.json');
SELECT id, name, frequency FROM coco_categories('tests/data/coco/lvis.json');
CREATE TEMP VIEW lvis_images AS SELECT id, width, height, file, replace(neg_category_ids, ', 4', '') AS neg_category_ids, not_exhaustive_category_ids FROM coco_images('tests/data/coco/lvis.json');
CREATE TEMP VIEW lvis_categories AS SELECT * FROM coco_categories('tests/data/coco/lvis.json');
CREATE TEMP VIEW lvis_labels AS SELECT * FROM coco_labels('tests/data/coco/lvis.json');
CREATE TEMP VIEW lvis_found AS SELECT id, image_id, class, x, y, width, height, 0.5 AS score FROM lvis_labels;
SELECT metric, value FROM lvis_summary('lvis_labels', 'lvis_found', 'lvis_images') WHERE categories = 'lvis_categories' AND iou_type = 'bbox' AND metric LIKE 'AP%';
.print errors
SELECT * FROM lvis_summary WHERE metric = 'AR';
SELECT * FROM lvis_summary WHERE detection_limit = -1;
SELECT * FROM lvis_summary WHERE categories = 'kinds';
SELECT * FROM lvis_summary WHERE categories = 'verified';
CREATE TEMP VIEW no_frequency AS SELECT id, name FROM categories;
SELECT * FROM lvis_summary WHERE categories = 'no_frequency';
SELECT count(*) FROM ap_by_class WHERE protocol = 'lvis' AND categories = 'no_frequency';
CREATE TEMP VIEW wrong_frequency AS SELECT id, name, 'rare' AS frequency FROM categories;
SELECT * FROM lvis_summary WHERE categories = 'wrong_frequency';
CREATE TEMP VIEW same_names AS SELECT id, min(name, 'bee') AS name, frequency FROM categories;
SELECT * FROM lvis_summary WHERE categories = 'same_names';
CREATE TEMP VIEW fewer AS SELECT * FROM categories WHERE id <> 4;
SELECT * FROM lvis_summary WHERE categories = 'fewer';
CREATE TEMP VIEW no_lists AS SELECT id, width, height FROM images;
SELECT * FROM lvis_summary WHERE images = 'no_lists';
SELECT * FROM lvis_summary WHERE images = 'nowhere';
CREATE TEMP VIEW fewer_images AS SELECT * FROM images WHERE id < 3;
SELECT * FROM lvis_summary WHERE images = 'fewer_images';
UPDATE images SET neg_category_ids = '[7]' WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE images SET neg_category_ids = '[1' WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE images SET neg_category_ids = '{"a":1}' WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE images SET neg_category_ids = '[[1]]' WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE images SET neg_category_ids = 5 WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE images SET neg_category_ids = '[1.5]' WHERE id = 3;
SELECT * FROM lvis_summary;
UPDATE verified SET exhaustive = 'no' WHERE image_id = 3;
SELECT * FROM lvis_summary WHERE verified_classes = 'verified';
