.read tests/data/pets.sql
.print two models
SELECT error, count, round(gain, 6) AS gain, model FROM error_types;
.print every type once: a dog detected as a cat, a badly located cat, a bit of both, a duplicate, background, a missed bird
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, iscrowd);
INSERT INTO l VALUES (1, 1, 'cat', 0, 0, 10, 10, 0), (2, 1, 'dog', 50, 0, 10, 10, 0), (3, 1, 'cat', 100, 0, 10, 10, 0),
  (4, 1, 'bird', 150, 0, 10, 10, 0), (5, 2, 'bird', 0, 0, 100, 100, 1), (6, 2, 'bird', 200, 0, 10, 10, 0);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p VALUES (1, 1, 'cat', 0.9, 0, 0, 10, 10), (2, 1, 'cat', 0.8, 1, 0, 10, 10), (3, 1, 'cat', 0.7, 50, 0, 10, 10),
  (4, 1, 'cat', 0.6, 104, 0, 10, 10), (5, 1, 'cat', 0.5, 156, 0, 10, 10), (6, 1, 'dog', 0.4, 300, 0, 10, 10),
  (7, 2, 'bird', 0.3, 10, 10, 10, 10);
SELECT error, count, round(gain, 6) AS gain FROM error_types('l', 'p');
.print the crowd absorbs the last prediction: it is no false positive, but has a type all the same
SELECT error, id, ignored FROM match_errors('l', 'p') WHERE ignored;
.print an IoU of exactly the threshold is a match, and where the label is taken a localisation error
UPDATE p SET x = 0, width = 5 WHERE id = 2;
SELECT id, error, iou FROM match_errors('l', 'p') WHERE id = 2 AND kind = 'prediction';
DELETE FROM p WHERE id = 1;
SELECT id, error, iou, matched FROM match_errors('l', 'p') WHERE id = 2 AND kind = 'prediction';
.print at another threshold, with another background, above a score, of one class
SELECT error, count FROM error_types('l', 'p') WHERE iou_threshold = 0.4;
SELECT error, count FROM error_types('l', 'p') WHERE background_iou = 0.3;
SELECT error, count FROM error_types('l', 'p') WHERE score_threshold = 0.55;
SELECT error, count, round(gain, 6) AS gain FROM error_types('l', 'p') WHERE classes = 'cat';
.print the best of an image over all classes
SELECT error, count FROM error_types('l', 'p') WHERE max_detections = 2;
.print the counts are those of match_errors
SELECT e.error, e.model, e.count = count(m.id) AS equal FROM error_types AS e
LEFT JOIN match_errors AS m ON m.error = e.error AND m.model = e.model
WHERE e.error NOT LIKE 'false%' GROUP BY e.model, e.error;
.print no label is left to find, no class is left to score, nothing at all
DELETE FROM l;
SELECT error, count, gain FROM error_types('l', 'p');
DELETE FROM p;
SELECT error, count, gain FROM error_types('l', 'p');
.print masks are compared as such
CREATE TABLE ms(id, image_id, class, segmentation);
CREATE TABLE mp(id, image_id, class, score, segmentation);
INSERT INTO images(id, width, height) VALUES (101, 40, 40);
INSERT INTO ms VALUES (1, 101, 'a', '[[0,0,20,0,20,20,0,20]]'), (2, 101, 'b', '[[20,20,40,20,40,40,20,40]]');
INSERT INTO mp VALUES (1, 101, 'a', 0.9, '[[0,0,20,0,0,20]]'), (2, 101, 'a', 0.8, '[[20,20,40,20,40,40,20,40]]');
SELECT error, count, gain FROM error_types('ms', 'mp') WHERE count > 0;
SELECT kind, id, error, other_id, round(iou, 3) AS iou, iou_type FROM match_errors('ms', 'mp');
SELECT kind, id, error, other_id, round(iou, 3) AS iou FROM match_errors('ms', 'mp') WHERE iou_type = 'bbox';
.print thresholds for each class
CREATE TABLE t(class, score_threshold, iou_threshold);
INSERT INTO t VALUES ('a', 0.85, 0.45);
SELECT kind, id, error, other_id FROM match_errors('ms', 'mp') WHERE class_thresholds = 't' AND iou_type = 'segm';
UPDATE t SET iou_threshold = 0.05;
SELECT * FROM error_types('ms', 'mp') WHERE class_thresholds = 't';
SELECT error, count FROM error_types('ms', 'mp') WHERE class_thresholds = 't' AND background_iou = 0.05 AND count > 0;
.print errors
SELECT * FROM error_types WHERE background_iou = 0.6;
SELECT * FROM error_types WHERE background_iou = 0;
SELECT * FROM error_types WHERE background_iou = 'low';
SELECT * FROM error_types WHERE iou_threshold = 0.05;
SELECT * FROM error_types WHERE iou_threshold = '0.50:0.95';
SELECT * FROM error_types WHERE area_range = 'small';
SELECT * FROM error_types WHERE classes = 'dragon';
SELECT * FROM error_types('l', 'none');
