-- Reports: views over the table functions of boxscore. Run `.read` on this file once, or execute boxscore_sql('reports').
--
-- Set the parameters of a view, which are among its columns, with = or IN:
--
--     SELECT class, ap, map_without FROM class_ranking WHERE iou_threshold = 0.75 AND predictions = 'night_predictions';
--
-- This works because these columns are in every PARTITION BY and GROUP BY, so SQLite pushes the condition down to the table
-- function. A database with these views cannot be altered unless the extension is loaded; drop_reports.sql drops them.

-- AP and AR of each class, with their means over the classes that have labels, mAP and mAR.
CREATE VIEW IF NOT EXISTS mean_scores AS -- boxscore: mean_scores
SELECT a.class, a.ap, a.ar, avg(a.ap) OVER every_class AS map, avg(a.ar) OVER every_class AS mar,
  a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.model
FROM ap_by_class AS a
WINDOW every_class AS (
  PARTITION BY a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.model
);

-- The classes, worst first. map_without is the mAP of all other classes; the larger it is, the more the class pulls the mean down.
CREATE VIEW IF NOT EXISTS class_ranking AS -- boxscore: class_ranking
SELECT rank() OVER (every_class ORDER BY a.ap IS NULL, a.ap) AS rank, a.class, a.ap, avg(a.ap) OVER every_class AS map,
  avg(a.ap) OVER (
    every_class ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
  ) AS map_without,
  a.precision, a.recall, a.f1, a.label_count, a.prediction_count, a.tp, a.fp, a.fn,
  a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.model
FROM ap_by_class AS a
WINDOW every_class AS (
  PARTITION BY a.labels, a.predictions, a.iou_threshold, a.iou_type, a.area_range, a.score_threshold, a.class_thresholds, a.model
);

-- Every prediction that is matched to a label, with both geometries.
CREATE VIEW IF NOT EXISTS true_positives AS -- boxscore: true_positives
SELECT m.image_id, m.class, m.prediction_id, m.label_id, m.score, m.iou, m.explanation,
  p.geometry, l.geometry AS label_geometry,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
LEFT JOIN evaluated_objects AS p ON p.labels = m.labels AND p.predictions = m.predictions
  AND p.iou_type = m.iou_type AND p.image_id = m.image_id AND p.kind = 'prediction' AND p.id = m.prediction_id
LEFT JOIN evaluated_objects AS l ON l.labels = m.labels AND l.predictions = m.predictions
  AND l.iou_type = m.iou_type AND l.image_id = m.image_id AND l.kind = 'label' AND l.id = m.label_id
WHERE m.outcome = 'TP';

-- Every false positive, and why it is one; label_geometry is that of the label it fits best.
CREATE VIEW IF NOT EXISTS false_positives AS -- boxscore: false_positives
SELECT m.image_id, m.class, m.prediction_id, m.score, m.reason, m.explanation, m.iou, m.best_label_id,
  m.duplicate_of, m.confused_class, m.confused_label_id, m.confused_iou,
  p.geometry, l.geometry AS label_geometry,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
LEFT JOIN evaluated_objects AS p ON p.labels = m.labels AND p.predictions = m.predictions
  AND p.iou_type = m.iou_type AND p.image_id = m.image_id AND p.kind = 'prediction' AND p.id = m.prediction_id
LEFT JOIN evaluated_objects AS l ON l.labels = m.labels AND l.predictions = m.predictions
  AND l.iou_type = m.iou_type AND l.image_id = m.image_id AND l.kind = 'label' AND l.id = m.best_label_id
WHERE m.outcome = 'FP';

-- Every missed object, and why: iou is the best of any prediction of its class, confused_class the class it was detected as.
CREATE VIEW IF NOT EXISTS false_negatives AS -- boxscore: false_negatives
SELECT m.image_id, m.class, m.label_id, m.reason, m.explanation, m.iou, m.best_prediction_id,
  m.confused_class, m.confused_prediction_id, m.confused_iou, l.geometry,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
