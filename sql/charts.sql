-- The standard charts: views whose column svg is a picture made by svg_lines, svg_bars or svg_heatmap. Run `.read` on this file
-- once, or execute boxscore_sql('charts'). Parameters are columns, as in the reports:
--
--     SELECT writefile('curves.svg', svg) FROM chart_pr_curves WHERE iou_threshold = 0.75;
--
-- All charts look alike: classes have their colours (class_colour), and the subtitle has the threshold and the model.

-- One curve for each class, with its AP after the name. If there are many classes, those with the most labels.
CREATE VIEW IF NOT EXISTS chart_pr_curves AS -- boxscore: chart_pr_curves
SELECT svg_lines(c.recall, c.precision, c.class, json_object(
    'title', 'Precision over recall',
    'subtitle', 'IoU ' || c.iou_threshold || coalesce(', score from ' || c.score_threshold, '') || coalesce(', ' || c.model, ''),
    'x', 'recall', 'y', 'precision', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1, 'colours', 'class', 'mean', 'AP',
    'bars', json('false')), c.label_count) AS svg,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.model
FROM pr_curve AS c
GROUP BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.model;

-- AP and AR of each class, best first, and their means.
CREATE VIEW IF NOT EXISTS chart_mean_scores AS -- boxscore: chart_mean_scores
SELECT svg_bars(a.class, iif(s.score = 'AP', a.ap, a.ar), s.score, json_object(
    'title', 'Scores of the classes',
    'subtitle', 'IoU ' || a.iou_threshold || coalesce(', score from ' || a.score_threshold, '') || coalesce(', ' || a.model, ''),
    'value', 'AP, AR', 'value_min', 0, 'value_max', 1, 'mean', 'mean')) AS svg,
  a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.classes, a.model
FROM ap_by_class AS a
JOIN (SELECT 'AP' AS score UNION ALL SELECT 'AR') AS s
GROUP BY a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.classes, a.model;

-- How much each metric says about whether a prediction is correct.
CREATE VIEW IF NOT EXISTS chart_metric_importance AS -- boxscore: chart_metric_importance
SELECT svg_bars(coalesce(n.display_name, m.metric || iif(m.level = 'image', ' (F)', ' (P)')), m.importance, NULL, json_object(
    'title', 'Importance of the metrics',
    'subtitle', 'IoU ' || m.iou_threshold || coalesce(', score from ' || m.score_threshold, '') || coalesce(', ' || m.model, ''),
    'value', 'importance, 0 to 1')) AS svg,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
  m.classes, m.quality_metrics, m.model
FROM metric_importance AS m
LEFT JOIN metric_names AS n ON n.metric = m.metric AND n.level = m.level
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
  m.classes, m.quality_metrics, m.model;

-- The direction of their effect: above 0, larger values go with correct predictions.
CREATE VIEW IF NOT EXISTS chart_metric_correlation AS -- boxscore: chart_metric_correlation
SELECT svg_bars(coalesce(n.display_name, m.metric || iif(m.level = 'image', ' (F)', ' (P)')), m.correlation, NULL, json_object(
    'title', 'Correlation of the metrics with correctness',
    'subtitle', 'IoU ' || m.iou_threshold || coalesce(', score from ' || m.score_threshold, '') || coalesce(', ' || m.model, ''), 'value', 'correlation')) AS svg,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
  m.classes, m.quality_metrics, m.model
FROM metric_importance AS m
LEFT JOIN metric_names AS n ON n.metric = m.metric AND n.level = m.level
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
  m.classes, m.quality_metrics, m.model;

-- Precision and the false negative rate over the bins of a metric. The average is dashed; bars below count the objects in the
-- bins. With by_class = 1 there is one line for each class.
CREATE VIEW IF NOT EXISTS chart_performance_by_metric AS -- boxscore: chart_performance_by_metric
SELECT svg_lines((p.low + p.high) / 2 * coalesce(n.factor, 1), p.value, p.class, json_object(
    'title', iif(p.measure = 'fnr', 'False negative rate by ', 'Precision by ') || coalesce(n.display_name, p.metric),
    'subtitle', 'IoU ' || p.iou_threshold || coalesce(', score from ' || p.score_threshold, '') || coalesce(', ' || p.model, ''),
    'x', coalesce(n.display_name, p.metric) || coalesce(', ' || n.unit, ''),
    'y', iif(p.measure = 'fnr', 'false negative rate', p.measure), 'count', iif(p.measure = 'fnr', 'labels', 'predictions'),
    'x_scale', 'auto', 'y_min', 0, 'y_max', 1, 'colours', iif(p.by_class, 'class', NULL),
    'reference', json_object('value', p.average, 'label', printf('average %.3f', p.average))), p.n) AS svg,
  p.metric, p.level, p.measure,
  p.labels, p.predictions, p.iou_threshold, p.iou_type, p.area_range, p.score_threshold, p.class_thresholds,
  p.classes, p.quality_metrics, p.bins, p.by_class, p.model
FROM performance_by_metric AS p
LEFT JOIN metric_names AS n ON n.metric = p.metric AND n.level = p.level
GROUP BY p.labels, p.predictions, p.iou_threshold, p.iou_type, p.area_range, p.score_threshold, p.class_thresholds,
  p.classes, p.quality_metrics, p.bins, p.by_class,
  p.model, p.metric, p.level, p.measure;

