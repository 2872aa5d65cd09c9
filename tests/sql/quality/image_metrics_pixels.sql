-- needs png
.read tests/data/png.sql
CREATE TABLE images(id, width, height, data);
INSERT INTO images SELECT rowid, 8, 5, data FROM png WHERE name IN ('voc', 'grey_8', 'texts');
INSERT INTO images SELECT 'colours', 3, 2, data FROM png WHERE name = 'panoptic';
SELECT item_id, metric, round(value, 9) FROM image_metrics WHERE metric NOT IN ('random', 'width', 'height');
.print objects look at their own pixels
CREATE TABLE labels(id, image_id, class, bbox, segmentation);
INSERT INTO labels VALUES (1, 'colours', 'a', '[1,0,2,1]', NULL), (2, 'colours', 'a', '[0,1,2,1]', NULL),
  (3, 'colours', 'a', '[2,1,9,9]', NULL), (4, 'colours', 'a', '[30,30,1,1]', NULL), (5, 1, 'a', NULL, '[[1,1,3,1,3,4,1,4]]');
CREATE TABLE predictions(id, image_id, class, score, bbox);
INSERT INTO predictions VALUES ('p', 'colours', 'a', 0.5, '[0,0,1,1]');
SELECT level, item_id, metric, round(value, 9) FROM image_metrics WHERE level <> 'image' AND metrics = '["brightness","contrast","sharpness"]';
SELECT metric, round(value, 9) FROM image_metrics WHERE item_id = 5;
.print only what is asked for: geometry needs no decoding
UPDATE images SET data = X'00' WHERE id = 1;
SELECT value FROM image_metrics WHERE metrics = 'area' AND item_id = 1;
.print any number of threads
UPDATE images SET data = (SELECT data FROM png WHERE name = 'voc') WHERE id = 1;
SELECT count(*) FROM (SELECT level, item_id, metric, value FROM image_metrics WHERE threads = 1 EXCEPT
  SELECT level, item_id, metric, value FROM image_metrics WHERE threads = 3);
.print on_error
INSERT INTO images VALUES ('empty', 8, 5, X''), ('null', 8, 5, NULL), ('path', 8, 5, 'a.png'), ('larger', 80, 50, NULL);
UPDATE images SET data = (SELECT data FROM png WHERE name = 'voc') WHERE id = 'larger';
INSERT INTO images SELECT name, 8, 5, data FROM png WHERE name IN ('cut_off', 'signature', 'not_zlib', 'jpeg', 'large');
SELECT * FROM image_metrics;
SELECT item_id, metric, value, error FROM image_metrics WHERE on_error = 'report' AND metric IN ('unreadable', 'area') AND
  typeof(item_id) = 'text';
SELECT metric, count(*), count(value) FROM image_metrics WHERE on_error = 'report' GROUP BY 1;
.print errors
DELETE FROM images WHERE id IN ('empty', 'null', 'path');
SELECT * FROM image_metrics;
DELETE FROM images WHERE id = 'larger';
SELECT * FROM image_metrics WHERE metrics = 'red' AND threads = 2;
DELETE FROM images WHERE typeof(id) = 'text' AND id <> 'colours';
INSERT INTO images VALUES ('null', 8, 5, NULL);
SELECT * FROM image_metrics;
UPDATE images SET data = 7 WHERE id = 'null';
SELECT * FROM image_metrics WHERE metrics = 'red';
DELETE FROM images WHERE id = 'null';
INSERT INTO labels VALUES (6, 1, 'a', NULL, '{"size":[2,2],"counts":[0,4]}');
SELECT * FROM image_metrics WHERE on_error = 'report';