LEFT JOIN evaluated_objects AS l ON l.labels = m.labels AND l.predictions = m.predictions
  AND l.iou_type = m.iou_type AND l.image_id = m.image_id AND l.kind = 'label' AND l.id = m.label_id
WHERE m.outcome = 'FN';

-- How often a false positive of a class overlaps a label of another class.
CREATE VIEW IF NOT EXISTS confusions AS -- boxscore: confusions
SELECT m.class, m.confused_class, count(*) AS fp,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
WHERE m.outcome = 'FP' AND m.confused_class IS NOT NULL
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model,
  m.class, m.confused_class;

-- How often a missed label of a class was detected as another class.
CREATE VIEW IF NOT EXISTS missed_as AS -- boxscore: missed_as
SELECT m.class, m.confused_class, count(*) AS fn,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
WHERE m.outcome = 'FN' AND m.confused_class IS NOT NULL
GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model,
  m.class, m.confused_class;

-- The confusion matrix with shares: of the labels of a class, the share that the predictions found as each class. Where label_class is
-- NULL, the share of the predictions that have no label.
CREATE VIEW IF NOT EXISTS confusion_rates AS -- boxscore: confusion_rates
SELECT c.label_class, c.prediction_class, c.count, 1.0 * c.count / sum(c.count) OVER of_label_class AS rate,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model
FROM confusion_matrix AS c
WINDOW of_label_class AS (
  PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model, c.label_class
);

-- The errors of each class by type: predictions of the class, and missed labels.
CREATE VIEW IF NOT EXISTS class_errors AS -- boxscore: class_errors
SELECT e.class, sum(e.error IS 'classification') AS classification, sum(e.error IS 'localisation') AS localisation,
  sum(e.error IS 'both') AS both, sum(e.error IS 'duplicate') AS duplicate, sum(e.error IS 'background') AS background,
  sum(e.error IS 'missed') AS missed, count(*) FILTER (WHERE e.kind = 'prediction') AS prediction_count,
  count(*) FILTER (WHERE e.kind = 'label') AS label_count,
  e.labels, e.predictions, e.iou_threshold, e.background_iou, e.iou_type, e.score_threshold, e.class_thresholds, e.model
FROM match_errors AS e
GROUP BY e.labels, e.predictions, e.iou_threshold, e.background_iou, e.iou_type, e.score_threshold, e.class_thresholds, e.model, e.class;

-- Every prediction and label with an error, and the object that explains it, with both geometries.
CREATE VIEW IF NOT EXISTS error_objects AS -- boxscore: error_objects
SELECT e.error, e.kind, e.id, e.image_id, e.class, e.score, e.other_id, e.other_class, e.iou, e.duplicate_of, e.ignored,
  o.geometry, p.geometry AS other_geometry,
  e.labels, e.predictions, e.iou_threshold, e.background_iou, e.iou_type, e.score_threshold, e.class_thresholds, e.model
FROM match_errors AS e
LEFT JOIN evaluated_objects AS o ON o.labels = e.labels AND o.predictions = e.predictions
  AND o.iou_type = e.iou_type AND o.image_id = e.image_id AND o.kind = e.kind AND o.id = e.id
LEFT JOIN evaluated_objects AS p ON p.labels = e.labels AND p.predictions = e.predictions
  AND p.iou_type = e.iou_type AND p.image_id = e.image_id AND p.kind <> e.kind AND p.id = e.other_id
WHERE e.error IS NOT NULL;

-- Candidates for objects that are not labelled, best first: predictions that match no label of any class. They rank high where
-- predictions of their class with such scores are usually correct. precision_at_score is the precision of the 31 predictions of the class
-- around that score, or around a lower score if it is higher there, so that missing labels do not hide each other.
CREATE VIEW IF NOT EXISTS likely_missing_labels AS -- boxscore: likely_missing_labels
SELECT rank() OVER (
    PARTITION BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
    ORDER BY m.precision_at_score DESC, m.score DESC
  ) AS rank, m.image_id, m.class, m.prediction_id, m.score, m.precision_at_score, m.reason, m.explanation, m.iou,
  m.best_label_id, p.geometry,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
