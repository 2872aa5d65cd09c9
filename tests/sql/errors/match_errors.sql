.read tests/data/pets.sql
.print every prediction and every label of model a
SELECT kind, id, image_id, class, error, matched, other_id, other_class, round(iou, 3) AS iou, duplicate_of, score, ignored
FROM match_errors WHERE model = 'a';
.print by key: an object, an image, an error
SELECT kind, error, other_id FROM match_errors WHERE id = 2 AND kind = 'prediction';
SELECT kind, id, error, model FROM match_errors WHERE image_id = 3;
SELECT kind, id, model FROM match_errors WHERE error = 'missed';
SELECT kind, id FROM match_errors WHERE class = 'dog' AND model = 'b';
.print of two errors about one label, the better prediction would repair it, whichever error it is
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
INSERT INTO l VALUES (1, 1, 'cat', 0, 0, 10, 10);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p VALUES (1, 1, 'dog', 0.5, 0, 0, 10, 10), (2, 1, 'cat', 0.6, 6, 0, 10, 10);
SELECT kind, id, error, other_id, other_class FROM match_errors('l', 'p');
SELECT error, gain FROM error_types('l', 'p');
.print of equal scores the lower id, of equal IoUs the first label
UPDATE p SET score = 0.5;
INSERT INTO l VALUES (2, 1, 'cat', 0, 0, 10, 10);
INSERT INTO p VALUES (3, 1, 'cat', 0.5, 0, 0, 10, 10), (4, 1, 'cat', 0.5, 0, 0, 10, 10), (5, 1, 'cat', 0.5, 0, 0, 10, 10);
SELECT id, error, other_id, duplicate_of FROM match_errors('l', 'p') WHERE kind = 'prediction';
.print errors
SELECT * FROM match_errors WHERE iou_threshold = 2;
SELECT * FROM match_errors WHERE model = 'c';
