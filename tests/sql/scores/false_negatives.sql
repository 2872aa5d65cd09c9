-- The view false_negatives: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql

.print at 0.5
SELECT image_id, class, label_id, reason, iou, best_prediction_id, confused_class, confused_prediction_id, explanation, model
FROM false_negatives ORDER BY model, label_id;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM false_negatives WHERE iou_threshold = 0.75;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND iou_threshold = 0.75;

INSERT INTO seen
SELECT 'at 0.5 and 0.75', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM false_negatives WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO direct
SELECT 'at 0.5 and 0.75', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND iou_threshold IN (0.5, 0.75);

INSERT INTO seen
SELECT 'another table', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM false_negatives WHERE iou_threshold = 0.75 AND predictions = 'only_b';
INSERT INTO direct
SELECT 'another table', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND iou_threshold = 0.75 AND predictions = 'only_b';

INSERT INTO seen
SELECT 'one model', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM false_negatives WHERE iou_threshold IN (0.5, 0.75) AND model = 'a';
INSERT INTO direct
SELECT 'one model', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND iou_threshold IN (0.5, 0.75) AND model = 'a';

INSERT INTO seen
SELECT 'small objects', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM false_negatives WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels';
INSERT INTO direct
SELECT 'small objects', image_id, class, label_id, iou, explanation, labels, predictions, iou_threshold,
  iou_type, area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels';

.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
