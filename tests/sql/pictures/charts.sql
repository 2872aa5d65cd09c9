-- The views of charts.sql: the charts, and that their parameters mean what they mean in the direct call.
.read tests/data/pet_metrics.sql
.read sql/charts.sql
CREATE TABLE few AS SELECT * FROM quality_metrics WHERE metric = 'roundness';
CREATE TABLE seen(chart, which, svg, iou_threshold, model);

.print a chart whole
SELECT svg FROM chart_confusions WHERE model = 'b';

.print at 0.75 a chart is that of the direct call, for each model
INSERT INTO seen SELECT 'curves', 'view', svg, iou_threshold, model FROM chart_pr_curves WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'curves', 'call', svg_lines(recall, precision, class, json_object('title', 'Precision over recall',
  'subtitle', 'IoU 0.75, ' || model, 'x', 'recall', 'y', 'precision', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1,
  'colours', 'class', 'mean', 'AP')), iou_threshold, model FROM pr_curve WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'scores', 'view', svg, iou_threshold, model FROM chart_mean_scores WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'scores', 'call', svg_bars(class, value, score, json_object('title', 'Scores of the classes',
  'subtitle', 'IoU 0.75, ' || model, 'value', 'AP, AR', 'value_min', 0, 'value_max', 1, 'mean', 'mean')), 0.75, model
FROM (SELECT class, ap AS value, 'AP' AS score, model FROM ap_by_class WHERE iou_threshold = 0.75 UNION ALL
  SELECT class, ar, 'AR', model FROM ap_by_class WHERE iou_threshold = 0.75) GROUP BY model;
INSERT INTO seen SELECT 'importance', 'view', svg, iou_threshold, model FROM chart_metric_importance WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'importance', 'call', svg_bars(display_name, importance, NULL, json_object('title', 'Importance of the metrics',
  'subtitle', 'IoU 0.75, ' || model, 'value', 'importance, 0 to 1')), iou_threshold, model
FROM metrics_ranked WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'correlation', 'view', svg, iou_threshold, model FROM chart_metric_correlation WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'correlation', 'call', svg_bars(display_name, correlation, NULL, json_object(
  'title', 'Correlation of the metrics with correctness', 'subtitle', 'IoU 0.75, ' || model, 'value', 'correlation')),
  iou_threshold, model
FROM metrics_ranked WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'performance', 'view', svg, iou_threshold, model FROM chart_performance_by_metric
WHERE iou_threshold = 0.75 AND metric = 'area_absolute' AND measure = 'fnr' AND bins = 3 AND by_class = 1;
INSERT INTO seen SELECT 'performance', 'call', svg_lines((low + high) / 2, value, class, json_object(
  'title', 'False negative rate by Absolute area (P)', 'subtitle', 'IoU 0.75, ' || model, 'x', 'Absolute area (P), px²',
  'y', 'false negative rate', 'count', 'labels', 'x_scale', 'auto', 'y_min', 0, 'y_max', 1, 'colours', 'class',
  'reference', json_object('value', average, 'label', printf('average %.3f', average))), n), iou_threshold, model
FROM performance_by_metric
WHERE iou_threshold = 0.75 AND metric = 'area_absolute' AND measure = 'fnr' AND bins = 3 AND by_class = 1 GROUP BY model;
INSERT INTO seen SELECT 'histogram', 'view', svg, iou_threshold, model FROM chart_score_histogram WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'histogram', 'call', svg_bars(score, 1, outcome, json_object('title', 'Scores of true and false positives',
  'subtitle', 'IoU 0.75, ' || model, 'label', 'score', 'value', 'predictions', 'bin', 0.05, 'stack', 1,
  'colours', json_object('TP', '#5658dd', 'FP', '#fd0a5a'))), iou_threshold, model
FROM match_outcomes WHERE iou_threshold = 0.75 AND outcome IN ('TP', 'FP') GROUP BY model;
INSERT INTO seen SELECT 'confusions', 'view', svg, iou_threshold, model FROM chart_confusions WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'confusions', 'call', svg_heatmap(class, confused_class, fp, json_object('title', 'Confused classes',
  'subtitle', 'IoU 0.75, ' || model, 'column', 'predicted', 'row', 'label', 'value', 'false positives')), iou_threshold, model
FROM confusions WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'matrix', 'view', svg, iou_threshold, model FROM chart_confusion_matrix WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'matrix', 'call', svg_heatmap(coalesce(prediction_class, '(background)'), coalesce(label_class, '(background)'), count,
  json_object('title', 'Confusion matrix', 'subtitle', 'IoU 0.75, ' || model, 'column', 'predicted', 'row', 'label', 'value', 'objects')),
  iou_threshold, model
FROM confusion_matrix WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'errors', 'view', svg, iou_threshold, model FROM chart_error_types WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'errors', 'call', svg_bars(replace(error, '_', ' '), gain, NULL, json_object(
  'title', 'What repairing each type of error would gain', 'subtitle', 'IoU 0.75, ' || model, 'value', 'AP, 0 to 1', 'value_min', 0)),
  iou_threshold, model
