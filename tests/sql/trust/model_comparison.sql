.read tests/data/pets.sql
.print two models of one table; too few labels for an interval
SELECT class, round(ap_a, 4), round(ap_b, 4), round(difference, 4), low, probability_b_better, round(p, 4), round(q, 4), won, lost,
  round(mcnemar_p, 4), exact_p, label_count, image_count, reliable FROM model_comparison WHERE resamples = 100 AND swaps = 100;
.print AP is that of ap_by_class; the other way round it is the opposite
SELECT count(*) FROM model_comparison AS c JOIN ap_by_class AS a ON a.class = c.class
WHERE c.resamples = 100 AND c.swaps = 100 AND ((a.model = 'a' AND a.ap IS NOT c.ap_a) OR (a.model = 'b' AND a.ap IS NOT c.ap_b));
SELECT f.class, f.difference = -b.difference, f.won = b.lost, f.p = b.p FROM model_comparison AS f JOIN model_comparison AS b ON b.class IS f.class
WHERE f.resamples = 100 AND f.swaps = 100 AND b.resamples = 100 AND b.swaps = 100 AND (f.model_a = 'a' AND b.model_a = 'b');
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 119)
INSERT INTO l SELECT i, i / 3, CASE WHEN i % 4 THEN 'cat' ELSE 'dog' END, i % 3 * 100, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, class, 1 - (id * 37 % 120) / 121.0, x + (id * 7 % 12 > 6) * 6, y, width, height FROM l;
CREATE TABLE better AS SELECT id, image_id, class, score, CASE WHEN id % 5 THEN x ELSE x + 6 END AS x, y, width, height
FROM (SELECT p.id, p.image_id, p.class, score, l.x, p.y, p.width, p.height FROM p JOIN l USING (id));
.print two tables; each with a model of the other images too
SELECT class, round(ap_a, 4), round(ap_b, 4), round(difference, 4), round(low, 4), round(high, 4), probability_b_better, round(p, 4), round(q, 4),
  won, lost, round(mcnemar_p, 6), round(exact_p, 6), label_count, image_count, reliable FROM model_comparison('l', 'p') WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'better');
CREATE VIEW both AS SELECT *, 'p' AS model FROM p UNION ALL SELECT id + 1000, image_id, class, score, x, y, width, height, 'q' FROM better;
SELECT count(*) FROM model_comparison('l', 'p') AS t JOIN model_comparison('l', 'both') AS o ON o.class IS t.class
WHERE t.resamples = 100 AND t.swaps = 100 AND o.resamples = 100 AND o.swaps = 100 AND (t.predictions_b = 'better' AND (t.low IS NOT o.low OR t.high IS NOT o.high OR t.p IS NOT o.p OR t.won IS NOT o.won OR t.mcnemar_p IS NOT o.mcnemar_p));
INSERT INTO p SELECT 500, 77, 'cat', 0.4, 0, 0, 5, 5;
SELECT count(*), sum(low IS NULL) FROM model_comparison('l', 'p') WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'better');
DELETE FROM p WHERE id = 500;
.print a model against itself
SELECT class, difference, low, high, probability_b_better, p, won, lost, mcnemar_p, exact_p FROM model_comparison('l', 'p') WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'p');
.print over thresholds nothing is won or lost
SELECT class, round(difference, 4), won, lost, mcnemar_p, exact_p, p < 0.01 FROM model_comparison('l', 'p')
WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'better' AND iou_threshold = '0.50:0.95');
.print the same for any number of threads
SELECT count(*) FROM model_comparison('l', 'both') AS a JOIN model_comparison('l', 'both') AS b ON b.class IS a.class
WHERE a.resamples = 100 AND a.swaps = 100 AND b.resamples = 100 AND b.swaps = 100 AND (a.threads = 1 AND b.threads = 3 AND (a.p IS NOT b.p OR a.low IS NOT b.low OR a.probability_b_better IS NOT b.probability_b_better));
.print predictions that are left out hold no label: won and lost are the changes
CREATE TABLE cats(class, score_threshold);
INSERT INTO cats VALUES ('cat', 0.8), ('dog', 0.3);
CREATE VIEW settings AS SELECT 0.0 AS score_threshold, 2 AS max_detections UNION ALL VALUES (0.5, 1), (0.9, 100), (2, 100), (0.0, 0);
SELECT s.*, c.won, c.lost,
  (SELECT count(*) FROM model_changes('l', 'both') AS m WHERE m.score_threshold = s.score_threshold AND m.max_detections = s.max_detections
    AND change = 'gained') = c.won AS gained,
  (SELECT count(*) FROM model_changes('l', 'both') AS m WHERE m.score_threshold = s.score_threshold AND m.max_detections = s.max_detections
    AND change = 'lost') = c.lost AS lost
