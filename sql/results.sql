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

CREATE TEMP TABLE boxscore_new_coco_summary AS
SELECT metric, value, iou_threshold, area_range, max_detections, model FROM coco_summary;
CREATE TEMP TABLE boxscore_new_ap_by_class AS
SELECT class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn, model FROM ap_by_class;
CREATE TEMP TABLE boxscore_new_match_outcomes AS
SELECT outcome, reason, explanation, image_id, class, prediction_id, label_id, score, iou, best_label_id, best_prediction_id,
  duplicate_of, confused_class, confused_label_id, confused_prediction_id, confused_iou, model FROM match_outcomes;
CREATE TEMP TABLE boxscore_new_pr_curve AS SELECT class, recall, precision, score, model FROM pr_curve;

-- The old rows go only after all new ones have come: what fails, even in a table of your own with that name, loses nothing.
SAVEPOINT saving_results;
CREATE TEMP TABLE boxscore_before_coco_summary AS SELECT coalesce(max(rowid), 0) AS last FROM saved_coco_summary;
INSERT INTO saved_coco_summary SELECT * FROM temp.boxscore_new_coco_summary;
DELETE FROM saved_coco_summary WHERE rowid <= (SELECT last FROM temp.boxscore_before_coco_summary) AND (SELECT count(*) FROM temp.boxscore_new_coco_summary)
  = (SELECT count(*) FROM saved_coco_summary WHERE rowid > (SELECT last FROM temp.boxscore_before_coco_summary));
CREATE TEMP TABLE boxscore_before_ap_by_class AS SELECT coalesce(max(rowid), 0) AS last FROM saved_ap_by_class;
INSERT INTO saved_ap_by_class SELECT * FROM temp.boxscore_new_ap_by_class;
DELETE FROM saved_ap_by_class WHERE rowid <= (SELECT last FROM temp.boxscore_before_ap_by_class) AND (SELECT count(*) FROM temp.boxscore_new_ap_by_class)
  = (SELECT count(*) FROM saved_ap_by_class WHERE rowid > (SELECT last FROM temp.boxscore_before_ap_by_class));
CREATE TEMP TABLE boxscore_before_match_outcomes AS SELECT coalesce(max(rowid), 0) AS last FROM saved_match_outcomes;
INSERT INTO saved_match_outcomes SELECT * FROM temp.boxscore_new_match_outcomes;
DELETE FROM saved_match_outcomes WHERE rowid <= (SELECT last FROM temp.boxscore_before_match_outcomes) AND (SELECT count(*) FROM temp.boxscore_new_match_outcomes)
  = (SELECT count(*) FROM saved_match_outcomes WHERE rowid > (SELECT last FROM temp.boxscore_before_match_outcomes));
CREATE TEMP TABLE boxscore_before_pr_curve AS SELECT coalesce(max(rowid), 0) AS last FROM saved_pr_curve;
INSERT INTO saved_pr_curve SELECT * FROM temp.boxscore_new_pr_curve;
DELETE FROM saved_pr_curve WHERE rowid <= (SELECT last FROM temp.boxscore_before_pr_curve) AND (SELECT count(*) FROM temp.boxscore_new_pr_curve)
  = (SELECT count(*) FROM saved_pr_curve WHERE rowid > (SELECT last FROM temp.boxscore_before_pr_curve));
RELEASE saving_results;

DROP TABLE IF EXISTS temp.boxscore_new_coco_summary;
DROP TABLE IF EXISTS temp.boxscore_before_coco_summary;
DROP TABLE IF EXISTS temp.boxscore_new_ap_by_class;
DROP TABLE IF EXISTS temp.boxscore_before_ap_by_class;
DROP TABLE IF EXISTS temp.boxscore_new_match_outcomes;
DROP TABLE IF EXISTS temp.boxscore_before_match_outcomes;
DROP TABLE IF EXISTS temp.boxscore_new_pr_curve;
DROP TABLE IF EXISTS temp.boxscore_before_pr_curve;
