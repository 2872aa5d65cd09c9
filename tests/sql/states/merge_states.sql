.read tests/data/shards.sql
SELECT shard, count(*), sum(length(state)) AS bytes FROM shards GROUP BY shard;
.print any order and any tree gives the same BLOB
CREATE TABLE merged AS SELECT merge_states(state) AS state FROM shards;
SELECT length(state), hex(state) FROM merged;
SELECT (SELECT merge_states(state) FROM (SELECT state FROM shards ORDER BY shard DESC, length(state))) = state AS order_of_rows FROM merged;
SELECT merge_states(part) = (SELECT state FROM merged) AS by_class FROM
(SELECT merge_states(state) AS part FROM shards GROUP BY class);
SELECT merge_states(part) = (SELECT state FROM merged) AS by_class_and_model FROM
(SELECT merge_states(state) AS part FROM shards GROUP BY class, model);
SELECT merge_states(part) = (SELECT state FROM merged) AS by_shard FROM
(SELECT merge_states(state) AS part FROM shards GROUP BY shard);
SELECT merge_states(state) = state AS alone FROM merged;
.print NULL is skipped, and is the result of nothing
SELECT merge_states(NULL) IS NULL, merge_states(state) IS NULL FROM shards WHERE 0;
SELECT merge_states(state) = (SELECT state FROM merged) FROM (SELECT state FROM shards UNION ALL SELECT NULL);
.print a shard without anything adds nothing
CREATE VIEW no_labels AS SELECT * FROM labels WHERE 0;
CREATE VIEW no_predictions AS SELECT * FROM predictions WHERE 0;
CREATE VIEW no_images AS SELECT * FROM images WHERE 0;
SELECT merge_states(state) = (SELECT state FROM merged) FROM
(SELECT state FROM shards UNION ALL SELECT state FROM evaluation_state('no_labels', 'no_predictions', 'no_images'));
.print errors
SELECT merge_states('text');
SELECT merge_states(x'');
SELECT merge_states(x'6273FF65');
SELECT merge_states(x'62730165');
SELECT merge_states(CAST(state || x'00' AS BLOB)) FROM merged;
SELECT merge_states(substr(state, 1, 60)) FROM merged;
SELECT merge_states(state) FROM (SELECT state FROM shards UNION ALL SELECT state FROM shards WHERE shard = 1);
SELECT merge_states(state) FROM (SELECT state FROM shards UNION ALL SELECT state FROM shards WHERE class = 'cat' AND shard = 1);
.print an image in two shards
CREATE VIEW labels_3 AS SELECT * FROM labels WHERE image_id IN (2, 3);
SELECT merge_states(state) FROM (SELECT state FROM shards UNION ALL SELECT state FROM evaluation_state('labels_3', 'no_predictions'));
.print other parameters
SELECT merge_states(state) FROM (SELECT state FROM shards WHERE shard = 1
UNION ALL SELECT state FROM evaluation_state('labels_2', 'predictions_2') WHERE max_detections = 10);
SELECT merge_states(state) FROM (SELECT state FROM shards WHERE shard = 1
UNION ALL SELECT state FROM evaluation_state('labels_2', 'predictions_2') WHERE score_threshold = 0.5);
SELECT merge_states(state) FROM (SELECT state FROM shards WHERE shard = 1
UNION ALL SELECT state FROM evaluation_state('labels_2', 'predictions_2') WHERE iou_type = 'segm');
CREATE TABLE thresholds(class, score_threshold);
INSERT INTO thresholds VALUES ('dog', 0.7);
SELECT merge_states(state) FROM (SELECT state FROM shards WHERE shard = 1
UNION ALL SELECT state FROM evaluation_state('labels_2', 'predictions_2') WHERE class_thresholds = 'thresholds');
CREATE TABLE regions(image_id, x, y, width, height);
INSERT INTO regions VALUES (3, 0, 0, 1000, 1000), (4, 0, 0, 1000, 1000);
SELECT merge_states(state) FROM (SELECT state FROM shards WHERE shard = 1
UNION ALL SELECT state FROM evaluation_state('labels_2', 'predictions_2') WHERE regions = 'regions');
