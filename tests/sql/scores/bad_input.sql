-- Bad input: each gets an error that names the function, the table, the row's id and the value.
.read tests/data/pets.sql
CREATE TABLE good AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'b';
CREATE TABLE bad AS SELECT * FROM good;

.print tables and columns that are not there
SELECT * FROM ap_by_class('nothing');
SELECT * FROM ap_by_class('labels', 'nowhere.nothing');
.print the name of a file
SELECT * FROM ap_by_class('instances.json', 'results.json');
SELECT * FROM ap_by_class('labels', 'runs/Results.JSON');
SELECT * FROM ap_by_class('labels.csv');
SELECT * FROM ap_by_class('annotations/a.xml');
SELECT * FROM ap_by_class('runs/detect/labels');
.print columns
CREATE TEMP VIEW v AS SELECT id, image_id, x, y, width, height FROM labels;
SELECT * FROM ap_by_class('v', 'good');
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT id, image_id AS image, class, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'v');
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT id, image_id, class AS label, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'v');
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT id, image_id, class, score AS confidence, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'v');
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT id, image_id, class, score, x AS x1, y AS y1, x + width AS x2, y + height AS y2 FROM good;
SELECT * FROM ap_by_class('labels', 'v');
.print the view that it advises does
CREATE TEMP VIEW v_fixed AS SELECT id, image_id, class, score, x1 AS x, y1 AS y, x2 - x1 AS width, y2 - y1 AS height FROM v;
SELECT count(*) FROM match_outcomes('labels', 'v_fixed') WHERE outcome = 'TP';
DROP VIEW v_fixed;
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT image_id, class, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'v');
DROP VIEW v;
CREATE TEMP VIEW v AS SELECT id, image_id, class, score FROM good;
SELECT * FROM ap_by_class('labels', 'v');
.print a table without ids: the view that is advised brings the rowid
CREATE TABLE no_ids AS SELECT image_id, class AS label, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'no_ids');
CREATE TEMP VIEW no_ids_fixed AS SELECT rowid AS id, image_id, label AS class, score, x, y, width, height FROM no_ids;
SELECT count(*) FROM match_outcomes('labels', 'no_ids_fixed') WHERE outcome = 'TP';
.print everything at once, and the size of the image stays apart
CREATE TABLE tutorial(filename, width, height, "class name", xmin, ymin, xmax, ymax, "own column");
INSERT INTO tutorial SELECT image_id, 640, 480, class, x, y, x + width, y + height, 1 FROM labels;
SELECT * FROM ap_by_class('tutorial', 'good');
CREATE TEMP VIEW tutorial_fixed AS SELECT rowid AS id, filename AS image_id, "class name" AS class, xmin AS x, ymin AS y, xmax - xmin AS width, ymax - ymin AS height, width AS image_width, height AS image_height, "own column" FROM tutorial;
SELECT count(*) FROM match_outcomes('tutorial_fixed', 'good') WHERE outcome = 'TP';
CREATE TABLE two_sizes AS SELECT id, image_id, class, x, y, 640 AS width, 480 AS height, width AS w, height AS h FROM labels;
SELECT * FROM ap_by_class('two_sizes', 'good');
CREATE TEMP VIEW two_sizes_fixed AS SELECT id, image_id, class, x, y, w AS width, h AS height, width AS image_width, height AS image_height FROM two_sizes;
SELECT count(*) FROM match_outcomes('two_sizes_fixed', 'good') WHERE outcome = 'TP';
.print a size of its own beside the box does no harm
CREATE TABLE relative_too AS SELECT id, image_id, class, x, y, width, height, width / 640.0 AS w, height / 480.0 AS h FROM labels;
SELECT count(*) FROM match_outcomes('relative_too', 'good') WHERE outcome = 'TP';
.print a table without a rowid, many columns
CREATE TABLE keyed(k PRIMARY KEY, image_id, class, x, y, width, height) WITHOUT ROWID;
SELECT * FROM ap_by_class('keyed', 'good');
CREATE TABLE wide(file_name, category, left, top, right, bottom, a_long_name_of_the_users_own_1, a_long_name_of_the_users_own_2,
  a_long_name_of_the_users_own_3, a_long_name_of_the_users_own_4, a_long_name_of_the_users_own_5, a_long_name_of_the_users_own_6,
  a_long_name_of_the_users_own_7, a_long_name_of_the_users_own_8, a_long_name_of_the_users_own_9, a_long_name_of_the_users_own_10);
SELECT * FROM ap_by_class('wide', 'good');
CREATE TEMP VIEW broken AS SELECT id, no_such_function(class) AS class FROM good;
SELECT * FROM ap_by_class('labels', 'broken');

.print values
UPDATE bad SET x = NULL WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 'ten' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = x'00' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 9e999 WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 'nan' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 0, width = -3 WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 0, width = 3, height = '-0.5' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = NULL, y = NULL, width = NULL, height = NULL WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET x = 0, y = 0, width = 1, height = 1, score = NULL WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET score = 'nan' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET score = -9e999 WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET score = 0.5, id = 11 WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET id = NULL WHERE rowid = 2;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET id = 1.5 WHERE rowid = 2;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET id = 12, image_id = NULL WHERE rowid = 2;
SELECT * FROM ap_by_class('labels', 'bad');
UPDATE bad SET image_id = 1, class = x'01' WHERE id = 12;
SELECT * FROM ap_by_class('labels', 'bad');
CREATE TEMP VIEW twice AS SELECT 'a' AS id, 1 AS image_id, 'cat' AS class, '[0,0,1,1]' AS bbox
UNION ALL SELECT 'b', 1, 'cat', '[0,0,1,1]' UNION ALL SELECT 'a', 1, 'cat', '[0,0,1,1]';
SELECT * FROM ap_by_class('twice', 'good');
CREATE TEMP VIEW crowd AS SELECT *, 'yes' AS iscrowd FROM (SELECT id, image_id, class, x, y, width, height FROM labels);
SELECT * FROM ap_by_class('crowd', 'good');
CREATE TEMP VIEW negative_area AS SELECT id, image_id, class, x, y, width, height, -1 AS area FROM labels;
SELECT * FROM ap_by_class('negative_area', 'good');

