.read tests/data/pets.sql
.print too few images for a verdict; the values are those of coco_summary and ap_by_class
CREATE TABLE requirements(name, metric, bound, class, score_threshold);
INSERT INTO requirements VALUES ('mean', 'map', 0.3, NULL, NULL), ('AP50', 'ap50', 0.3, NULL, NULL),
  ('AP75', 'ap75', 0.3, NULL, NULL), ('cats', 'ap', 0.5, 'cat', NULL), ('precision', 'precision', 0.5, NULL, ''),
  ('recall', 'recall', 0.5, '', NULL), ('sure', 'recall', 0.5, NULL, 0.8);
SELECT requirement, metric, class, subset, n, round(value, 4) AS value, low, high, direction, bound, verdict, images_needed, model
FROM check_requirements WHERE resamples = 100;
SELECT c.requirement, c.model, abs(c.value - s.value) < 1e-12 FROM check_requirements AS c
JOIN coco_summary AS s ON s.model = c.model AND s.metric = iif(c.metric = 'map', 'AP', c.requirement) WHERE c.class IS NULL AND c.metric LIKE '%ap%' AND c.resamples = 100;
SELECT c.model, c.value = a.ap FROM check_requirements AS c JOIN ap_by_class AS a ON a.class = c.class AND a.model = c.model WHERE c.resamples = 100;
SELECT c.requirement, c.model, c.value = o.value FROM check_requirements AS c JOIN (
  SELECT model, 'precision' AS name, avg(outcome = 'TP') AS value FROM match_outcomes WHERE outcome IN ('TP', 'FP') GROUP BY model
  UNION ALL SELECT model, 'recall', avg(outcome = 'TP') FROM match_outcomes WHERE outcome IN ('TP', 'FN') GROUP BY model
  UNION ALL SELECT model, 'sure', avg(outcome = 'TP') FROM match_outcomes WHERE outcome IN ('TP', 'FN') AND score_threshold = 0.8 GROUP BY model) AS o
ON o.name = c.requirement AND o.model = c.model WHERE c.resamples = 100;
.print enough images: all four verdicts
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 119)
INSERT INTO l SELECT i, i / 3, CASE WHEN i % 4 THEN 'cat' ELSE 'dog' END, i % 3 * 100, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, class, 1 - (id * 37 % 120) / 121.0, x + (id * 7 % 12 > 6) * 6, y, width, height FROM l;
CREATE VIEW early AS SELECT DISTINCT image_id FROM l WHERE image_id < 20;
CREATE VIEW pictures AS SELECT DISTINCT image_id AS id FROM l;
CREATE VIEW early_l AS SELECT * FROM l WHERE image_id < 20;
CREATE VIEW early_p AS SELECT * FROM p WHERE image_id < 20;
CREATE VIEW early_cats AS SELECT id AS label_id FROM l WHERE image_id < 20 AND class = 'cat';
CREATE VIEW few AS SELECT 3 AS image_id;
CREATE VIEW none AS SELECT 3 AS image_id WHERE 0;
CREATE TABLE asked(name, metric, bound, direction, class, subset, iou_threshold);
INSERT INTO asked VALUES (1, 'ap', 0.2, '>=', NULL, NULL, NULL), (2, 'ap', 0.9, '>=', NULL, NULL, NULL),
  (3, 'ap', 0.4, '>=', NULL, NULL, NULL), (4, 'ap', 0.9, '<=', NULL, NULL, NULL), (5, 'ap', 0.2, '<=', NULL, NULL, NULL),
  (6, 'recall', 0.7, '>=', 'dog', NULL, NULL), (7, 'precision', 0.1, NULL, NULL, 'early', 0.99), (8, 'ap', 0.2, NULL, NULL, 'early', NULL),
  (9, 'ap', 0.2, NULL, NULL, 'early_cats', NULL), (10, 'ap', 0.2, NULL, NULL, 'few', NULL), (11, 'recall', 0.2, NULL, NULL, 'none', NULL),
  (12, 'ap', 0.2, NULL, NULL, 'pictures', NULL), (13, 'map', 0.2, NULL, NULL, 'none', NULL), (14, 'ap', 0.5, NULL, NULL, NULL, 0.2),
  (15, 'recall', 0.5, NULL, NULL, 'early_cats', NULL);
