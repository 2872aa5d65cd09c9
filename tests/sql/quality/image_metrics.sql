.read tests/data/pets.sql
SELECT * FROM image_metrics WHERE item_id = 2 AND model = 'a';
SELECT level, metric, count(*), min(value), max(value) FROM image_metrics('images', 'labels', 'only_b') WHERE metric <> 'random'
  GROUP BY 1, 2;
.print parameters; error is no column of SELECT *
SELECT DISTINCT images, labels, predictions, model, metrics, on_error, threads, error FROM image_metrics('images', 'labels', 'only_b');
SELECT count(*) FROM image_metrics WHERE model = 'a' AND error IS NULL;
SELECT count(*) FROM image_metrics WHERE model = 'a' AND error = 'x';
SELECT count(*) FROM image_metrics WHERE model = 'a' AND (metric = 'area' OR item_id = 1);
SELECT id FROM images WHERE EXISTS (SELECT 1 FROM image_metrics AS m WHERE m.item_id = images.id AND m.metric = 'object_count'
  AND m.value > 1 AND m.model = 'a');
SELECT item_id, value FROM image_metrics WHERE metrics = 'object_count';
SELECT item_id, metric, value FROM image_metrics WHERE metrics = '["predicted_object_density","predicted_object_count"]' AND model = 'b'
  AND item_id = 3;
SELECT count(*) FROM image_metrics WHERE model IN ('a', 'b') AND metric = 'width';
INSERT INTO quality_metrics SELECT * FROM image_metrics WHERE model = 'a';
SELECT count(*) FROM quality_metrics;
.print several models: each has its own counts, and their names carry it
SELECT item_id, metric, value FROM image_metrics WHERE metrics = '["predicted_object_count","predicted_object_density","object_count"]' AND item_id < 3;
SELECT count(*) FROM (SELECT value FROM image_metrics WHERE model = 'b' AND metrics = 'predicted_object_density'
EXCEPT SELECT value FROM image_metrics WHERE metric = 'predicted_object_density (b)');
CREATE VIEW numbered AS SELECT id, image_id, class, score, x, y, width, height, iif(model = 'a', 7, NULL) AS model FROM predictions;
SELECT metric, value FROM image_metrics('images', 'labels', 'numbered') WHERE metrics = 'predicted_object_count' AND item_id = 1;
.print density: boxes that overlap, that lie outside, that cover all; polygons and masks on the pixels
CREATE TABLE frames(id, width, height, file);
INSERT INTO frames VALUES ('apart', 10, 10, ''), ('overlap', 10, 10, ''), ('outside', 10.0, '10', ''), ('full', 10, 10, ''),
  ('polygons', 10, 10, ''), ('mixed', 10, 10, ''), ('none', 10, 10, ''), ('turned', 10, 10, '');
CREATE TABLE shapes(id INTEGER PRIMARY KEY, image_id, class, bbox, segmentation);
INSERT INTO shapes(image_id, class, bbox, segmentation) VALUES
  ('apart', 'a', '[0,0,2,2]', NULL), ('apart', 'b', '[5,5,2.5,2]', NULL),
  ('overlap', 'a', '[0,0,4,4]', NULL), ('overlap', 'a', '[2,2,4,4]', NULL), ('overlap', 'a', '[0,0,4,4]', NULL),
  ('outside', 'a', '[-5,-5,6,6]', NULL), ('outside', 'a', '[20,0,5,5]', NULL), ('outside', 'a', '[9,9,0,1]', NULL),
  ('full', 'a', '[-1,-1,20,20]', NULL),
  ('polygons', 'a', NULL, '[[0,0,5,0,5,5,0,5]]'), ('polygons', 'a', NULL, '{"size":[10,10],"counts":[0,3,97]}'),
  ('mixed', 'a', '[0,0,5,5]', NULL), ('mixed', 'a', NULL, '[[5,5,10,5,10,10,5,10]]'),
  ('turned', 'a', '[5,5,4,4,45]', NULL);
SELECT item_id, value FROM image_metrics('frames', 'shapes') WHERE metrics = 'object_density';
.print without labels or predictions, and with objects of other images
CREATE TABLE empty_objects(id, image_id, class, score, bbox);
SELECT item_id, metric, value FROM image_metrics('images', 'empty_objects', 'empty_objects') WHERE metric LIKE '%object%' AND item_id = 1;
CREATE VIEW one_image AS SELECT * FROM images WHERE id = 3;
SELECT metric, value FROM image_metrics('one_image', 'labels', 'only_b') WHERE metric LIKE '%object%';
.run SELECT boxscore_sql('drop_reports')
CREATE TABLE kept AS SELECT * FROM labels;
DROP TABLE labels;
DROP TABLE predictions;
SELECT metric, count(*) FROM image_metrics GROUP BY 1;
SELECT metric, count(*) FROM image_metrics('images', 'kept') GROUP BY 1;
CREATE TABLE vacant(id, width, height);
SELECT count(*) FROM image_metrics('vacant');
.print errors
SELECT * FROM image_metrics('images', 'missing');
SELECT * FROM image_metrics('missing');
SELECT * FROM image_metrics WHERE metrics = 'object_count';
SELECT * FROM image_metrics WHERE metrics = 'predicted_object_count';
SELECT * FROM image_metrics WHERE model = 'a';
SELECT * FROM image_metrics WHERE metrics = 'size';
SELECT * FROM image_metrics WHERE metrics = 'brightness';
SELECT * FROM image_metrics WHERE on_error = 'ignore';
SELECT * FROM image_metrics WHERE threads = 'two';
CREATE TABLE predictions(id, image_id, class, score, bbox, model);
INSERT INTO predictions VALUES (1, 1, 'cat', 0.5, '[0,0,1,1]', 'a'), (2, 1, 'cat', 0.5, '[0,0,1,1]', 'b');
SELECT * FROM image_metrics WHERE model = 'c';
SELECT count(*) FROM image_metrics WHERE metrics = 'width';
CREATE TABLE bad(id, width, height);
INSERT INTO bad VALUES (7, 640, 480), (8, 0, 480);
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET width = NULL WHERE id = 8;
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET width = 640, height = 'high' WHERE id = 8;
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET height = 1.5 WHERE id = 8;
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET height = 480, id = 7 WHERE id = 8;
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET id = X'07';
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'width';
UPDATE bad SET id = CAST(rowid AS TEXT);
SELECT * FROM image_metrics('bad', 'kept') WHERE metrics = 'object_count';
INSERT INTO shapes VALUES (99, 'none', 'a', NULL, '{"size":[2,2],"counts":[0,4]}');
SELECT * FROM image_metrics('frames', 'shapes') WHERE metrics = 'object_density';
CREATE TABLE no_size(id, width);
SELECT * FROM image_metrics('no_size', 'kept') WHERE metrics = 'width';
