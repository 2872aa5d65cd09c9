-- Takes the views of reports.sql away: while they are there, ALTER TABLE needs the extension loaded.
DROP VIEW IF EXISTS mean_scores;
DROP VIEW IF EXISTS class_ranking;
DROP VIEW IF EXISTS true_positives;
DROP VIEW IF EXISTS false_positives;
DROP VIEW IF EXISTS false_negatives;
DROP VIEW IF EXISTS confusions;
DROP VIEW IF EXISTS images_ranked;
DROP VIEW IF EXISTS coco_summary_text;
DROP VIEW IF EXISTS metrics_ranked;
DROP VIEW IF EXISTS class_balance;
DROP VIEW IF EXISTS samples_by_metric;
DROP VIEW IF EXISTS neighbour_agreement;
DROP VIEW IF EXISTS uniqueness;
DROP VIEW IF EXISTS near_duplicates;