LEFT JOIN evaluated_objects AS p ON p.labels = m.labels AND p.predictions = m.predictions
  AND p.iou_type = m.iou_type AND p.image_id = m.image_id AND p.kind = 'prediction' AND p.id = m.prediction_id
WHERE m.outcome = 'FP' AND m.confused_class IS NULL AND m.precision_at_score >= 0.25
  AND (m.reason = 'no_overlap' OR m.reason = 'low_iou' AND m.iou < 0.3);

-- Labels that probably have the wrong class, likeliest first: missed labels covered by a prediction of another class, whose
-- predictions with such scores are usually correct. class is that of the label, confused_class that of the prediction.
CREATE VIEW IF NOT EXISTS likely_wrong_classes AS -- boxscore: likely_wrong_classes
SELECT rank() OVER (
    PARTITION BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
    ORDER BY m.precision_at_score DESC, m.score DESC
  ) AS rank, m.image_id, m.confused_label_id AS label_id, m.confused_class AS class, m.class AS confused_class,
  m.prediction_id, m.score, m.precision_at_score, m.confused_iou AS iou, l.geometry,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m
CROSS JOIN match_outcomes AS f ON f.labels = m.labels AND f.predictions = m.predictions AND f.iou_threshold IS m.iou_threshold
  AND f.iou_type = m.iou_type AND f.area_range IS m.area_range AND f.score_threshold IS m.score_threshold
  AND f.class_thresholds IS m.class_thresholds AND f.model IS m.model AND f.label_id = m.confused_label_id
LEFT JOIN evaluated_objects AS l ON l.labels = m.labels AND l.predictions = m.predictions
  AND l.iou_type = m.iou_type AND l.image_id = m.image_id AND l.kind = 'label' AND l.id = m.confused_label_id
WHERE m.outcome = 'FP' AND m.confused_iou >= 0.7 AND m.precision_at_score >= 0.25 AND f.outcome = 'FN';

-- The images, worst F1 first. An image without labels and predictions has no row.
CREATE VIEW IF NOT EXISTS images_ranked AS -- boxscore: images_ranked
SELECT rank() OVER (
    PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model
    ORDER BY c.f1 IS NULL, c.f1, c.fp + c.fn DESC
  ) AS rank, c.image_id, c.tp, c.fp, c.fn, c.f1,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model
FROM (
  SELECT m.image_id, sum(m.outcome = 'TP') AS tp, sum(m.outcome = 'FP') AS fp, sum(m.outcome = 'FN') AS fn,
    2.0 * sum(m.outcome = 'TP') / sum((m.outcome = 'TP') * 2 + (m.outcome = 'FP') + (m.outcome = 'FN')) AS f1,
    m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
  FROM match_outcomes AS m
  GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model, m.image_id
) AS c;

-- The quality metrics, most important first, with their display names and the direction of their effect. Importance runs from
-- 0 (says nothing about whether a prediction is correct) to 1 (decides it alone); where reliable is 0, chance explains it.
CREATE VIEW IF NOT EXISTS metrics_ranked AS -- boxscore: metrics_ranked
SELECT rank() OVER (
    PARTITION BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
      m.classes, m.quality_metrics, m.model
    ORDER BY m.importance IS NULL, m.importance DESC
  ) AS rank,
  coalesce(n.display_name, m.metric || iif(m.level = 'image', ' (F)', ' (P)')) AS display_name,
  m.importance, m.chance, iif(m.correlation < 0, 'negative', iif(m.correlation > 0, 'positive', NULL)) AS direction,
  m.correlation, n.unit, m.n, m.reliable, m.metric, m.level,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds,
    m.classes, m.quality_metrics, m.model
FROM metric_importance AS m
LEFT JOIN metric_names AS n ON n.metric = m.metric AND n.level = m.level;

