.read tests/data/pets.sql
.print two models; a bird prediction lies in a crowd of its class, a cat lies on a dog
SELECT label_class, prediction_class, count, model FROM confusion_matrix;
.print at another threshold, above a score, of some classes, of one model
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE iou_threshold = 0.75 AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE score_threshold = 0.8 AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE classes = '["cat"]' AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix('labels', 'only_b') WHERE area_range = 'small';
.print by key
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE label_class = 'dog' AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE label_class IS NULL AND model = 'a';
.print rows add up to labels, columns to predictions
SELECT a.class, a.model, a.label_count = total(c.count) FILTER (WHERE c.label_class = a.class) AS labels,
  a.prediction_count = total(c.count) FILTER (WHERE c.prediction_class = a.class) AS predictions,
  a.tp = total(c.count) FILTER (WHERE c.label_class = a.class AND c.prediction_class = a.class) AS diagonal
FROM ap_by_class AS a JOIN confusion_matrix AS c ON c.model = a.model GROUP BY a.class, a.model;
.print the higher score takes the label first, of equal scores the lower id; of equal IoUs the later label; then crowds absorb
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, iscrowd);
INSERT INTO l VALUES (1, 1, 'a', 0, 0, 10, 10, 0), (2, 1, 'b', 0, 0, 10, 10, 0), (3, 2, 'a', 0, 0, 100, 100, 1),
  (4, 2, 'b', 20, 20, 10, 10, 0);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p VALUES (1, 1, 'd', 0.5, 0, 0, 10, 10), (2, 1, 'c', 0.5, 0, 0, 10, 10), (3, 1, 'e', 0.4, 0, 0, 10, 10),
  (4, 2, 'c', 0.9, 20, 20, 10, 10), (5, 2, 'c', 0.8, 21, 20, 10, 10), (6, 2, 'd', 0.7, 95, 95, 20, 20);
SELECT label_class, prediction_class, count FROM confusion_matrix('l', 'p');
.print nothing at all
DELETE FROM p;
SELECT label_class, prediction_class, count FROM confusion_matrix('l', 'p');
DELETE FROM l;
SELECT label_class, prediction_class, count FROM confusion_matrix('l', 'p');
.print integers as classes
INSERT INTO l VALUES (1, 1, 7, 0, 0, 10, 10, 0);
INSERT INTO p VALUES (1, 1, 8, 0.5, 0, 0, 10, 10);
SELECT label_class, prediction_class, count, typeof(label_class) FROM confusion_matrix('l', 'p');
.print errors
SELECT * FROM confusion_matrix WHERE iou_threshold = '0.50:0.95';
SELECT * FROM confusion_matrix WHERE score_threshold = 'high';
SELECT * FROM confusion_matrix('l', 'none');
SELECT * FROM confusion_matrix WHERE classes = 'dragon';
