-- The view images_ranked: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql

.print at 0.5
SELECT rank, image_id, tp, fp, fn, round(f1, 4), model
FROM images_ranked ORDER BY model, rank;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, image_id, tp, fp, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM images_ranked WHERE iou_threshold = 0.75;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, image_id, sum(outcome = 'TP'), sum(outcome = 'FP'), sum(outcome = 'FN'), labels,
  predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold = 0.75
GROUP BY image_id, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'at 0.5 and 0.75', image_id, tp, fp, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM images_ranked WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO direct
SELECT 'at 0.5 and 0.75', image_id, sum(outcome = 'TP'), sum(outcome = 'FP'), sum(outcome = 'FN'), labels,
  predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75)
GROUP BY image_id, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'another table', image_id, tp, fp, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM images_ranked WHERE iou_threshold = 0.75 AND predictions = 'only_b';
INSERT INTO direct
SELECT 'another table', image_id, sum(outcome = 'TP'), sum(outcome = 'FP'), sum(outcome = 'FN'), labels,
  predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold = 0.75 AND predictions = 'only_b'
GROUP BY image_id, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'one model', image_id, tp, fp, fn, labels, predictions, iou_threshold, iou_type, area_range, model
FROM images_ranked WHERE iou_threshold IN (0.5, 0.75) AND model = 'a';
INSERT INTO direct
SELECT 'one model', image_id, sum(outcome = 'TP'), sum(outcome = 'FP'), sum(outcome = 'FN'), labels,
  predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75) AND model = 'a'
GROUP BY image_id, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'small objects', image_id, tp, fp, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM images_ranked WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels';
INSERT INTO direct
SELECT 'small objects', image_id, sum(outcome = 'TP'), sum(outcome = 'FP'), sum(outcome = 'FN'), labels,
  predictions, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels'
GROUP BY image_id, labels, predictions, iou_threshold, iou_type, area_range, model;

.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
