-- protocol: whose rules of matching and AP are used.
.read tests/data/pets.sql
.print the default is coco, and says so
SELECT DISTINCT protocol, max_detections, hierarchy, verified_classes, categories, group_weight FROM ap_by_class;
SELECT (SELECT group_concat(ap) FROM ap_by_class WHERE protocol = 'coco') = (SELECT group_concat(ap) FROM ap_by_class) AS same;
SELECT protocol, max_detections, group_weight FROM ap_by_class
WHERE protocol IN ('voc', 'voc07', 'open_images') GROUP BY 1;

CREATE TABLE found(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
CREATE TABLE truth(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, difficult, is_group_of);
INSERT INTO truth VALUES
  (1, 1, 'dog', 0, 0, 9, 9, 0, 0),
  (2, 1, 'dog', 20, 0, 9, 9, 1, 0),
  (3, 1, 'dog', 40, 0, 29, 29, 0, 1),
  (4, 2, 'dog', 0, 0, 9, 9, 0, 0),
  (5, 2, 'cat', 0, 0, 9, 9, 0, 0);
INSERT INTO found VALUES
  (1, 1, 'dog', .9, 0, 0, 9, 9),
  (2, 1, 'dog', .8, 1, 0, 9, 9),
  (3, 1, 'dog', .7, 20, 0, 9, 9),
  (4, 1, 'dog', .6, 21, 0, 9, 9),
  (5, 1, 'dog', .5, 42, 2, 9, 9),
  (6, 1, 'dog', .4, 52, 2, 9, 9),
  (7, 2, 'dog', .3, 0, 5, 9, 4),
  (8, 2, 'bird', .2, 0, 0, 9, 9),
  (9, 3, 'dog', .1, 0, 0, 9, 9);

.print voc: boxes of whole pixels, strictly above the threshold, the best label only, difficult ones ignored
SELECT prediction_id, label_id, outcome, reason, iou, explanation FROM match_outcomes('truth', 'found')
WHERE protocol = 'voc' AND class = 'dog' ORDER BY prediction_id IS NULL, 1, 2;
SELECT class, ap, ar, precision, recall, label_count, prediction_count, tp, fp, fn FROM ap_by_class('truth', 'found') WHERE protocol = 'voc';
SELECT class, ap FROM ap_by_class('truth', 'found') WHERE protocol = 'voc07';
.print an IoU of exactly 0.5 is not above it; with inclusive pixels the halves of a box of 10 are 9 wide and 4 high
CREATE TEMP VIEW half AS SELECT * FROM found WHERE id = 7;
SELECT protocol, outcome, reason, iou FROM match_outcomes('truth', 'half')
WHERE protocol IN ('voc', 'open_images') AND prediction_id = 7;
.print a missed label says that the prediction on it fits another one better
CREATE TEMP VIEW two AS SELECT 1 AS id, 1 AS image_id, 'dog' AS class, 0 AS x, 0 AS y, 9 AS width, 9 AS height
  UNION ALL SELECT 2, 1, 'dog', 2, 0, 9, 9;
CREATE TEMP VIEW on_one AS SELECT 1 AS id, 1 AS image_id, 'dog' AS class, 0.9 AS score, 0 AS x, 0 AS y, 9 AS width, 9 AS height
  UNION ALL SELECT 2, 1, 'dog', 0.8, 0.5, 0, 9, 9;
SELECT outcome, reason, prediction_id, label_id, explanation FROM match_outcomes('two', 'on_one') WHERE protocol = 'voc';
.print all thresholds, thresholds of each, the curve
SELECT class, ap, label_count FROM ap_by_class('truth', 'found') WHERE protocol = 'voc' AND iou_threshold = '0.50:0.95';
SELECT recall, precision, score FROM pr_curve('truth', 'found') WHERE protocol = 'voc' AND class = 'dog' AND points = 'all';
SELECT class, score, f1, tp, fp FROM best_threshold('truth', 'found') WHERE protocol = 'voc';

.print open images: a group counts once, or not at all
SELECT group_weight, prediction_id, label_id, outcome, reason, explanation FROM match_outcomes('truth', 'found')
WHERE protocol = 'open_images' AND group_weight IN (0, 1) AND class = 'dog' AND image_id = 1
ORDER BY group_weight, prediction_id IS NULL, 2, 3;
SELECT group_weight, class, ap, label_count, tp, fp, fn FROM ap_by_class('truth', 'found')
WHERE protocol = 'open_images' AND group_weight IN (0, 1);
.print iscrowd where there is no is_group_of
CREATE TEMP VIEW crowds AS SELECT id, image_id, class, x, y, width, height, is_group_of AS iscrowd FROM truth;
SELECT class, ap, label_count, tp, fp, fn FROM ap_by_class('crowds', 'found') WHERE protocol = 'open_images';

.print a hierarchy: labels and predictions stand for the classes above theirs too
CREATE TABLE tree(class, parent);
INSERT INTO tree VALUES ('dog', 'pet'), ('cat', 'pet'), ('pet', NULL), ('parrot', 'bird');
SELECT class, ap, label_count, tp, fp, fn FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';
SELECT class, prediction_id, label_id, outcome FROM match_outcomes('truth', 'found')
WHERE protocol = 'open_images' AND hierarchy = 'tree' AND image_id = 2 ORDER BY class, prediction_id IS NULL, prediction_id, label_id;
.print verified classes: with labels there, or in the table; what is absent is absent as all that is below it
CREATE TABLE looked(image_id, class, present);
INSERT INTO looked VALUES (3, 'pet', 0), (1, 'dog', 1);
SELECT class, ap, label_count, tp, fp, fn FROM ap_by_class('truth', 'found')
WHERE protocol = 'open_images' AND hierarchy = 'tree' AND verified_classes = 'looked';
SELECT prediction_id, outcome, reason, explanation FROM match_outcomes('truth', 'found')
WHERE protocol = 'open_images' AND verified_classes = 'looked' AND prediction_id IN (8, 9);
.print the answer follows the tables: nothing stale is kept between executions
SELECT sum(fp) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
INSERT INTO looked VALUES (3, 'dog', 0);
SELECT sum(fp) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
UPDATE looked SET image_id = 2, class = 'bird' WHERE class = 'pet';
SELECT sum(fp) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';
UPDATE tree SET parent = 'cat' WHERE class = 'dog';
SELECT class, label_count FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';
BEGIN;
DELETE FROM tree;
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';
ROLLBACK;
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';

.print an IoU of 0.9 is not above 0.9, and reaches 0.9 elsewhere
CREATE TABLE nine(id, image_id, class, score, x, y, width, height);
INSERT INTO nine VALUES (1, 1, 'c', 0.5, 0, 0, 8, 9), (2, 2, 'c', 0.5, 0, 0, 9, 9), (3, 2, 'c', 0.5, 50, 0, 9, 10);
CREATE TABLE nines(id, image_id, class, x, y, width, height);
INSERT INTO nines VALUES (1, 1, 'c', 0, 0, 9, 9), (2, 2, 'c', 0, 0, 9, 9), (3, 2, 'c', 50, 0, 10, 10);
SELECT protocol, prediction_id, outcome, iou FROM match_outcomes('nines', 'nine')
WHERE iou_threshold = 0.9 AND protocol IN ('coco', 'voc', 'open_images') AND prediction_id IS NOT NULL ORDER BY protocol, prediction_id;
.print errors: the parameters
SELECT * FROM ap_by_class WHERE protocol = 'pascal';
SELECT * FROM ap_by_class WHERE protocol = 'voc' AND area_range = 'small';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND iou_type = 'segm';
SELECT * FROM ap_by_class WHERE hierarchy = 'tree';
SELECT * FROM ap_by_class WHERE protocol = 'voc' AND verified_classes = 'looked';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND categories = 'tree';
SELECT * FROM ap_by_class WHERE group_weight = 0;
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND group_weight = 0.5;
SELECT * FROM coco_summary WHERE protocol = 'lvis';
SELECT * FROM coco_summary WHERE protocol = 'voc07';
SELECT * FROM coco_summary WHERE protocol = 'open_images';
SELECT * FROM coco_summary WHERE protocol = 'yolo';
SELECT count(*) FROM coco_summary WHERE protocol = 'coco';
.print errors: the tables
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'nowhere';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'looked';
CREATE TABLE bad_tree(class, parent);
INSERT INTO bad_tree VALUES ('dog', 'pet'), ('cat', 'pett'), ('pet', NULL);
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'bad_tree';
UPDATE bad_tree SET parent = 'pet' WHERE class = 'cat';
UPDATE bad_tree SET parent = 'cat' WHERE class = 'pet';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'bad_tree';
UPDATE bad_tree SET parent = 'cat' WHERE class = 'cat';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'bad_tree';
UPDATE bad_tree SET class = NULL WHERE class = 'cat';
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'bad_tree';
UPDATE bad_tree SET class = 'cat', parent = 1.5 WHERE class IS NULL;
SELECT * FROM ap_by_class WHERE protocol = 'open_images' AND hierarchy = 'bad_tree';
CREATE TABLE bad_looked(image_id, class);
INSERT INTO bad_looked VALUES ('1', 'dog');
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'bad_looked';
UPDATE bad_looked SET image_id = 1, class = 'wolf';
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'bad_looked';
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'bad_looked' AND hierarchy = 'tree';
UPDATE looked SET present = 2;
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
UPDATE looked SET present = 1, class = NULL;
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
INSERT INTO truth SELECT id + 100, image_id, class, x, y, width, height, 'yes', is_group_of FROM truth WHERE id = 1;
SELECT * FROM ap_by_class('truth', 'found') WHERE protocol = 'voc';
SELECT count(*) FROM ap_by_class('truth', 'found');
.print ids must still be unique
CREATE TEMP VIEW twice AS SELECT * FROM found UNION ALL SELECT id, image_id, 'cat', score, x, y, width, height FROM found WHERE id = 1;
DELETE FROM truth WHERE id > 100;
SELECT * FROM ap_by_class('truth', 'twice') WHERE protocol = 'open_images' AND hierarchy = 'tree';
.print only the tables that are named may be read
UPDATE tree SET parent = 'pet' WHERE class = 'dog';
SELECT boxscore_restrict('tables: truth, found, images, tree');
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND hierarchy = 'tree';
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'open_images' AND verified_classes = 'looked';
SELECT count(*) FROM ap_by_class('truth', 'found') WHERE protocol = 'lvis';
