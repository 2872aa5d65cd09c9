-- The view samples_by_metric: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql
INSERT INTO quality_metrics
SELECT 'image', id, 'brightness', id / 10.0 FROM images
UNION ALL SELECT 'label', id, 'area_absolute', width * height FROM labels
UNION ALL SELECT 'prediction', id, 'area_absolute', width * height FROM predictions
UNION ALL SELECT 'prediction', id, 'my own', id % 3 FROM predictions
UNION ALL SELECT 'prediction', id, 'confidence', 17 FROM predictions;
CREATE VIEW doubled AS SELECT level, item_id, metric, 2 * value AS value FROM quality_metrics WHERE metric <> 'my own';

.print those of one model
SELECT outcome, reason, image_id, class, prediction_id, label_id, score, metric, display_name, level, value
FROM samples_by_metric WHERE model = 'b' ORDER BY metric, level, outcome, value, prediction_id, label_id;
.print ranked by any metric
SELECT outcome, prediction_id, label_id, value FROM samples_by_metric
WHERE metric = 'brightness' AND model = 'a' ORDER BY value DESC, prediction_id, label_id LIMIT 4;
SELECT prediction_id, value, explanation FROM samples_by_metric
WHERE metric = 'confidence' AND outcome = 'FP' ORDER BY value DESC LIMIT 3;
.print what is set is what is seen
SELECT quality_metrics, iou_threshold, metric, count(*), round(sum(value), 6) FROM samples_by_metric
WHERE quality_metrics IN ('quality_metrics', 'doubled') AND iou_threshold IN (0.5, 0.75) GROUP BY 1, 2, 3;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, outcome, reason, explanation, image_id, class, prediction_id, label_id, score, metric, level, value,
  labels, predictions, iou_threshold, iou_type, area_range, model, quality_metrics
FROM samples_by_metric WHERE iou_threshold = 0.75;
INSERT INTO seen
SELECT 'at 0.5 and 0.75', outcome, reason, explanation, image_id, class, prediction_id, label_id, score, metric, level, value,
  labels, predictions, iou_threshold, iou_type, area_range, model, quality_metrics
FROM samples_by_metric WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO seen
SELECT 'other tables', outcome, reason, explanation, image_id, class, prediction_id, label_id, score, metric, level, value,
  labels, predictions, iou_threshold, iou_type, area_range, model, quality_metrics
FROM samples_by_metric WHERE predictions = 'only_b' AND quality_metrics = 'doubled' AND model = 'b' AND labels = 'labels';
INSERT INTO seen
SELECT 'small objects', outcome, reason, explanation, image_id, class, prediction_id, label_id, score, metric, level, value,
  labels, predictions, iou_threshold, iou_type, area_range, model, quality_metrics
FROM samples_by_metric WHERE area_range = 'small' AND iou_type = 'bbox' AND metric IN ('brightness', 'confidence');

CREATE TEMP TABLE outcomes AS
SELECT 'at 0.75' AS which, *, labels, predictions, iou_threshold, iou_type, area_range FROM match_outcomes WHERE iou_threshold = 0.75
UNION ALL SELECT 'at 0.5 and 0.75', *, labels, predictions, iou_threshold, iou_type, area_range FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75)
UNION ALL SELECT 'other tables', *, labels, predictions, iou_threshold, iou_type, area_range FROM match_outcomes('labels', 'only_b')
UNION ALL SELECT 'small objects', *, labels, predictions, iou_threshold, iou_type, area_range FROM match_outcomes WHERE area_range = 'small';
CREATE TEMP TABLE all_values AS
SELECT 'quality_metrics' AS quality_metrics, * FROM quality_metrics WHERE metric <> 'confidence'
UNION ALL SELECT 'doubled', * FROM doubled WHERE metric <> 'confidence';
CREATE TEMP TABLE direct AS
SELECT o.which, outcome, reason, explanation, image_id, class, prediction_id, label_id, score, v.metric, v.level, v.value,
  labels, predictions, iou_threshold, iou_type, area_range, model, v.quality_metrics
FROM outcomes AS o JOIN all_values AS v
WHERE outcome <> 'ignored' AND v.quality_metrics = iif(which = 'other tables', 'doubled', 'quality_metrics')
  AND (v.level = 'image' AND v.item_id = o.image_id OR v.level = 'label' AND v.item_id = o.label_id
    OR v.level = 'prediction' AND v.item_id = o.prediction_id)
  AND (which <> 'small objects' OR metric = 'brightness');
INSERT INTO direct
SELECT o.which, outcome, reason, explanation, image_id, class, prediction_id, label_id, score, 'confidence', 'prediction', score,
  labels, predictions, iou_threshold, iou_type, area_range, model, iif(which = 'other tables', 'doubled', 'quality_metrics')
FROM outcomes AS o WHERE outcome IN ('TP', 'FP');
.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
.print each table is read, and each is matched, once a statement
CREATE TEMP TABLE before AS SELECT json_extract(boxscore_debug(), '$.runs') AS runs;
SELECT count(*) FROM samples_by_metric WHERE metric = 'brightness';
SELECT json_extract(boxscore_debug(), '$.runs') - runs FROM before;
.print errors
SELECT count(*) FROM samples_by_metric WHERE quality_metrics = 'nowhere';
SELECT count(*) FROM samples_by_metric WHERE iou_threshold = 2;
