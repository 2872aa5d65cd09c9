-- The view class_balance: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql

.print at 0.5
SELECT class, label_count, image_count, round(share, 4), round(even_share, 4), undersampled, round(ap, 4), round(map, 4), model
FROM class_balance ORDER BY model, class;
.print the shares of a model add up, and ap is that of ap_by_class
SELECT b.model, round(sum(b.share), 12), min(b.ap IS a.ap), min(b.label_count = a.label_count), count(*)
FROM class_balance AS b JOIN ap_by_class AS a ON a.class = b.class AND a.model = b.model GROUP BY b.model;
.print less than half of an even share is undersampled, half is not
CREATE TEMP VIEW few AS SELECT * FROM labels WHERE class = 'cat' OR id IN (2, 4);
SELECT class, label_count, share, even_share, undersampled FROM class_balance WHERE labels = 'few' AND model = 'a' ORDER BY class;
CREATE TEMP VIEW fewer AS SELECT * FROM few UNION ALL SELECT 100 + id, image_id, 'cat', NULL, 10 * id, 300, 5, 5, NULL, 0, NULL, NULL FROM few WHERE class = 'cat';
SELECT class, label_count, share, even_share, undersampled FROM class_balance WHERE labels = 'fewer' AND model = 'a' ORDER BY class;
.print no labels
CREATE TEMP VIEW none AS SELECT * FROM labels WHERE 0;
SELECT class, label_count, image_count, share, even_share, undersampled, ap FROM class_balance WHERE labels = 'none' AND model = 'b' ORDER BY class;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, class, label_count, image_count, ap, labels, predictions, iou_threshold, iou_type, area_range, model
FROM class_balance WHERE iou_threshold = 0.75;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, class, sum(outcome IN ('TP', 'FN')), count(DISTINCT iif(outcome IN ('TP', 'FN'), image_id, NULL)),
  average_precision(outcome, score, image_id, prediction_id), labels, predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold = 0.75
GROUP BY class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'at 0.5 and 0.75', class, label_count, image_count, ap, labels, predictions, iou_threshold, iou_type, area_range, model
FROM class_balance WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO direct
SELECT 'at 0.5 and 0.75', class, sum(outcome IN ('TP', 'FN')), count(DISTINCT iif(outcome IN ('TP', 'FN'), image_id, NULL)),
  average_precision(outcome, score, image_id, prediction_id), labels, predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75)
GROUP BY class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'another table', class, label_count, image_count, ap, labels, predictions, iou_threshold, iou_type, area_range, model
FROM class_balance WHERE predictions = 'only_b' AND model = 'b';
INSERT INTO direct
SELECT 'another table', class, sum(outcome IN ('TP', 'FN')), count(DISTINCT iif(outcome IN ('TP', 'FN'), image_id, NULL)),
  average_precision(outcome, score, image_id, prediction_id), labels, predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE predictions = 'only_b' AND model = 'b'
GROUP BY class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'small objects', class, label_count, image_count, ap, labels, predictions, iou_threshold, iou_type, area_range, model
FROM class_balance WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels';
INSERT INTO direct
SELECT 'small objects', class, sum(outcome IN ('TP', 'FN')), count(DISTINCT iif(outcome IN ('TP', 'FN'), image_id, NULL)),
  average_precision(outcome, score, image_id, prediction_id), labels, predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels'
GROUP BY class, labels, predictions, iou_threshold, iou_type, area_range, model;

.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
