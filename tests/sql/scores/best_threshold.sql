.read tests/data/pets.sql
.print each class of two models; fish has no labels, bird finds nothing but a crowd
SELECT class, score, round(precision, 4), round(recall, 4), round(f1, 4), tp, fp, fn, model FROM best_threshold;
.print at another threshold, and above a score
SELECT class, score, tp, fp, fn FROM best_threshold WHERE iou_threshold = 0.75 AND model = 'a';
SELECT class, score, tp, fp, fn FROM best_threshold WHERE score_threshold = 0.9 AND model = 'a';
.print equal scores stay together, and of equal F1 the higher score wins
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
INSERT INTO l SELECT value, value, 'cat', 0, 0, 10, 10 FROM json_each('[1,2,3,4]');
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p(image_id, class, score, x, y, width, height) VALUES
  (1, 'cat', 0.9, 0, 0, 10, 10), (2, 'cat', 0.8, 0, 0, 10, 10), (3, 'cat', 0.8, 50, 50, 10, 10),
  (3, 'cat', 0.7, 60, 60, 10, 10), (3, 'cat', 0.7, 0, 0, 10, 10), (4, 'cat', 0.1, 90, 90, 10, 10);
SELECT class, score, precision, recall, f1, tp, fp, fn FROM best_threshold('l', 'p');
.print it is the best of what ap_by_class says at every score
SELECT b.class, b.score, b.f1 = max(a.f1) FROM best_threshold('l', 'p') AS b
JOIN (SELECT DISTINCT score FROM p) AS s
JOIN ap_by_class('l', 'p') AS a ON a.score_threshold = s.score AND a.class = b.class;
.print nothing found at all
SELECT class, score, precision, recall, f1, tp, fp, fn FROM best_threshold('l', 'p') WHERE max_detections = 0;
.print errors
SELECT * FROM best_threshold WHERE iou_threshold = '0.50:0.95';