.print bbox as JSON
CREATE TABLE boxed(id INTEGER PRIMARY KEY, image_id, class, bbox);
INSERT INTO boxed VALUES (5, 1, 'cat', '[0,0,1]');
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = '[0,0,1,1';
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = '[0,0,1,1] x';
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = '[0,0,-1,1]';
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = '[0,0,1e999,1]';
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = NULL;
SELECT * FROM ap_by_class('boxed', 'good');
UPDATE boxed SET bbox = 7;
SELECT * FROM ap_by_class('boxed', 'good');

.print INTEGER on one side and TEXT on the other
CREATE TABLE as_text AS SELECT id, CAST(image_id AS TEXT) AS image_id, class, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'as_text');
CREATE TEMP VIEW as_text_fixed AS
SELECT id, CAST(image_id AS INTEGER) AS image_id, class, score, x, y, width, height FROM "as_text";
SELECT count(*) FROM match_outcomes('labels', 'as_text_fixed') WHERE outcome = 'TP';
CREATE TEMP VIEW named AS SELECT id, image_id || '.jpg' AS image_id, class, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'named');
CREATE TEMP VIEW numbered AS SELECT id, image_id, 1 AS class, score, x, y, width, height FROM good;
SELECT * FROM ap_by_class('labels', 'numbered');

.print parameters
SELECT * FROM ap_by_class WHERE iou_threshold = 0;
SELECT * FROM ap_by_class WHERE iou_threshold = 1.01;
SELECT * FROM ap_by_class WHERE iou_threshold = 'half';
SELECT * FROM match_outcomes WHERE iou_threshold = '0.50:0.95';
SELECT * FROM pr_curve WHERE iou_threshold = '0.50:0.95' AND points = 'all';
SELECT * FROM ap_by_class WHERE iou_type = 'segm';
SELECT * FROM ap_by_class WHERE area_range = 'tiny';
SELECT * FROM ap_by_class WHERE area_range = '9-1';
SELECT * FROM ap_by_class WHERE area_range = 5;
SELECT * FROM ap_by_class WHERE max_detections = -1;
SELECT * FROM ap_by_class WHERE max_detections = 1.5;
SELECT * FROM ap_by_class WHERE score_threshold = 'high';
SELECT * FROM ap_by_class WHERE classes = 'unicorn';
SELECT * FROM ap_by_class WHERE classes = '["cat", "unicorn"]';
SELECT * FROM ap_by_class WHERE classes = '["cat"';
SELECT * FROM ap_by_class WHERE classes = '[null]';
SELECT * FROM ap_by_class WHERE classes = '[1.5]';
SELECT * FROM ap_by_class WHERE classes = '[]';
SELECT * FROM ap_by_class WHERE classes = x'00';
SELECT * FROM ap_by_class WHERE threads = -1;
SELECT * FROM ap_by_class WHERE threads = 1000;
SELECT * FROM ap_by_class WHERE labels = x'00';
SELECT * FROM ap_by_class WHERE labels = 5;
SELECT * FROM pr_curve WHERE points = 11;
SELECT * FROM coco_summary WHERE detection_limits = '[1, 1]';
SELECT * FROM coco_summary WHERE detection_limits = '[]';
SELECT * FROM coco_summary WHERE detection_limits = '[0]';
SELECT * FROM coco_summary WHERE detection_limits = 'ten';
SELECT * FROM coco_summary WHERE detection_limits = '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]';

.print empty tables are no error
CREATE TABLE no_labels AS SELECT * FROM labels LIMIT 0;
CREATE TABLE no_predictions AS SELECT * FROM good LIMIT 0;
SELECT * FROM ap_by_class('no_labels', 'no_predictions');
SELECT metric, value FROM coco_summary('no_labels', 'no_predictions');
SELECT count(*) FROM match_outcomes('no_labels', 'no_predictions');
SELECT class, ap, ar, label_count, prediction_count, model FROM ap_by_class('labels', 'no_predictions');
SELECT class, ap, ar, label_count, prediction_count, model FROM ap_by_class('no_labels', 'good');
SELECT metric, value FROM coco_summary('labels', 'no_predictions');
SELECT outcome, count(*) FROM match_outcomes('labels', 'no_predictions') GROUP BY 1;
SELECT outcome, reason, count(*) FROM match_outcomes('no_labels', 'good') GROUP BY 1, 2;
SELECT count(*) FROM pr_curve('no_labels', 'good');
SELECT kind, count(*) FROM evaluated_objects('no_labels', 'good') GROUP BY 1;

.print one id in two models
CREATE TEMP VIEW models_apart AS SELECT 1 AS id, image_id, class, score, x, y, width, height, 'm' || rowid AS model FROM good LIMIT 2;
SELECT * FROM ap_by_class('labels', 'models_apart');
