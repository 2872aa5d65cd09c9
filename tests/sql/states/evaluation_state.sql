.read tests/data/pets.sql
.print the images, the labels of each class, and the predictions of each class and model
SELECT class, model, typeof(state) AS type, length(state) AS bytes FROM evaluation_state;
SELECT hex(state) AS images FROM evaluation_state WHERE class IS NULL;
SELECT class, model, hex(state) AS state FROM evaluation_state WHERE class = 'bird';
.print the header: version 1; the same for any number of threads
SELECT count(*), sum(substr(state, 1, 4) = x'62730165') FROM evaluation_state;
SELECT count(*) FROM evaluation_state AS a JOIN evaluation_state AS b ON a.class IS b.class AND a.model IS b.model
WHERE a.threads = 1 AND b.threads = 4 AND a.state = b.state;
.print without models a class is one row
CREATE VIEW single AS SELECT id, image_id, class, score, x, y, width, height FROM only_b;
SELECT class, model, length(state) AS bytes FROM evaluation_state('labels', 'single');
SELECT model, count(*) FROM evaluation_state WHERE class = 'dog' GROUP BY model;
.print nothing at all
CREATE TABLE no_labels AS SELECT * FROM labels WHERE 0;
CREATE TABLE no_predictions AS SELECT * FROM predictions WHERE 0;
CREATE TABLE no_images AS SELECT * FROM images WHERE 0;
SELECT class, model, hex(state) AS state FROM evaluation_state('no_labels', 'no_predictions', 'no_images');
.print images without objects are listed too
SELECT length(state) > (SELECT length(state) FROM evaluation_state('labels', 'predictions', 'no_images') WHERE class IS NULL) AS more
FROM evaluation_state WHERE class IS NULL;
.print a shard need have no image in common
CREATE TABLE apart_labels(id, image_id, class, x, y, width, height);
CREATE TABLE apart_predictions(id, image_id, class, score, x, y, width, height);
INSERT INTO apart_labels VALUES (1, 'a.jpg', 'cat', 0, 0, 9, 9);
INSERT INTO apart_predictions VALUES (1, 'b.jpg', 'dog', 0.5, 0, 0, 9, 9);
SELECT class, length(state) FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images');
.print thresholds and regions may be those of the whole data set, with classes and images that a shard lacks
CREATE TABLE thresholds(class, score_threshold);
INSERT INTO thresholds VALUES ('cat', 0.6), ('horse', 0.5);
CREATE TABLE regions(image_id, class, x, y, width, height);
INSERT INTO regions VALUES ('a.jpg', NULL, 0, 0, 9, 9), ('c.jpg', 'horse', 0, 0, 9, 9);
SELECT class, length(state) FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images') WHERE class_thresholds = 'thresholds';
SELECT class, length(state) FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images') WHERE regions = 'regions';
SELECT class, length(state) FROM evaluation_state('no_labels', 'no_predictions', 'no_images')
WHERE regions = 'regions' AND class_thresholds = 'thresholds';
.print but not those of another data set, and other functions take no such tables
UPDATE thresholds SET class = 7 WHERE class = 'horse';
SELECT * FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images') WHERE class_thresholds = 'thresholds';
UPDATE regions SET class = 7 WHERE class = 'horse';
SELECT * FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images') WHERE regions = 'regions';
UPDATE regions SET class = 'horse', image_id = 7 WHERE class = 7;
SELECT * FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images') WHERE regions = 'regions';
UPDATE thresholds SET class = 'horse' WHERE class = 7;
SELECT * FROM match_outcomes('apart_labels', 'no_predictions', 'no_images') WHERE class_thresholds = 'thresholds';
DELETE FROM regions WHERE image_id = 7;
INSERT INTO regions VALUES ('d.jpg', NULL, 0, 0, 9, 9);
SELECT * FROM match_outcomes('apart_labels', 'no_predictions', 'no_images') WHERE regions = 'regions';
.print errors
SELECT * FROM evaluation_state('nowhere');
SELECT * FROM evaluation_state WHERE max_detections = -1;
SELECT * FROM evaluation_state WHERE iou_type = 'box';
SELECT * FROM evaluation_state WHERE score_threshold = 'x';
SELECT * FROM evaluation_state WHERE threads = 65;
SELECT * FROM evaluation_state('labels', 'predictions', 'nowhere');
CREATE TABLE ious(class, score_threshold, iou_threshold);
INSERT INTO ious VALUES ('cat', 0.5, 0.6);
SELECT * FROM evaluation_state WHERE class_thresholds = 'ious';
UPDATE apart_predictions SET image_id = 1;
SELECT * FROM evaluation_state('apart_labels', 'apart_predictions', 'no_images');
