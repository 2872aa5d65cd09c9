-- The view metrics_ranked: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pet_metrics.sql
CREATE TABLE few AS SELECT * FROM quality_metrics WHERE metric = 'roundness';

.print at 0.5
SELECT rank, display_name, round(importance, 9), round(chance, 9), direction, round(correlation, 9), unit, n, reliable, metric, level
FROM metrics_ranked WHERE model = 'a' ORDER BY rank, display_name;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metrics_ranked WHERE iou_threshold = 0.75;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metric_importance WHERE iou_threshold = 0.75;

INSERT INTO seen
SELECT 'at 0.5 and 0.75', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metrics_ranked WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO direct
SELECT 'at 0.5 and 0.75', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metric_importance WHERE iou_threshold IN (0.5, 0.75);

INSERT INTO seen
SELECT 'other tables', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metrics_ranked WHERE iou_threshold = 0.75 AND predictions = 'only_b' AND quality_metrics = 'few';
INSERT INTO direct
SELECT 'other tables', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metric_importance WHERE iou_threshold = 0.75 AND predictions = 'only_b' AND quality_metrics = 'few';

INSERT INTO seen
SELECT 'one model', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metrics_ranked WHERE iou_threshold IN (0.5, 0.75) AND model = 'a' AND area_range = 'medium';
INSERT INTO direct
SELECT 'one model', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metric_importance WHERE iou_threshold IN (0.5, 0.75) AND model = 'a' AND area_range = 'medium';

INSERT INTO seen
SELECT 'some classes', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metrics_ranked WHERE classes IN ('cat', '["cat","dog"]');
INSERT INTO direct
SELECT 'some classes', metric, level, importance, chance, correlation, n, reliable, labels, predictions, iou_threshold, iou_type, area_range,
  quality_metrics, model
FROM metric_importance WHERE classes IN ('cat', '["cat","dog"]');

.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
.print ranks begin anew for each threshold and model
SELECT iou_threshold, model, group_concat(rank) FROM metrics_ranked WHERE iou_threshold IN (0.5, 0.75)
GROUP BY iou_threshold, model ORDER BY 1, 2;
SELECT classes, model, group_concat(rank) FROM metrics_ranked WHERE classes IN ('cat', 'dog') GROUP BY classes, model ORDER BY 1, 2;