-- The scores of true and false positives. A score of 1 belongs to the last bin.
CREATE VIEW IF NOT EXISTS chart_score_histogram AS -- boxscore: chart_score_histogram
SELECT svg_bars(iif(m.score = 1, 0.95, m.score), 1, m.outcome, json_object(
    'title', 'Scores of true and false positives',
    'subtitle', 'IoU ' || m.iou_threshold || coalesce(', score from ' || m.score_threshold, '') || coalesce(', ' || m.model, ''),
    'label', 'score', 'value', 'predictions', 'bin', 0.05, 'stack', 1,
    'colours', json_object('TP', '#5658dd', 'FP', '#fd0a5a'))) AS svg,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.classes, m.model
FROM match_outcomes AS m
WHERE m.outcome IN ('TP', 'FP')
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.classes, m.model;

-- How often a false positive of a class overlaps a label of another class.
CREATE VIEW IF NOT EXISTS chart_confusions AS -- boxscore: chart_confusions
SELECT svg_heatmap(m.class, m.confused_class, 1, json_object(
    'title', 'Confused classes',
    'subtitle', 'IoU ' || m.iou_threshold || coalesce(', score from ' || m.score_threshold, '') || coalesce(', ' || m.model, ''),
    'column', 'predicted', 'row', 'label', 'value', 'false positives')) AS svg,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.classes, m.model
FROM match_outcomes AS m
WHERE m.outcome = 'FP' AND m.confused_class IS NOT NULL
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.classes, m.model;

-- The confusion matrix, with the background: the diagonal is the true positives, the column of the background the missed labels,
-- its row the predictions without a label.
CREATE VIEW IF NOT EXISTS chart_confusion_matrix AS -- boxscore: chart_confusion_matrix
SELECT svg_heatmap(coalesce(c.prediction_class, '(background)'), coalesce(c.label_class, '(background)'), c.count, json_object(
    'title', 'Confusion matrix',
    'subtitle', 'IoU ' || c.iou_threshold || coalesce(', score from ' || c.score_threshold, '') || coalesce(', ' || c.model, ''),
    'column', 'predicted', 'row', 'label', 'value', 'objects')) AS svg,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.model
FROM confusion_matrix AS c
GROUP BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.model;

-- How much AP repairing each type of error would gain, in the order of error_types.
CREATE VIEW IF NOT EXISTS chart_error_types AS -- boxscore: chart_error_types
SELECT svg_bars(replace(e.error, '_', ' '), e.gain, NULL, json_object(
    'title', 'What repairing each type of error would gain',
    'subtitle', 'IoU ' || e.iou_threshold || coalesce(', score from ' || e.score_threshold, '') || coalesce(', ' || e.model, ''),
    'value', 'AP, 0 to 1', 'value_min', 0)) AS svg,
  e.labels, e.predictions, e.iou_threshold, e.background_iou, e.iou_type, e.score_threshold, e.class_thresholds, e.classes, e.model
FROM error_types AS e
GROUP BY e.labels, e.predictions, e.iou_threshold, e.background_iou, e.iou_type, e.score_threshold, e.class_thresholds, e.classes, e.model;

-- Whether scores are the shares of correct predictions, over all classes: the line of a calibrated detector is the diagonal. Bars below
-- count the predictions.
CREATE VIEW IF NOT EXISTS chart_calibration AS -- boxscore: chart_calibration
SELECT svg_lines(iif(t.ideal, (c.low + c.high) / 2, c.mean_score), iif(t.ideal, (c.low + c.high) / 2, c.precision),
    iif(t.ideal, 'calibrated', 'detector'), json_object(
    'title', 'Precision by score',
    'subtitle', 'IoU ' || c.iou_threshold || coalesce(', score from ' || c.score_threshold, '') || coalesce(', ' || c.model, ''),
    'x', 'score', 'y', 'precision', 'count', 'predictions', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1),
    iif(t.ideal, NULL, c.n)) AS svg,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.bins, c.model
FROM calibration AS c
JOIN (SELECT 0 AS ideal UNION ALL SELECT 1) AS t
WHERE c.by_class = 0
GROUP BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.bins, c.model;

-- AP of each class with its interval, best first.
CREATE VIEW IF NOT EXISTS chart_ap_intervals AS -- boxscore: chart_ap_intervals
SELECT svg_bars(b.class, b.ap, NULL, json_object(
    'title', 'AP of the classes',
    'subtitle', 'IoU ' || b.iou_threshold || coalesce(', score from ' || b.score_threshold, '') || coalesce(', ' || b.model, ''),
    'value', 'AP', 'value_min', 0, 'value_max', 1), b.low, b.high) AS svg,
  b.labels, b.predictions, b.iou_threshold, b.iou_type, b.area_range, b.score_threshold, b.class_thresholds, b.classes, b.model
FROM bootstrap_ap AS b
WHERE b.class IS NOT NULL AND b.metric = 'AP'
GROUP BY b.labels, b.predictions, b.iou_threshold, b.iou_type, b.area_range, b.score_threshold, b.class_thresholds, b.classes, b.model;

-- How much more AP the second model has in each class, with the interval of the difference.
CREATE VIEW IF NOT EXISTS chart_model_comparison AS -- boxscore: chart_model_comparison
SELECT svg_bars(c.class, c.difference, NULL, json_object(
    'title', 'AP of the second model minus that of the first',
    'subtitle', 'IoU ' || c.iou_threshold || coalesce(', score from ' || c.score_threshold, '')
      || coalesce(', ' || c.model_a, '') || coalesce(', ' || c.model_b, ''),
    'value', 'difference of AP'), c.low, c.high) AS svg,
  c.labels, c.predictions, c.predictions_b, c.model_a, c.model_b, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold,
  c.class_thresholds, c.classes
FROM model_comparison AS c
WHERE c.class IS NOT NULL
GROUP BY c.labels, c.predictions, c.predictions_b, c.model_a, c.model_b, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold,
  c.class_thresholds, c.classes;