FROM settings AS s JOIN model_comparison('l', 'both') AS c
  ON c.score_threshold = s.score_threshold AND c.max_detections = s.max_detections AND c.class IS NULL AND c.resamples = 100 AND c.swaps = 100;
SELECT class, won, lost FROM model_comparison('l', 'both') WHERE resamples = 100 AND swaps = 100 AND (classes = 'dog');
SELECT class, won, lost FROM model_comparison('l', 'both') WHERE resamples = 100 AND swaps = 100 AND (class_thresholds = 'cats');
.print p is the same the other way round, where images and models have equal scores too
CREATE VIEW tied AS SELECT id, image_id, class, round(score, 1) AS score, x, y, width, height, model FROM both;
SELECT count(*), sum(a.p IS b.p) FROM model_comparison('l', 'tied') AS a JOIN model_comparison('l', 'tied') AS b ON b.class IS a.class
WHERE a.resamples = 100 AND a.swaps = 100 AND b.resamples = 100 AND b.swaps = 100 AND (a.model_a = 'p' AND b.model_a = 'q');
.print models whose names look like numbers stay texts
CREATE TABLE numbered AS SELECT *, '2e3' AS model FROM p UNION ALL SELECT id + 1000, image_id, class, score, x, y, width, height, '007' FROM p;
SELECT DISTINCT model_a, typeof(model_a), model_b, typeof(model_b) FROM model_comparison('l', 'numbered') WHERE resamples = 100 AND swaps = 100;
SELECT DISTINCT iou_type, max_detections, typeof(max_detections) FROM ap_by_class('l', 'p') WHERE protocol = 'voc';
.print errors
SELECT * FROM model_comparison('l', 'p');
SELECT * FROM model_comparison('l', 'both') WHERE resamples = 100 AND swaps = 100 AND (model_a = 'r');
SELECT * FROM model_comparison('l', 'both') WHERE resamples = 100 AND swaps = 100 AND (model_a = 'p' AND model_b = 'p');
SELECT * FROM model_comparison('l', 'p') WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'nowhere');
SELECT * FROM model_comparison('l', 'p') WHERE resamples = 100 AND swaps = 100 AND (predictions_b = 'both');
SELECT * FROM model_comparison('l', 'both') WHERE swaps = 5;
SELECT * FROM model_comparison('l', 'three') WHERE resamples = 100 AND swaps = 100;
CREATE VIEW three AS SELECT * FROM both UNION ALL SELECT id + 2000, image_id, class, score, x, y, width, height, 'r' FROM p;
SELECT * FROM model_comparison('l', 'three') WHERE resamples = 100 AND swaps = 100;
SELECT count(*) FROM model_comparison('l', 'three') WHERE resamples = 100 AND swaps = 100 AND (model_a = 'p' AND model_b = 'r');
.print nothing to compare
CREATE VIEW no_rows AS SELECT * FROM both WHERE 0;
SELECT * FROM model_comparison('l', 'no_rows');
CREATE VIEW no_labels AS SELECT * FROM l WHERE 0;
SELECT class, ap_a, ap_b, difference, p FROM model_comparison('no_labels', 'both') WHERE resamples = 100 AND swaps = 100;