FROM error_types WHERE iou_threshold = 0.75 GROUP BY model;
INSERT INTO seen SELECT 'intervals', 'view', svg, iou_threshold, model FROM chart_ap_intervals WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'intervals', 'call', svg_bars(class, ap, NULL, json_object('title', 'AP of the classes',
  'subtitle', 'IoU 0.75, ' || model, 'value', 'AP', 'value_min', 0, 'value_max', 1), low, high), iou_threshold, model
FROM bootstrap_ap WHERE iou_threshold = 0.75 AND class IS NOT NULL GROUP BY model;
INSERT INTO seen SELECT 'comparison', 'view', svg, iou_threshold, 'a, b' FROM chart_model_comparison WHERE iou_threshold = 0.75;
INSERT INTO seen SELECT 'comparison', 'call', svg_bars(class, difference, NULL, json_object(
  'title', 'AP of the second model minus that of the first', 'subtitle', 'IoU 0.75, a, b', 'value', 'difference of AP'), low, high), iou_threshold, 'a, b'
FROM model_comparison WHERE iou_threshold = 0.75 AND class IS NOT NULL;
INSERT INTO seen SELECT 'calibration', 'view', svg, iou_threshold, model FROM chart_calibration WHERE iou_threshold = 0.75 AND bins = 4;
INSERT INTO seen SELECT 'calibration', 'call', svg_lines(x, y, series, json_object('title', 'Precision by score', 'subtitle', 'IoU 0.75, ' || model,
  'x', 'score', 'y', 'precision', 'count', 'predictions', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1), n), 0.75, model
FROM (
  SELECT mean_score AS x, precision AS y, 'detector' AS series, n, model
  FROM calibration WHERE iou_threshold = 0.75 AND bins = 4 AND by_class = 0 UNION ALL
  SELECT DISTINCT (low + high) / 2, (low + high) / 2, 'calibrated', NULL, model FROM calibration WHERE iou_threshold = 0.75 AND bins = 4
) GROUP BY model;
SELECT a.chart, a.model, a.svg = b.svg AS equal FROM seen AS a JOIN seen AS b USING (chart, model)
WHERE a.which = 'view' AND b.which = 'call' ORDER BY 1, 2;
SELECT which, count(*) FROM seen GROUP BY which;

.print at 0.5 and 0.75 there are the charts of each
INSERT INTO seen
SELECT 'curves', 'both', svg, iou_threshold, model FROM chart_pr_curves WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'scores', 'both', svg, iou_threshold, model FROM chart_mean_scores WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'importance', 'both', svg, iou_threshold, model FROM chart_metric_importance WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'correlation', 'both', svg, iou_threshold, model FROM chart_metric_correlation WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'performance', 'both', svg, iou_threshold, model FROM chart_performance_by_metric WHERE iou_threshold IN (0.5, 0.75)
  AND metric = 'area_absolute' AND measure = 'fnr' AND bins = 3 AND by_class = 1 UNION ALL
SELECT 'histogram', 'both', svg, iou_threshold, model FROM chart_score_histogram WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'confusions', 'both', svg, iou_threshold, model FROM chart_confusions WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'matrix', 'both', svg, iou_threshold, model FROM chart_confusion_matrix WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT 'calibration', 'both', svg, iou_threshold, model FROM chart_calibration WHERE iou_threshold IN (0.5, 0.75) AND bins = 4;
SELECT a.chart, a.model, a.svg = b.svg AS equal FROM seen AS a JOIN seen AS b USING (chart, model, iou_threshold)
WHERE a.which = 'both' AND b.which = 'view' ORDER BY 1, 2;
SELECT chart, iou_threshold, model, instr(svg, 'IoU ' || iou_threshold || ', ' || model) > 0 AS says_so
FROM seen WHERE which = 'both' AND iou_threshold = 0.5 ORDER BY 1, 3;

.print other tables, some classes, the mean over the thresholds
SELECT model, instr(svg, '>dog<') > 0 FROM chart_mean_scores WHERE predictions = 'only_b';
SELECT model, instr(svg, '>cat (AP') > 0, instr(svg, '>dog (AP') FROM chart_pr_curves WHERE classes = 'cat';
SELECT model, instr(svg, 'IoU 0.50:0.95, ') > 0 FROM chart_pr_curves WHERE iou_threshold = '0.50:0.95';
SELECT metric, level, measure, model FROM chart_performance_by_metric WHERE quality_metrics = 'few' AND model = 'a';
SELECT model, instr(svg, '>Area') FROM chart_metric_importance WHERE quality_metrics = 'few';
.print no outcome of the kind: no chart
SELECT count(*) FROM chart_score_histogram WHERE model = 'c';
SELECT count(*) FROM chart_confusions WHERE classes = 'bird';
.print errors are those of the functions
SELECT svg FROM chart_pr_curves WHERE iou_threshold = 2;
SELECT svg FROM chart_metric_importance WHERE quality_metrics = 'none';
