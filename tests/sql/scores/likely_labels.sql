-- The views likely_missing_labels and likely_wrong_classes, on a data set with one label forgotten and one of the wrong class.
.read sql/schema.sql
.read sql/reports.sql
INSERT INTO images(id, width, height) SELECT value, 640, 480 FROM json_each('[1,2,3,4,5,6]');
INSERT INTO labels(id, image_id, class, x, y, width, height) SELECT id, id, iif(id = 5, 'dog', 'cat'), 10, 10, 100, 100 FROM images;
INSERT INTO labels(id, image_id, class, x, y, width, height) SELECT id + 10, id, 'dog', 300, 10, 100, 100 FROM images WHERE id < 4;
INSERT INTO predictions(id, image_id, class, score, x, y, width, height)
SELECT id, id, 'cat', 0.9 + id / 100.0, 12, 10, 100, 100 FROM images;
INSERT INTO predictions(id, image_id, class, score, x, y, width, height) VALUES
  (11, 1, 'dog', 0.8, 300, 12, 100, 100), (12, 2, 'dog', 0.7, 300, 12, 100, 100), (13, 3, 'dog', 0.6, 300, 14, 100, 100),
  (14, 4, 'dog', 0.75, 300, 12, 100, 100),  -- nobody labeled it
  (15, 6, 'cat', 0.5, 90, 60, 100, 100),    -- another cat, which overlaps the one that is labeled
  (16, 6, 'cat', 0.4, 20, 10, 100, 100),    -- a duplicate
  (17, 6, 'cat', 0.3, 60, 10, 100, 100),    -- a bad box
  (18, 1, 'bird', 0.9, 400, 400, 20, 20);   -- a class that is never correct
.print missing labels
SELECT rank, image_id, class, prediction_id, score, round(precision_at_score, 3), reason, round(iou, 3), best_label_id, geometry
FROM likely_missing_labels ORDER BY rank;
.print wrong classes
SELECT rank, image_id, label_id, class, confused_class, prediction_id, score, round(precision_at_score, 3), round(iou, 3), geometry
FROM likely_wrong_classes ORDER BY rank;
.print with parameters: the same as over a table of those predictions alone
CREATE VIEW above AS SELECT * FROM predictions WHERE score >= 0.7;
SELECT rank, class, prediction_id, round(precision_at_score, 3) FROM likely_missing_labels WHERE score_threshold = 0.7 ORDER BY rank;
SELECT rank, class, prediction_id, round(precision_at_score, 3) FROM likely_missing_labels WHERE predictions = 'above' ORDER BY rank;
SELECT iou_threshold, rank, prediction_id FROM likely_missing_labels WHERE iou_threshold IN (0.5, 0.97) ORDER BY 1, 2;
SELECT iou_threshold, rank, label_id FROM likely_wrong_classes WHERE iou_threshold IN (0.5, 0.97) ORDER BY 1, 2;
SELECT rank, label_id, class, confused_class FROM likely_wrong_classes WHERE predictions = 'above';
.print precision_at_score is what windows over match_outcomes give: of two models with ties, and of an image alone
CREATE TABLE many_l AS SELECT value AS id, value % 40 AS image_id, iif(value % 3, 'cat', 'dog') AS class, value / 40 * 30 AS x, 5 AS y, 20 AS width, 20 AS height
FROM (WITH RECURSIVE n(value) AS (VALUES (1) UNION ALL SELECT value + 1 FROM n WHERE value < 300) SELECT value FROM n);
CREATE TABLE many_p AS SELECT l.id * 2 + m.value AS id, image_id, class, (l.id * 37 + m.value * 11) % 50 / 50.0 AS score,
  x + (l.id * 7 + m.value) % 5 * 4 AS x, y, width, height, 'm' || m.value AS model FROM many_l AS l, json_each('[0, 1]') AS m;
SELECT count(*), count(DISTINCT p), sum(precision_at_score IS NOT p) FROM (
  SELECT s.*, max(s.share) OVER (PARTITION BY s.model, s.class ORDER BY s.score RANGE UNBOUNDED PRECEDING) AS p FROM (
    SELECT m.model, m.class, m.score, m.precision_at_score, avg(m.outcome = 'TP') OVER (
      PARTITION BY m.model, m.class ORDER BY m.score DESC, m.prediction_id ROWS BETWEEN 15 PRECEDING AND 15 FOLLOWING) AS share
    FROM match_outcomes('many_l', 'many_p') AS m WHERE m.outcome IN ('TP', 'FP')
  ) AS s
);
SELECT count(*), count(precision_at_score) FROM match_outcomes('many_l', 'many_p') WHERE outcome IN ('FN', 'ignored');
SELECT count(*), sum(a.precision_at_score IS NOT b.precision_at_score)
FROM match_outcomes('many_l', 'many_p') AS a JOIN match_outcomes('many_l', 'many_p') AS b ON b.prediction_id = a.prediction_id WHERE a.image_id = 3;
SELECT count(*) FROM match_outcomes('many_l', 'many_p');
SELECT count(precision_at_score) FROM match_outcomes('many_l', 'many_p');
