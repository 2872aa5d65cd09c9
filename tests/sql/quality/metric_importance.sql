-- metric_importance: which metrics decide whether a prediction is true.
.read tests/data/pet_metrics.sql

SELECT metric, level, round(importance, 9), round(chance, 9), round(correlation, 9), n, reliable, model FROM metric_importance;

.print the score alone needs no table
SELECT metric, level, round(importance, 9), n FROM metric_importance WHERE metrics = 'confidence' AND model = 'a';
SELECT count(*) FROM metric_importance WHERE quality_metrics = 'nowhere' AND metrics = 'confidence';
SELECT count(*) FROM metric_importance WHERE quality_metrics = 'nowhere' AND metrics = '["confidence"]';
CREATE TABLE empty AS SELECT * FROM quality_metrics WHERE 0;
SELECT metric, n FROM metric_importance WHERE quality_metrics = 'empty' AND model = 'b';

.print some metrics, other parameters; a metric that labels alone have gives no row
SELECT metric, model FROM metric_importance WHERE metrics = '["roundness", "confidence"]';
SELECT count(*) FROM metric_importance WHERE metrics = 'occlusion';
SELECT iou_threshold, metric, round(correlation, 9), n FROM metric_importance
WHERE iou_threshold IN (0.5, 0.75) AND metrics = 'brightness' AND model = 'a';
SELECT metric, n FROM metric_importance WHERE metrics = 'area_absolute' AND classes = 'cat' AND model = 'a';
SELECT metric, n FROM metric_importance WHERE metrics = 'area_absolute' AND score_threshold = 0.65 AND model = 'a';
SELECT metric, n FROM metric_importance WHERE metrics = 'area_absolute' AND area_range = 'medium' AND model = 'a';
SELECT metric, n FROM metric_importance WHERE metrics = 'area_absolute' AND max_detections = 1 AND model = 'a';
SELECT quality_metrics, metrics, iou_threshold, iou_type FROM metric_importance WHERE metrics = 'roundness' AND model = 'a';

.print it is the aggregate over match_outcomes; of metrics of predictions the shuffles differ
SELECT t.metric, t.level, iif(t.level = 'image', t.importance IS importance(v.value, m.outcome, m.image_id), '') AS same_importance,
  t.correlation IS correlation(v.value, m.outcome) AS same_correlation, t.n = count(v.value) AS same_n
FROM metric_importance AS t JOIN metric_values AS v ON v.metric = t.metric AND v.level = t.level
JOIN match_outcomes AS m ON m.model = t.model AND m.outcome IN ('TP', 'FP')
  AND v.item_id = iif(t.level = 'image', m.image_id, m.prediction_id)
WHERE t.model = 'a' GROUP BY t.metric, t.level;

.print enough true positives
CREATE TABLE many_labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE many(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
CREATE TABLE many_metrics(level, item_id, metric, value);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO many_labels SELECT i, i, 'cat', 10, 10, 10, 10 FROM n;
INSERT INTO many SELECT id, image_id, class, id * 37 % 120 / 120.0, 10, 10, iif(id <= 50, 10, 1), 10 FROM many_labels;
INSERT INTO many_metrics SELECT 'prediction', id, 'width', width FROM many UNION ALL SELECT 'prediction', id, 'constant', 7 FROM many
UNION ALL SELECT 'prediction', id, 'most', iif(id > 1, width, NULL) FROM many;
SELECT metric, round(importance, 6), round(chance, 6), round(correlation, 9), n, reliable FROM metric_importance('many_labels', 'many')
WHERE quality_metrics = 'many_metrics';
SELECT count(*) FROM (SELECT * FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'many_metrics' AND threads = 1
EXCEPT SELECT * FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'many_metrics' AND threads = 3);

.print the input is read once for all thresholds, the metrics too
CREATE TEMP VIEW slow AS SELECT level, item_id, metric, value FROM metric_values('many_metrics');
CREATE TEMP TABLE before AS SELECT json_extract(boxscore_debug(), '$.runs') AS runs;
SELECT count(*) FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'slow' AND iou_threshold IN (0.5, 0.6, 0.7);
SELECT json_extract(boxscore_debug(), '$.runs') - runs AS runs FROM before;

.print errors
SELECT count(*) FROM metric_importance WHERE quality_metrics = 'nowhere';
SELECT count(*) FROM metric_importance WHERE metrics = 'unicorn';
SELECT count(*) FROM metric_importance WHERE metrics = '["confidence", "unicorn"]';
SELECT count(*) FROM metric_importance WHERE iou_threshold = '0.50:0.95';
SELECT count(*) FROM metric_importance WHERE iou_threshold = 2;
SELECT count(*) FROM metric_importance WHERE model = 'c';
SELECT count(*) FROM metric_importance('nothing');
DROP TABLE quality_metrics;
SELECT count(*) FROM metric_importance;
SELECT count(*) FROM metric_importance WHERE metrics = 'confidence' AND model = 'a';
UPDATE many_metrics SET value = 'wide' WHERE item_id = 7 AND metric = 'width';
SELECT count(*) FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'many_metrics';
UPDATE many_metrics SET value = 9e999 WHERE item_id = 7 AND metric = 'width';
SELECT count(*) FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'many_metrics';

.print ids of another kind
CREATE TEMP VIEW as_text AS SELECT level, CAST(item_id AS TEXT) AS item_id, metric, 1 AS value FROM many_metrics;
SELECT count(*) FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'as_text';
CREATE TEMP VIEW "as_text_fixed" AS SELECT level, CASE level WHEN 'prediction' THEN CAST(item_id AS INTEGER) ELSE item_id END AS item_id, metric, value FROM as_text;
SELECT metric, n FROM metric_importance('many_labels', 'many') WHERE quality_metrics = 'as_text_fixed' AND metrics = 'width';
CREATE TEMP VIEW images_as_text AS SELECT 'image' AS level, 'image ' || id AS item_id, 'size' AS metric, 1 AS value FROM images;
SELECT count(*) FROM metric_importance WHERE quality_metrics = 'images_as_text';

.print no predictions, no labels
CREATE TABLE no_predictions AS SELECT * FROM many WHERE 0;
CREATE TABLE no_labels AS SELECT * FROM many_labels WHERE 0;
UPDATE many_metrics SET value = 1;
SELECT * FROM metric_importance('many_labels', 'no_predictions') WHERE quality_metrics = 'many_metrics';
SELECT * FROM metric_importance('no_labels', 'many') WHERE quality_metrics = 'many_metrics' AND metrics = 'width';
