-- Findings on small data: what is said, what is not, and that every query has the figure of its sentence.
.read tests/data/pets.sql
.print too little to say anything
SELECT * FROM findings;
.print enough for some sentences
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 79)
INSERT INTO l SELECT i, i % 10, iif(i < 30, 'it''s', 'car'), i * 50, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, iif(id < 12, 'car', class), 0.8 + id / 1000.0, x + 1, y, width, height, 7 FROM l WHERE id < 12 OR id > 26;
INSERT INTO p SELECT 100 + id, image_id, class, 0.7, x, y, width, height, 7 FROM l WHERE id > 69;
SELECT rank, finding, round(figure, 4) AS figure, n, query FROM findings WHERE labels = 'l' AND predictions = 'p';
.print each parameter reaches what it is about
SELECT iou_threshold, score_threshold, model, count(*) FROM findings WHERE labels = 'l' AND predictions = 'p' AND iou_threshold IN (0.5, 0.75) GROUP BY 1;
SELECT rank, finding, query FROM findings WHERE labels = 'l' AND predictions = 'p' AND score_threshold = 0.81 AND model = 7 AND rank < 3;
SELECT count(*) FROM findings WHERE labels = 'l' AND predictions = 'p' AND model = 8;
.print one of two models has no name: its queries are about it alone
CREATE VIEW unnamed AS SELECT id, image_id, class, score, x, y, width, height, NULL AS model FROM p
  UNION ALL SELECT id + 1000, image_id, class, score, x, y, width, height, 'b' FROM p WHERE id < 60;
SELECT rank, query FROM findings WHERE labels = 'l' AND predictions = 'unnamed' AND model IS NULL AND rank < 3;
.print without images and metrics
DROP TABLE images;
DROP TABLE quality_metrics;
SELECT rank, finding FROM findings WHERE labels = 'l' AND predictions = 'p' AND rank = 6;
.print errors
SELECT * FROM findings WHERE labels = 'nowhere';