-- The twelve lines as pycocotools prints them, rounded like Python by the exact value, ties to the even thousandth; printf
-- does not do that on every host. The sign of `side` says on which side of the midpoint between two thousandths a value
-- is: 125 * value - (2 * thousandths + 1) / 16, which is exact because the value is split into two halves.
CREATE VIEW IF NOT EXISTS coco_summary_text AS -- boxscore: coco_summary_text
SELECT printf(' %-18s %s @[ IoU=%-9s | area=%6s | maxDets=%3d ] = %.3f',
    iif(r.metric LIKE 'AP%', 'Average Precision', 'Average Recall'), iif(r.metric LIKE 'AP%', '(AP)', '(AR)'),
    iif(r.iou_threshold LIKE '%:%', r.iou_threshold, printf('%.2f', r.iou_threshold)),
    r.area_range, r.max_detections,
    coalesce((r.thousandths + (r.side > 0 OR r.side = 0 AND r.thousandths % 2)) / 1000.0, -1.0)
  ) AS line,
  r.metric, r.value, r.labels, r.predictions, r.iou_threshold, r.iou_type, r.area_range, r.max_detections,
  r.score_threshold, r.class_thresholds, r.model
FROM (
  SELECT c.*, c.high * 125 - (2 * c.thousandths + 1) / 16.0 + (c.value - c.high) * 125 AS side
  FROM (
    SELECT s.metric, s.value, s.labels, s.predictions, s.iou_threshold, s.iou_type, s.area_range, s.score_threshold, s.class_thresholds,
      s.max_detections, s.model,
      s.value * 134217729.0 - (s.value * 134217729.0 - s.value) AS high,
      CAST(s.value * 1000 AS INTEGER) AS thousandths
    FROM coco_summary AS s
  ) AS c
) AS r;

-- How far scores are from the share that is correct, for each class and, where class is NULL, over all classes together: ece is the mean
-- gap of the bins, weighted by their predictions, mce the largest gap.
CREATE VIEW IF NOT EXISTS calibration_summary AS -- boxscore: calibration_summary
SELECT c.class, sum(c.n) AS n, sum(c.n * c.precision) / sum(c.n) AS precision, sum(c.n * c.mean_score) / sum(c.n) AS mean_score,
  sum(c.n * c.gap) / sum(c.n) AS ece, max(c.gap) AS mce,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.bins, c.model
FROM calibration AS c
WHERE c.by_class IN (0, 1)
GROUP BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.classes, c.bins, c.model, c.class;

-- The classes with their numbers of labels and images. even_share is the share of labels if all classes had the same number; a
-- class with less than half of it is undersampled, and ap shows whether that hurts.
CREATE VIEW IF NOT EXISTS class_balance AS -- boxscore: class_balance
SELECT c.class, c.label_count, c.image_count, 1.0 * c.label_count / sum(c.label_count) OVER every_class AS share,
  1.0 / sum(c.label_count > 0) OVER every_class AS even_share,
  2.0 * c.label_count * sum(c.label_count > 0) OVER every_class < sum(c.label_count) OVER every_class AS undersampled,
  c.ap, avg(c.ap) OVER every_class AS map,
  c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model
FROM (
  SELECT m.class, sum(m.outcome IN ('TP', 'FN')) AS label_count,
    count(DISTINCT CASE WHEN m.outcome IN ('TP', 'FN') THEN m.image_id END) AS image_count,
    average_precision(m.outcome, m.score, m.image_id, m.prediction_id) AS ap,
    m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
  FROM match_outcomes AS m
  GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model, m.class
) AS c
WINDOW every_class AS (
  PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold, c.class_thresholds, c.model
);

-- TPs, FPs and FNs with every quality metric of their prediction, their label and their image, and with the score as the
-- metric confidence. The second SELECT reads the first row of metric_values (number 0) to learn the name of the table.
CREATE VIEW IF NOT EXISTS samples_by_metric AS -- boxscore: samples_by_metric
SELECT m.outcome, m.reason, m.explanation, m.image_id, m.class, m.prediction_id, m.label_id, m.score,
  v.metric, coalesce(v.display_name, v.metric) AS display_name, v.level, v.value,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model, v.quality_metrics
FROM match_outcomes AS m
CROSS JOIN (SELECT 'prediction' AS level UNION ALL SELECT 'label' UNION ALL SELECT 'image') AS s
CROSS JOIN metric_values AS v ON v.level = s.level
  AND v.item_id = CASE s.level WHEN 'prediction' THEN m.prediction_id WHEN 'label' THEN m.label_id ELSE m.image_id END
