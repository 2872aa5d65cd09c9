-- yolo_predictions: what it reads, and what it says to files that are none.
CREATE TABLE images(id TEXT PRIMARY KEY, width INTEGER, height INTEGER);
INSERT INTO images VALUES ('street', 640, 480), ('park', 1000, 500), ('sky', 320, 200);
SELECT * FROM yolo_predictions('tests/data/yolo/predictions', 'images', '["person","dog","car"]');
SELECT id, class, typeof(class), score FROM yolo_predictions('tests/data/yolo/predictions') WHERE score > 0.5;

.print the parameters come back, and keys find their rows
SELECT directory, images, names, id FROM yolo_predictions WHERE directory = 'tests/data/yolo/predictions' AND image_id = 'park';
SELECT id, score FROM yolo_predictions('tests/data/yolo/predictions') WHERE id = 5;

.print into the table of the schema
.read sql/schema.sql
INSERT INTO labels SELECT * FROM yolo_labels('tests/data/yolo/labels', 'images', '["person","dog","car"]');
INSERT INTO predictions SELECT *, 'a' FROM yolo_predictions('tests/data/yolo/predictions', 'images', '["person","dog","car"]');
SELECT class, round(ap, 6), tp, fp, fn FROM ap_by_class;

.print tracks behind the confidence; the confidence after the class
SELECT id, class, score, x, y, width, height, track_id FROM yolo_predictions('tests/data/yolo/tracks', 'images');
SELECT score, x, y, width, height FROM yolo_predictions('tests/data/yolo/second', 'images') WHERE confidence = 'second';
SELECT score, x, y, width, height FROM yolo_predictions('tests/data/yolo/second', 'images') WHERE confidence = 'last';

.print errors
SELECT id FROM yolo_predictions('tests/data/yolo/second', 'images');
SELECT id FROM yolo_predictions('tests/data/yolo/second', 'images') WHERE confidence = 'first';
SELECT id FROM yolo_predictions('tests/data/yolo/bad/track', 'images');
SELECT * FROM yolo_predictions;
SELECT * FROM yolo_predictions('tests/data/yolo/labels');
SELECT * FROM yolo_predictions('tests/data/yolo/bad/unscored');
SELECT * FROM yolo_predictions('tests/data/yolo/bad/word');
SELECT * FROM yolo_predictions('tests/data/yolo/bad/short');
SELECT * FROM yolo_predictions('tests/data/yolo/missing');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM yolo_predictions('tests/data/yolo/predictions', 'images');
SELECT * FROM kept;
