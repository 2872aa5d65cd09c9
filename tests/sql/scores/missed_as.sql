-- The view missed_as: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql

.print at 0.5
SELECT class, confused_class, fn, model
FROM missed_as ORDER BY model, class, confused_class;

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, class, confused_class, fn, labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM missed_as WHERE iou_threshold = 0.75;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, class, confused_class, count(*), labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND confused_class IS NOT NULL AND iou_threshold = 0.75
GROUP BY class, confused_class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'at 0.5 and 0.75', class, confused_class, fn, labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM missed_as WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO direct
SELECT 'at 0.5 and 0.75', class, confused_class, count(*), labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND confused_class IS NOT NULL AND iou_threshold IN (0.5, 0.75)
GROUP BY class, confused_class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'another table', class, confused_class, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM missed_as WHERE iou_threshold = 0.75 AND predictions = 'only_b';
INSERT INTO direct
SELECT 'another table', class, confused_class, count(*), labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND confused_class IS NOT NULL AND iou_threshold = 0.75 AND predictions = 'only_b'
GROUP BY class, confused_class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'one model', class, confused_class, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM missed_as WHERE iou_threshold IN (0.5, 0.75) AND model = 'a';
INSERT INTO direct
SELECT 'one model', class, confused_class, count(*), labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND confused_class IS NOT NULL AND iou_threshold IN (0.5, 0.75) AND model = 'a'
GROUP BY class, confused_class, labels, predictions, iou_threshold, iou_type, area_range, model;

INSERT INTO seen
SELECT 'small objects', class, confused_class, fn, labels, predictions, iou_threshold, iou_type, area_range,
  model
FROM missed_as WHERE area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels';
INSERT INTO direct
SELECT 'small objects', class, confused_class, count(*), labels, predictions, iou_threshold, iou_type,
  area_range, model
FROM match_outcomes WHERE outcome = 'FN' AND confused_class IS NOT NULL AND area_range = 'small' AND iou_type = 'bbox' AND labels = 'labels'
GROUP BY class, confused_class, labels, predictions, iou_threshold, iou_type, area_range, model;

.print rows of the view
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