WHERE m.outcome IN ('TP', 'FP', 'FN')
UNION ALL
SELECT m.outcome, m.reason, m.explanation, m.image_id, m.class, m.prediction_id, m.label_id, m.score,
  'confidence', 'Confidence (P)', 'prediction', m.score,
  m.labels, m.predictions, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model, v.quality_metrics
FROM metric_values AS v
CROSS JOIN match_outcomes AS m
WHERE v.rowid & 4294967295 = 0 AND m.outcome IN ('TP', 'FP');

-- Annotation quality: the share of an embedding's nearest neighbours that have the same class.
CREATE VIEW IF NOT EXISTS neighbour_agreement AS -- boxscore: neighbour_agreement
SELECT n.id, n.class, count(n.neighbour_class) AS neighbour_count, sum(n.neighbour_class = n.class) AS agreeing,
  avg(n.neighbour_class = n.class) AS agreement, max(CASE WHEN n.rank = 1 THEN n.neighbour_class END) AS nearest_class,
  n.embeddings, n.k, n.distance_type
FROM nearest_neighbours AS n
WHERE n.class IS NOT NULL
GROUP BY n.embeddings, n.k, n.distance_type, n.id, n.class;

-- The distance of an embedding to its nearest neighbour, and the share of the embeddings that are closer to theirs.
CREATE VIEW IF NOT EXISTS uniqueness AS -- boxscore: uniqueness
SELECT n.id, n.class, n.neighbour_id, n.neighbour_class, n.distance,
  percent_rank() OVER (PARTITION BY n.embeddings, n.distance_type ORDER BY n.distance) AS uniqueness,
  n.embeddings, n.distance_type
FROM nearest_neighbours AS n
WHERE n.k = 1;

-- Pairs of similar embeddings, each listed once. The query says how close: WHERE distance < 0.01.
CREATE VIEW IF NOT EXISTS near_duplicates AS -- boxscore: near_duplicates
SELECT min(n.id, n.neighbour_id) AS id, max(n.id, n.neighbour_id) AS duplicate_id, min(n.distance) AS distance,
  CASE WHEN n.id < n.neighbour_id THEN n.class ELSE n.neighbour_class END AS class,
  CASE WHEN n.id < n.neighbour_id THEN n.neighbour_class ELSE n.class END AS duplicate_class,
  n.embeddings, n.k, n.distance_type
FROM nearest_neighbours AS n
GROUP BY n.embeddings, n.k, n.distance_type, min(n.id, n.neighbour_id), max(n.id, n.neighbour_id);

-- What the analyses say about a detector, as sentences: classes that pull the mean down, missed objects, the most expensive type of error,
-- duplicates, confused classes, wrong labels, weak slices, and scores that do not mean what they say. A sentence is there only if its
-- interval, its test or its count supports it, so a data set may have none. figure is the number that it rests on, n the objects behind that,
-- and query the SELECT that proves it: its result contains the figure. Figures are added to 0 to have no affinity: SQLite 3.41 hands conditions
-- on only where a column has the same affinity in each part of a UNION ALL.
CREATE VIEW IF NOT EXISTS findings AS -- boxscore: findings
SELECT row_number() OVER (
    PARTITION BY f.labels, f.predictions, f.iou_threshold, f.iou_type, f.score_threshold, f.class_thresholds, f.model
    ORDER BY f.kind, f.place
  ) AS rank, f.finding, f.figure, f.n,
  f.proof || ' WHERE iou_threshold = ' || f.iou_threshold || iif(f.iou_type = 'bbox', '', ' AND iou_type = ' || quote(f.iou_type))
    || iif(f.labels = 'labels', '', ' AND labels = ' || quote(f.labels))
    || iif(f.predictions = 'predictions', '', ' AND predictions = ' || quote(f.predictions))
    || iif(f.score_threshold IS NULL, '', ' AND score_threshold = ' || f.score_threshold)
    || iif(f.class_thresholds IS NULL, '', ' AND class_thresholds = ' || quote(f.class_thresholds))
    || iif(f.model IS NULL, ' AND model IS NULL', ' AND model = ' || quote(f.model)) || ' AND ' || f.condition AS query,
  f.labels, f.predictions, f.iou_threshold, f.iou_type, f.score_threshold, f.class_thresholds, f.model
