.read tests/data/pets.sql
.print at the thresholds that are asked for, which need no grid
SELECT class, score, score_threshold, round(precision, 4), round(recall, 4), round(f1, 4), tp, fp, fn, false_positives_per_image, model
FROM operating_points WHERE score_threshold IN (0.65, 0.725);
.print they are those of ap_by_class
SELECT count(*), sum(a.tp = o.tp AND a.fp = o.fp AND a.fn = o.fn AND a.f1 IS o.f1) FROM operating_points AS o
JOIN ap_by_class AS a ON a.class = o.class AND a.model = o.model AND a.score_threshold = o.score_threshold
WHERE o.score_threshold IN (0.3, 0.65, 0.9);
.print else at 101, and score_threshold is that of the row
SELECT count(*), count(DISTINCT score_threshold), min(score), max(score), sum(score = score_threshold) FROM operating_points WHERE model = 'a';
SELECT class, score_threshold, tp, fp, fn FROM operating_points WHERE class = 'cat' AND model = 'a' AND score IN (0, 0.6, 0.61, 0.7, 0.8, 0.95, 1);
SELECT score_threshold, iou_threshold FROM operating_points WHERE iou_threshold = 0.75 LIMIT 2 OFFSET 7;
.print a grid and ap_by_class agree at every threshold
SELECT count(*), sum(a.tp = o.tp AND a.fp = o.fp AND a.fn = o.fn) FROM operating_points AS o
JOIN ap_by_class AS a ON a.score_threshold = o.score AND a.class = o.class AND a.model = o.model;
.print images without labels and predictions count where there is a table of images
SELECT class, fp, false_positives_per_image FROM operating_points WHERE score_threshold = 0 AND model = 'a';
DELETE FROM images WHERE id <> 1;
SELECT class, fp, false_positives_per_image FROM operating_points WHERE score_threshold = 0 AND model = 'a';
INSERT INTO images(id, width, height) VALUES (100, 10, 10), (101, 10, 10);
SELECT class, fp, false_positives_per_image FROM operating_points WHERE score_threshold = 0 AND model = 'a';
.print nothing at all
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
SELECT count(*) FROM operating_points('l', 'p');
.print errors
SELECT * FROM operating_points WHERE score_threshold > 0.3;
SELECT * FROM operating_points WHERE score_threshold = 'high';
UPDATE images SET id = 'image ' || id;
CREATE TABLE names(id TEXT);
INSERT INTO names VALUES ('one.png'), ('two.png');
SELECT * FROM operating_points WHERE images = 'names';
SELECT * FROM operating_points WHERE images = 'none';
