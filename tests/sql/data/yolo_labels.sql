-- yolo_labels: what it reads, how it finds the images, and what it says to files that are none.
CREATE TABLE images(id TEXT PRIMARY KEY, width INTEGER, height INTEGER);
INSERT INTO images VALUES ('street', 640, 480), ('park', 1000, 500), ('sky', 320, 200);
SELECT * FROM yolo_labels('tests/data/yolo/labels');
SELECT id, image_id, class, typeof(class), category_id, typeof(category_id) FROM yolo_labels('tests/data/yolo/labels', 'images');

.print names of classes: an array, or a file
SELECT id, class, category_id FROM yolo_labels('tests/data/yolo/labels', 'images', '["person","dog","car"]');
SELECT id, class FROM yolo_labels('tests/data/yolo/labels') WHERE names = 'tests/data/yolo/names.txt';
SELECT DISTINCT class FROM yolo_labels('tests/data/yolo/labels', NULL, 'tests/data/yolo/labels/classes.txt');
SELECT class, count(*) FROM yolo_labels('tests/data/yolo/labels', NULL, ' ["thing", "other thing", "café"]') GROUP BY class;
SELECT class, count(*) FROM yolo_labels('tests/data/yolo/labels', NULL, '["thing", "thing", "café"]') GROUP BY class;
SELECT category_id, count(*) FROM yolo_labels('tests/data/yolo/labels', NULL, '["thing", "thing", "café"]') GROUP BY category_id;
SELECT id, class FROM yolo_labels('tests/data/yolo/labels', NULL, '{"2":"car","1":"dog","0":"person"}');
SELECT id, class FROM yolo_labels('tests/data/yolo/labels', NULL, 'tests/data/yolo/data.yaml');
SELECT id, class, skipped FROM yolo_labels('tests/data/yolo/labels', NULL, '["person"]') WHERE on_unknown = 'skip';
SELECT id, class FROM yolo_labels('tests/data/yolo/unknown') WHERE on_unknown = 'skip';

.print pose files, and labels that are named after the whole file
CREATE TABLE posed(id, width, height, file);
INSERT INTO posed VALUES (1, 100, 50, 'val/a.jpg');
SELECT * FROM yolo_labels('tests/data/yolo/pose', 'posed') WHERE keypoint_count = 2;
SELECT keypoints FROM yolo_labels('tests/data/yolo/pose', 'posed', 'tests/data/yolo/pose.yaml');
SELECT id FROM yolo_labels('tests/data/yolo/pose', 'posed', 'tests/data/yolo/pose.yaml') WHERE keypoint_count = 0;
SELECT id FROM yolo_labels('tests/data/yolo/pose', 'posed') WHERE keypoint_count = 3;
SELECT id FROM yolo_labels('tests/data/yolo/pose', 'posed') WHERE keypoint_count = -1;

.print the parameters come back, and keys find their rows
SELECT directory, images, names, id FROM yolo_labels WHERE directory = 'tests/data/yolo/labels' AND image_id = 'street';
SELECT id, image_id FROM yolo_labels('tests/data/yolo/labels/') WHERE id = 3;
SELECT count(segmentation), count(*) FROM yolo_labels('tests/data/yolo/labels');
SELECT i.id, (SELECT count(*) FROM yolo_labels('tests/data/yolo/labels') AS l WHERE l.image_id = i.id) FROM images AS i;

.print an image is found by its id, by its file, by an id with an ending; image_id is the id in the table
CREATE TABLE numbered(id INTEGER PRIMARY KEY, width, height, file);
INSERT INTO numbered VALUES (7, 100, 50, NULL), (8, '200', '20', 'val/images/b.old.jpg'), (9, 10.0, 10, 'x\000012.png');
SELECT id, image_id, typeof(image_id), class, x, y, width, height FROM yolo_labels('tests/data/yolo/odd', 'numbered');
CREATE TEMP VIEW named AS SELECT id || '.jpg' AS id, width, height FROM images;
SELECT DISTINCT image_id FROM yolo_labels('tests/data/yolo/labels', 'named');
CREATE TABLE without_id(width, height, file);
INSERT INTO without_id SELECT width, height, 'train/' || id || '.png' FROM images;
SELECT DISTINCT image_id FROM yolo_labels('tests/data/yolo/labels', 'main.without_id');