SELECT requirement, n, round(value, 4) AS value, round(low, 4) AS low, round(high, 4) AS high, direction, bound, verdict, images_needed
FROM check_requirements('asked', 'l', 'p') WHERE resamples = 100;
.print the intervals are those of bootstrap_ap and recall_interval
SELECT c.low = b.low, c.high = b.high FROM check_requirements('asked', 'l', 'p') AS c JOIN bootstrap_ap('l', 'p') AS b ON b.class IS NULL
WHERE c.requirement = 1 AND c.resamples = 100 AND b.resamples = 100;
SELECT c.low = b.low, c.high = b.high FROM check_requirements('asked', 'l', 'p') AS c JOIN bootstrap_ap('early_l', 'early_p') AS b ON b.class IS NULL
WHERE c.requirement = 8 AND c.resamples = 100 AND b.resamples = 100;
SELECT abs(c.low - CAST(i.i -> 'low' AS REAL)) < 1e-12 FROM check_requirements('asked', 'l', 'p') AS c
JOIN (SELECT recall_interval(outcome, image_id) AS i FROM match_outcomes('l', 'p') WHERE class = 'dog') AS i WHERE c.requirement = 6 AND c.resamples = 100;
SELECT count(*) FROM check_requirements('asked', 'l', 'p') AS a JOIN check_requirements('asked', 'l', 'p') AS b ON b.requirement = a.requirement
WHERE a.threads = 1 AND b.threads = 5 AND a.resamples = 100 AND b.resamples = 100 AND (a.low IS NOT b.low OR a.value IS NOT b.value);
.print a model that finds nothing fails, and one that finds everything passes
CREATE TABLE silent AS SELECT * FROM p WHERE 0;
CREATE VIEW everything AS SELECT id, image_id, class, 1 AS score, x, y, width, height FROM l;
CREATE TABLE simple(name, metric, bound, direction, class, subset);
INSERT INTO simple VALUES (1, 'map', 0.3, NULL, NULL, NULL), (2, 'ap', 0.05, NULL, 'cat', NULL), (3, 'ap', 0.3, '<=', NULL, 'early'),
  (4, 'ap', 0.3, NULL, NULL, 'few'), (5, 'recall', 0.3, NULL, NULL, NULL), (6, 'precision', 0.3, NULL, NULL, NULL);
SELECT requirement, n, value, round(low, 4) AS low, round(high, 4) AS high, direction, bound, verdict, images_needed
FROM check_requirements('simple', 'l', 'silent');
SELECT requirement, n, value, round(low, 4) AS low, round(high, 4) AS high, direction, bound, verdict, images_needed
FROM check_requirements('simple', 'l', 'everything');
.print a subset is read again
CREATE TABLE chosen(image_id);
INSERT INTO chosen VALUES (1), (2);
CREATE TABLE of_chosen AS SELECT 'chosen' AS name, 'recall' AS metric, 0.5 AS bound, 'chosen' AS subset;
SELECT n FROM check_requirements('of_chosen', 'l', 'p');
INSERT INTO chosen VALUES (4), (5000);
SELECT n FROM check_requirements('of_chosen', 'l', 'p');
.print errors
CREATE VIEW wrong AS SELECT 'x' AS name, 'AP' AS metric, 0.5 AS bound;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, NULL AS bound;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 95 AS bound;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, NULL AS metric, 0.5 AS bound;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT NULL AS name, 'ap' AS metric, 0.5 AS bound;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound UNION ALL SELECT 'x', 'map', 0.5;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, '>' AS direction;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'cow' AS class;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'cat' AS class;
SELECT * FROM check_requirements('wrong', 'l', 'p') WHERE classes = 'dog';
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap50' AS metric, 0.5 AS bound, 0.3 AS iou_threshold;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 0 AS iou_threshold;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 0.3 AS score_threshold;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'nowhere' AS subset;
SELECT * FROM check_requirements('wrong', 'l', 'p');
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'early_l' AS subset;
SELECT * FROM check_requirements('wrong', 'l', 'p');
CREATE VIEW strange AS SELECT '7' AS image_id;
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'strange' AS subset;
SELECT * FROM check_requirements('wrong', 'l', 'p');
CREATE VIEW strange_labels AS SELECT 7000 AS label_id;
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'strange_labels' AS subset;
SELECT * FROM check_requirements('wrong', 'l', 'p');
CREATE VIEW bare AS SELECT 1 AS number;
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'bare' AS subset;
SELECT * FROM check_requirements('wrong', 'l', 'p');
SELECT * FROM check_requirements('bare', 'l', 'p');
SELECT * FROM check_requirements('nowhere', 'l', 'p');
.print a restricted connection reads no other table as a subset
DROP VIEW wrong; CREATE VIEW wrong AS SELECT 'x' AS name, 'ap' AS metric, 0.5 AS bound, 'early' AS subset;
SELECT boxscore_restrict('tables: wrong, l, p, images');
SELECT * FROM check_requirements('wrong', 'l', 'p');
