-- The view confusion_rates: its rows, and that its parameters mean what they mean in the direct call.
.read tests/data/pets.sql
.print at 0.5
SELECT label_class, prediction_class, count, round(rate, 4), model FROM confusion_rates;
.print one class, which keeps its shares
SELECT label_class, prediction_class, count, round(rate, 4) FROM confusion_rates WHERE label_class = 'dog' AND model = 'a';
.print rows that only one of view and direct call has
CREATE TEMP TABLE seen AS
SELECT label_class, prediction_class, count, iou_threshold, model FROM confusion_rates WHERE iou_threshold = 0.75 UNION ALL
SELECT label_class, prediction_class, count, 'both ' || iou_threshold, model FROM confusion_rates WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT label_class, prediction_class, count, 'b', model FROM confusion_rates WHERE predictions = 'only_b' AND score_threshold = 0.7;
CREATE TEMP TABLE direct AS
SELECT label_class, prediction_class, count, iou_threshold, model FROM confusion_matrix WHERE iou_threshold = 0.75 UNION ALL
SELECT label_class, prediction_class, count, 'both ' || iou_threshold, model FROM confusion_matrix WHERE iou_threshold IN (0.5, 0.75) UNION ALL
SELECT label_class, prediction_class, count, 'b', model FROM confusion_matrix('labels', 'only_b') WHERE score_threshold = 0.7;
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct), (SELECT count(*) > 0 FROM seen);
.print the shares of a row add up to 1 at each threshold
SELECT DISTINCT round(total(rate), 12) FROM confusion_rates WHERE iou_threshold IN (0.5, 0.75)
GROUP BY iou_threshold, model, label_class;