.print evaluated without an import, with sizes from a COCO file too
CREATE TEMP VIEW coco_sizes AS SELECT CASE id WHEN 1 THEN 'street' WHEN 2 THEN 'park' ELSE id END AS id, width, height
  FROM coco_images('tests/data/coco/instances.json');
CREATE TEMP VIEW labels AS SELECT * FROM yolo_labels('tests/data/yolo/labels', 'coco_sizes');
CREATE TEMP VIEW predictions AS SELECT * FROM yolo_predictions('tests/data/yolo/predictions', 'coco_sizes');
SELECT outcome, image_id, class, prediction_id, label_id, round(iou, 4) FROM match_outcomes;
DROP VIEW temp.labels;
DROP VIEW temp.predictions;

.print into the table of the schema
.read sql/schema.sql
INSERT INTO labels SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', '["person","dog","car"]');
SELECT id, image_id, class, category_id, x, area, iscrowd FROM labels;

.print errors
SELECT * FROM yolo_labels;
SELECT * FROM yolo_labels('');
SELECT * FROM yolo_labels('tests/data/yolo/missing');
SELECT * FROM yolo_labels('tests/data/yolo/names.txt');
SELECT * FROM yolo_labels('tests/data/yolo/none');
SELECT * FROM yolo_labels('tests/data/yolo/bad/short');
SELECT * FROM yolo_labels('tests/data/yolo/bad/scored');
SELECT * FROM yolo_labels('tests/data/yolo/bad/pixels');
SELECT * FROM yolo_labels('tests/data/yolo/bad/class');
SELECT * FROM yolo_labels('tests/data/yolo/bad/word');
SELECT * FROM yolo_labels('tests/data/yolo/bad/infinite');
SELECT * FROM yolo_labels('tests/data/yolo/bad/negative');
SELECT * FROM yolo_labels('tests/data/yolo/bad/huge');
SELECT * FROM yolo_labels('tests/data/yolo/bad/binary');
SELECT * FROM yolo_labels('tests/data/yolo/bad/real_class', 'images', '["person"]');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', '["person"');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', '["person", 2]');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', '[]');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', 'tests/data/yolo/missing.txt');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', 'tests/data/yolo/names_gap.txt');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', 'tests/data/yolo/names_empty.txt');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', 'tests/data/yolo/broken.yaml');
SELECT * FROM yolo_labels WHERE directory > 'a';

.print errors about the images
SELECT * FROM yolo_labels('tests/data/yolo/unknown');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'no_images');
CREATE TABLE half(id, width);
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'half');
CREATE VIEW no_id AS SELECT width, height FROM images;
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'no_id');
CREATE TABLE twice(id INTEGER PRIMARY KEY, width, height, file);
INSERT INTO twice VALUES (1, 10, 10, 'a/same.jpg'), (2, 20, 20, 'b/same.jpg');
SELECT * FROM yolo_labels('tests/data/yolo/twice', 'twice');
CREATE TABLE unsized(id, width, height);
INSERT INTO unsized VALUES ('street', NULL, 480), ('park', 'wide', 0), ('sky', -1, 1e300);
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'unsized');
INSERT INTO unsized VALUES (x'00', 1, 1);
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'unsized');
CREATE TEMP VIEW loop AS SELECT DISTINCT image_id AS id, 1 AS width, 1 AS height FROM yolo_labels('tests/data/yolo/labels', 'loop');
SELECT * FROM yolo_labels('tests/data/yolo/labels', 'loop');

.print never from a view of the schema: a database must not open files
CREATE VIEW kept AS SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images');
SELECT * FROM kept;
