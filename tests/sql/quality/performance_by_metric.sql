-- performance_by_metric: precision and false negative rate over the bins of a metric.
.read tests/data/pet_metrics.sql

.print each value a bin
SELECT metric, level, measure, class, bin, low, high, round(value, 6), n, round(average, 6), model
FROM performance_by_metric WHERE model = 'a';

.print bins of equal counts, a class at a time
SELECT measure, class, bin, low, high, round(value, 6), n, round(average, 6)
FROM performance_by_metric WHERE model = 'a' AND bins = 2 AND by_class = 1 AND metrics = 'area_absolute';
SELECT measure, bin, low, high, round(value, 6), n
FROM performance_by_metric WHERE model = 'a' AND bins = 3 AND metrics = '["confidence", "brightness"]';
SELECT bins, count(*) FROM performance_by_metric WHERE bins IN (1, 2, 3) AND model = 'a' AND metrics = 'confidence' GROUP BY bins;

.print equal edges are merged, and a bin may be empty
CREATE TABLE ties(level, item_id, metric, value);
INSERT INTO ties SELECT 'prediction', id, 'ties', CASE WHEN id < 6 THEN 5 ELSE id END FROM predictions
UNION ALL SELECT 'prediction', id, 'one', 3 FROM predictions;
SELECT metric, bin, low, high, round(value, 6), n FROM performance_by_metric
WHERE quality_metrics = 'ties' AND model = 'a' AND bins = 3 AND metrics = '["ties", "one"]';
SELECT bin, low, high, value, n FROM performance_by_metric WHERE quality_metrics = 'ties' AND model = 'b' AND bins = 4 AND metrics = 'ties';

.print what the counts add up to: the outcomes
SELECT p.measure, p.metric, sum(p.n), round(sum(p.value * p.n), 6), round(max(p.average), 6) FROM performance_by_metric AS p
WHERE p.model = 'a' AND p.iou_threshold = 0.75 GROUP BY 1, 2;
SELECT outcome, count(*) FROM match_outcomes WHERE model = 'a' AND iou_threshold = 0.75 GROUP BY outcome;
SELECT sum(n) FROM performance_by_metric WHERE metrics = 'occlusion' AND model = 'b' AND area_range = 'medium';
SELECT sum(outcome = 'FN') + sum(outcome = 'TP') FROM match_outcomes WHERE model = 'b' AND area_range = 'medium';

.print other parameters
SELECT class, measure, sum(n) FROM performance_by_metric
WHERE classes = '["cat", "bird"]' AND by_class = 1 AND metrics = 'area_absolute' AND model = 'a' GROUP BY 1, 2;
SELECT measure, sum(n), max(average) FROM performance_by_metric WHERE score_threshold = 0.75 AND metrics = 'brightness' AND model = 'a' GROUP BY 1;
SELECT count(*) FROM (SELECT * FROM performance_by_metric WHERE threads = 1 EXCEPT SELECT * FROM performance_by_metric WHERE threads = 4);
SELECT DISTINCT quality_metrics, metrics, bins, by_class FROM performance_by_metric WHERE metrics = 'roundness';
SELECT count(*) FROM performance_by_metric WHERE quality_metrics = 'nowhere' AND metrics = 'confidence' AND class IS NULL AND model = 'a';

.print errors
SELECT count(*) FROM performance_by_metric WHERE bins = 0;
SELECT count(*) FROM performance_by_metric WHERE bins = 2.5;
SELECT count(*) FROM performance_by_metric WHERE bins = 'many';
SELECT count(*) FROM performance_by_metric WHERE bins = 10001;
SELECT count(*) FROM performance_by_metric WHERE by_class = 2;
SELECT count(*) FROM performance_by_metric WHERE by_class = 'yes';
SELECT count(*) FROM performance_by_metric WHERE metrics = 'unicorn';
SELECT count(*) FROM performance_by_metric WHERE quality_metrics = 'nowhere';
SELECT count(*) FROM performance_by_metric WHERE iou_threshold = '0.50:0.95';
UPDATE quality_metrics SET value = 9e999 WHERE level = 'label' AND item_id = 3 AND metric = 'roundness';
SELECT count(*) FROM performance_by_metric;
UPDATE quality_metrics SET item_id = 'label ' || item_id, value = 1 WHERE level = 'label';
SELECT count(*) FROM performance_by_metric;

.print no predictions, no labels
CREATE TABLE no_predictions AS SELECT * FROM predictions WHERE 0;
CREATE TABLE no_labels AS SELECT * FROM labels WHERE 0;
DELETE FROM quality_metrics WHERE level = 'label';
SELECT * FROM performance_by_metric('labels', 'no_predictions');
SELECT metric, measure, bin, value, n, model FROM performance_by_metric('no_labels', 'predictions') WHERE model = 'b';