FROM (
  -- The two worst classes, if their intervals lie below the mean.
  SELECT 1 AS kind, a.place + 0 AS place,
    printf('The AP of %s is %.3f, the mean of all classes %.3f; without this class it would be %.3f.',
      a.class, a.ap, a.map, (a.map * a.classes - a.ap) / (a.classes - 1)) AS finding,
    a.ap + 0 AS figure, a.label_count + 0 AS n, 'SELECT class, ap, low, high FROM bootstrap_ap' AS proof, 'class = ' || quote(a.class) AS condition,
    a.labels, a.predictions, a.iou_threshold, a.iou_type, a.score_threshold, a.class_thresholds, a.model
  FROM (
    SELECT b.*, row_number() OVER (
        PARTITION BY b.labels, b.predictions, b.iou_threshold, b.iou_type, b.score_threshold, b.class_thresholds, b.model, b.class IS NULL
        ORDER BY b.ap IS NULL, b.ap, b.class
      ) AS place
    FROM (
      SELECT c.class, c.ap, c.high, c.label_count,
        max(iif(c.class IS NULL, c.ap, NULL)) OVER every_class AS map, count(iif(c.class IS NULL, NULL, c.ap)) OVER every_class AS classes,
        c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model
      FROM bootstrap_ap AS c
      WINDOW every_class AS (
        PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model
      )
    ) AS b
  ) AS a
  WHERE a.class IS NOT NULL AND a.place <= 2 AND a.high < a.map
  UNION ALL
  -- The class that is missed most, if it is missed more often than the others.
  SELECT 2, 1,
    printf('%d of %d labels of %s (%.0f %%) match no prediction, however low its score, so no score threshold recovers them.',
      r.fn, r.label_count, r.class, 100.0 * r.fn / r.label_count),
    r.fn + 0, r.label_count + 0, 'SELECT class, label_count, fn FROM ap_by_class', 'class = ' || quote(r.class),
    r.labels, r.predictions, r.iou_threshold, r.iou_type, r.score_threshold, r.class_thresholds, r.model
  FROM (
    SELECT c.class, c.fn, c.label_count, 1.0 * c.fn / c.label_count AS rate,
      1.0 * sum(c.fn) OVER every_class / sum(c.label_count) OVER every_class AS mean_rate,
      row_number() OVER (every_class ORDER BY 1.0 * c.fn / c.label_count DESC, c.class) AS place,
      c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model
    FROM ap_by_class AS c
    WHERE c.label_count >= 20 AND c.score_threshold IS NULL AND c.class_thresholds IS NULL
    WINDOW every_class AS (
      PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model
    )
  ) AS r
  WHERE r.place = 1 AND r.fn >= 10 AND r.rate > r.mean_rate
    AND (r.rate - r.mean_rate) * (r.rate - r.mean_rate) * r.label_count > 9 * r.mean_rate * (1 - r.mean_rate)
  UNION ALL
  -- The type of error that costs most.
  SELECT 3, 1,
    printf(CASE e.error
        WHEN 'missed' THEN 'Missed objects cost most: finding all %d would raise the mean AP by %.3f.'
        WHEN 'localisation' THEN 'Badly located boxes cost most: locating all %d well would raise the mean AP by %.3f.'
        WHEN 'classification' THEN 'Wrong classes cost most: correcting all %d would raise the mean AP by %.3f.'
        WHEN 'background' THEN 'Detections on the background cost most: removing all %d would raise the mean AP by %.3f.'
        WHEN 'duplicate' THEN 'Duplicates cost most: removing all %d would raise the mean AP by %.3f.'
        ELSE 'Boxes that are badly located and of the wrong class cost most: removing all %d would raise the mean AP by %.3f.' END,
      e.count, e.gain),
    e.gain + 0, e.count + 0, 'SELECT error, count, gain FROM error_types', 'error = ' || quote(e.error),
    e.labels, e.predictions, e.iou_threshold, e.iou_type, e.score_threshold, e.class_thresholds, e.model
  FROM (
    SELECT t.error, t.count, t.gain, row_number() OVER (
        PARTITION BY t.labels, t.predictions, t.iou_threshold, t.iou_type, t.score_threshold, t.class_thresholds, t.model
        ORDER BY t.gain DESC, t.error
      ) AS place,
      t.labels, t.predictions, t.iou_threshold, t.iou_type, t.score_threshold, t.class_thresholds, t.model
    FROM error_types AS t
    WHERE t.error NOT IN ('false_positives', 'false_negatives')
  ) AS e
  WHERE e.place = 1 AND e.count >= 10 AND e.gain >= 0.01
  UNION ALL
  -- Duplicates, if they are at least one in a hundred predictions.
  SELECT 4, 1, printf('%d of %d predictions (%.1f %%) are duplicates of a more confident one.', d.duplicates, d.n, 100.0 * d.duplicates / d.n),
    d.duplicates + 0, d.n + 0, 'SELECT sum(reason IS ''duplicate'') AS duplicates, count(*) AS predictions FROM match_outcomes',
    'outcome IN (''TP'', ''FP'')',
    d.labels, d.predictions, d.iou_threshold, d.iou_type, d.score_threshold, d.class_thresholds, d.model
  FROM (
    SELECT count(*) AS n, sum(m.reason IS 'duplicate') AS duplicates,
      m.labels, m.predictions, m.iou_threshold, m.iou_type, m.score_threshold, m.class_thresholds, m.model
    FROM match_outcomes AS m
    WHERE m.outcome IN ('TP', 'FP')
    GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.score_threshold, m.class_thresholds, m.model
  ) AS d
  WHERE d.duplicates >= 10 AND d.duplicates * 100 >= d.n
  UNION ALL
  -- The two classes that are most often detected as another one.
  SELECT 5, k.place + 0,
    printf('%d of %d labels of %s (%.0f %%) are detected as %s.', k.count, k.n, k.label_class, 100.0 * k.count / k.n, k.prediction_class),
    k.count + 0, k.n + 0, 'SELECT label_class, prediction_class, count FROM confusion_matrix',
    'label_class = ' || quote(k.label_class) || ' AND prediction_class = ' || quote(k.prediction_class),
    k.labels, k.predictions, k.iou_threshold, k.iou_type, k.score_threshold, k.class_thresholds, k.model
  FROM (
    SELECT s.*, row_number() OVER (
        PARTITION BY s.labels, s.predictions, s.iou_threshold, s.iou_type, s.score_threshold, s.class_thresholds, s.model
        ORDER BY s.count DESC, s.label_class, s.prediction_class
      ) AS place
    FROM (
      SELECT c.label_class, c.prediction_class, c.count,
        sum(c.count) OVER (
          PARTITION BY c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model, c.label_class
        ) AS n,
        c.labels, c.predictions, c.iou_threshold, c.iou_type, c.score_threshold, c.class_thresholds, c.model
      FROM confusion_matrix AS c
      WHERE c.label_class IS NOT NULL
    ) AS s
    WHERE s.prediction_class IS NOT NULL AND s.label_class <> s.prediction_class
  ) AS k
  WHERE k.place <= 2 AND k.count >= 10 AND k.count * 20 >= k.n
  UNION ALL
  -- The labels that are more likely wrong than the model, of the two kinds and classes with the most.
  SELECT 6, l.place + 0,
    printf(CASE l.kind
        WHEN 'add_label' THEN '%d labels of %s are probably missing; the best of these repairs alone would raise the mean AP by %.4f.'
        WHEN 'delete_label' THEN '%d labels of %s probably show nothing; the best of these repairs alone would raise the mean AP by %.4f.'
        WHEN 'change_class' THEN '%d labels of %s probably have the wrong class; the best of these repairs alone would raise the mean AP by %.4f.'
        ELSE '%d labels of %s are probably badly located; the best of these repairs alone would raise the mean AP by %.4f.' END,
      l.n, l.class, l.gain),
    l.n + 0, l.n + 0, 'SELECT count(*) AS labels, max(map_gain) AS best_gain FROM repair_gains',
    'least_suspicion = 0.5 AND kind = ' || quote(l.kind) || ' AND class = ' || quote(l.class),
    l.labels, l.predictions, l.iou_threshold, l.iou_type, l.score_threshold, l.class_thresholds, l.model
  FROM (
    SELECT g.*, row_number() OVER (
        PARTITION BY g.labels, g.predictions, g.iou_threshold, g.iou_type, g.score_threshold, g.class_thresholds, g.model
        ORDER BY g.n DESC, g.kind, g.class
      ) AS place
    FROM (
      SELECT r.kind, r.class, count(*) AS n, max(r.map_gain) AS gain,
        r.labels, r.predictions, r.iou_threshold, r.iou_type, r.score_threshold, r.class_thresholds, r.model
      FROM repair_gains AS r
      WHERE r.least_suspicion = 0.5
      GROUP BY r.labels, r.predictions, r.iou_threshold, r.iou_type, r.score_threshold, r.class_thresholds, r.model, r.kind, r.class
    ) AS g
  ) AS l
  WHERE l.place <= 2 AND l.n >= 3 AND l.gain > 0
  UNION ALL
  -- The confirmed slices with the most misses, and false positives, beyond those that the rest would have: two each.
  SELECT iif(w.universe = 'labels', 7, 8), w.place + 0,
    printf(iif(w.universe = 'labels', '%.0f %% of the labels with %s are missed, against %.0f %% of the others.',
      '%.0f %% of the predictions with %s are false positives, against %.0f %% of the others.'), 100 * w.rate, w.slice, 100 * w.rest_rate),
    w.rate + 0, w.n + 0, 'SELECT slice, n, rate, rest_rate, q FROM weak_slices', 'universe = ' || quote(w.universe) || ' AND slice = ' || quote(w.slice),
    w.labels, w.predictions, w.iou_threshold, w.iou_type, w.score_threshold, w.class_thresholds, w.model
  FROM (
    SELECT v.universe, v.slice, v.n, v.rate, v.rest_rate, row_number() OVER (
        PARTITION BY v.labels, v.predictions, v.iou_threshold, v.iou_type, v.score_threshold, v.class_thresholds, v.model, v.universe
        ORDER BY v.effect * v.n DESC, v.slice
      ) AS place,
      v.labels, v.predictions, v.iou_threshold, v.iou_type, v.score_threshold, v.class_thresholds, v.model
    FROM weak_slices AS v
    WHERE v.confirmed AND v.effect >= 0.1
  ) AS w
  WHERE w.place <= 2
  UNION ALL
  -- Scores from 0 to 1 that are far from the share of correct predictions.
  SELECT 9, 1, printf('Scores are too %s: they are %.2f on average, and %.0f %% of the predictions are correct.',
      iif(h.score > h.correct, 'high', 'low'), h.score, 100 * h.correct),
    h.correct + 0, h.n + 0, 'SELECT avg(score) AS score, avg(outcome = ''TP'') AS correct FROM match_outcomes', 'outcome IN (''TP'', ''FP'')',
    h.labels, h.predictions, h.iou_threshold, h.iou_type, h.score_threshold, h.class_thresholds, h.model
  FROM (
    SELECT count(*) AS n, avg(m.score) AS score, avg(m.outcome = 'TP') AS correct, min(m.score) AS low, max(m.score) AS high,
      m.labels, m.predictions, m.iou_threshold, m.iou_type, m.score_threshold, m.class_thresholds, m.model
    FROM match_outcomes AS m
    WHERE m.outcome IN ('TP', 'FP')
    GROUP BY m.labels, m.predictions, m.iou_threshold, m.iou_type, m.score_threshold, m.class_thresholds, m.model
  ) AS h
  WHERE h.n >= 100 AND h.low >= 0 AND h.high <= 1 AND abs(h.score - h.correct) >= 0.1
) AS f;
