.read tests/data/pets.sql
.read sql/charts.sql
CREATE TABLE thresholds(class, score_threshold);
INSERT INTO thresholds VALUES ('cat', 0.75), ('dog', 0.5);
.print predictions of a class below its threshold are left out; a class without one keeps all
SELECT class, tp, fp, fn, model FROM ap_by_class WHERE class_thresholds = 'thresholds';
SELECT outcome, class, prediction_id, label_id, score FROM match_outcomes
WHERE class_thresholds = 'thresholds' AND model = 'a' AND prediction_id IS NOT NULL;
SELECT id, class, score FROM evaluated_objects WHERE class_thresholds = 'thresholds' AND kind = 'prediction' AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE class_thresholds = 'thresholds' AND model = 'a';
SELECT class, score, tp, fp, fn FROM best_threshold WHERE class_thresholds = 'thresholds' AND model = 'a';
SELECT class, recall, precision, score FROM pr_curve WHERE class_thresholds = 'thresholds' AND model = 'a' AND points = 'all';
.print the higher of two thresholds counts
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'thresholds' AND score_threshold = 0.9 AND model = 'a';
.print all that a view over the predictions gives
CREATE TEMP VIEW kept AS SELECT p.* FROM predictions AS p LEFT JOIN thresholds AS t USING (class)
WHERE p.score >= coalesce(t.score_threshold, 0);
SELECT count(*) FROM (SELECT metric, value, model FROM coco_summary WHERE class_thresholds = 'thresholds' EXCEPT
  SELECT metric, value, model FROM coco_summary('labels', 'kept'));
SELECT count(*) FROM (SELECT class, ap, model FROM ap_by_class
  WHERE class_thresholds = 'thresholds' AND iou_threshold = '0.50:0.95' EXCEPT
  SELECT class, ap, model FROM ap_by_class('labels', 'kept') WHERE iou_threshold = '0.50:0.95');
.print an IoU threshold for each class: the dog of IoU 0.71 no longer holds
CREATE TABLE both_thresholds(class, score_threshold, iou_threshold);
INSERT INTO both_thresholds VALUES ('cat', 0.0, 0.5), ('dog', 0.0, 0.75);
SELECT class, tp, fp, fn, iou_threshold FROM ap_by_class WHERE class_thresholds = 'both_thresholds' AND model = 'a';
SELECT class, outcome, reason, explanation FROM match_outcomes WHERE class_thresholds = 'both_thresholds' AND model = 'a'
  AND class IN ('cat', 'dog');
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE class_thresholds = 'both_thresholds' AND model = 'a';
SELECT class, tp FROM ap_by_class WHERE class_thresholds = 'both_thresholds' AND iou_threshold = 0.9 AND model = 'a';
.print thresholds as text, from a view, of another schema
CREATE TEMP TABLE texts AS SELECT 'cat' AS class, '0.75' AS score_threshold;
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'temp.texts' AND model = 'a';
CREATE VIEW best AS SELECT class, score AS score_threshold FROM best_threshold WHERE model = 'a' AND score IS NOT NULL;
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'best' AND model = 'a';
.print the table is read again once it has changed
UPDATE thresholds SET score_threshold = 0.9 WHERE class = 'cat';
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'thresholds' AND model = 'a';
BEGIN;
DELETE FROM thresholds;
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'thresholds' AND model = 'a';
ROLLBACK;
SELECT class, tp, fp, fn FROM ap_by_class WHERE class_thresholds = 'thresholds' AND model = 'a';
.print in the views, too
SELECT rank, class, tp, fp, fn FROM class_ranking WHERE class_thresholds = 'thresholds' AND model = 'a';
SELECT count(*), (SELECT count(*) FROM false_positives WHERE predictions = 'temp.kept') FROM false_positives
WHERE class_thresholds = 'thresholds';
SELECT count(*) FROM chart_pr_curves WHERE class_thresholds = 'thresholds';
.print errors
SELECT * FROM ap_by_class WHERE class_thresholds = 'none';
SELECT * FROM ap_by_class WHERE class_thresholds = 'images';
INSERT INTO thresholds VALUES ('dragon', 0.5);
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
SELECT * FROM coco_summary WHERE class_thresholds = 'thresholds';
SELECT * FROM metric_importance WHERE class_thresholds = 'thresholds';
UPDATE thresholds SET class = 'cat' WHERE class = 'dragon';
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
UPDATE thresholds SET class = NULL WHERE score_threshold = 0.9;
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
UPDATE thresholds SET class = 'bird', score_threshold = 'high' WHERE class IS NULL;
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
UPDATE thresholds SET score_threshold = NULL WHERE class = 'bird';
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
UPDATE thresholds SET score_threshold = 9e999 WHERE class = 'bird';
SELECT * FROM ap_by_class WHERE class_thresholds = 'thresholds';
SELECT * FROM coco_summary WHERE class_thresholds = 'both_thresholds';
SELECT * FROM class_summary WHERE class_thresholds = 'both_thresholds';
SELECT * FROM bootstrap_ap WHERE class_thresholds = 'both_thresholds' AND summary = 1;
SELECT * FROM ap_by_class WHERE class_thresholds = 'both_thresholds' AND iou_threshold = '0.50:0.95';
UPDATE both_thresholds SET iou_threshold = 1.5 WHERE class = 'cat';
SELECT * FROM ap_by_class WHERE class_thresholds = 'both_thresholds';
UPDATE both_thresholds SET iou_threshold = NULL WHERE class = 'cat';
SELECT * FROM ap_by_class WHERE class_thresholds = 'both_thresholds';
SELECT * FROM ap_by_class WHERE class_thresholds = x'00';
CREATE TABLE confidences(class, confidence);
SELECT * FROM ap_by_class WHERE class_thresholds = 'confidences';
.print only what boxscore_restrict allows
SELECT boxscore_restrict('tables: labels, predictions, images, thresholds');
SELECT count(*) > 0 FROM ap_by_class WHERE class_thresholds = 'both_thresholds';
SELECT count(*) > 0 FROM ap_by_class;
