-- Saves the results as plain tables, for programs that read the database without the extension:
--
--     saved_coco_summary, saved_ap_by_class, saved_match_outcomes, saved_pr_curve
--
-- They hold what the tables labels and predictions give with default parameters. Run the script again after a change; it first
-- computes everything, then replaces the rows, so an error leaves the saved rows as they were.
CREATE TABLE IF NOT EXISTS saved_coco_summary(
  metric TEXT NOT NULL, value REAL, iou_threshold, area_range TEXT, max_detections INTEGER, model
);
CREATE TABLE IF NOT EXISTS saved_ap_by_class(
  class, ap REAL, ar REAL, precision REAL, recall REAL, f1 REAL, label_count INTEGER, prediction_count INTEGER,
  tp INTEGER, fp INTEGER, fn INTEGER, model
);
CREATE TABLE IF NOT EXISTS saved_match_outcomes(
  outcome TEXT NOT NULL, reason TEXT, explanation TEXT, image_id, class, prediction_id, label_id, score REAL, iou REAL,
  best_label_id, best_prediction_id, duplicate_of, confused_class, confused_label_id, confused_prediction_id,
  confused_iou REAL, model
);
CREATE TABLE IF NOT EXISTS saved_pr_curve(class, recall REAL, precision REAL, score REAL, model);

CREATE TEMP TABLE new_coco_summary AS
SELECT metric, value, iou_threshold, area_range, max_detections, model FROM coco_summary;
CREATE TEMP TABLE new_ap_by_class AS
SELECT class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn, model FROM ap_by_class;
CREATE TEMP TABLE new_match_outcomes AS
SELECT outcome, reason, explanation, image_id, class, prediction_id, label_id, score, iou, best_label_id, best_prediction_id,
  duplicate_of, confused_class, confused_label_id, confused_prediction_id, confused_iou, model FROM match_outcomes;
CREATE TEMP TABLE new_pr_curve AS SELECT class, recall, precision, score, model FROM pr_curve;

-- Each statement names the new rows, so that none is run where they could not be computed.
SAVEPOINT saving_results;
DELETE FROM saved_coco_summary WHERE (SELECT count(*) FROM temp.new_coco_summary) >= 0;
INSERT INTO saved_coco_summary SELECT * FROM temp.new_coco_summary;
DELETE FROM saved_ap_by_class WHERE (SELECT count(*) FROM temp.new_ap_by_class) >= 0;
INSERT INTO saved_ap_by_class SELECT * FROM temp.new_ap_by_class;
DELETE FROM saved_match_outcomes WHERE (SELECT count(*) FROM temp.new_match_outcomes) >= 0;
INSERT INTO saved_match_outcomes SELECT * FROM temp.new_match_outcomes;
DELETE FROM saved_pr_curve WHERE (SELECT count(*) FROM temp.new_pr_curve) >= 0;
INSERT INTO saved_pr_curve SELECT * FROM temp.new_pr_curve;
RELEASE saving_results;

DROP TABLE IF EXISTS temp.new_coco_summary;
DROP TABLE IF EXISTS temp.new_ap_by_class;
DROP TABLE IF EXISTS temp.new_match_outcomes;
DROP TABLE IF EXISTS temp.new_pr_curve;
