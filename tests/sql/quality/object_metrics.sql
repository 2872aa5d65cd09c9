.read tests/data/pets.sql
SELECT * FROM object_metrics WHERE item_id = 2;
SELECT level, metric, count(*), min(value), max(value) FROM object_metrics WHERE metric NOT IN ('random', 'shape_outlier')
  GROUP BY 1, 2;
.print parameters
SELECT level, count(*) FROM object_metrics WHERE metrics = 'area_absolute' AND classes = '["cat","fish"]' GROUP BY 1;
SELECT item_id, metric FROM object_metrics WHERE metrics = '["confidence","area_absolute"]' AND model = 'b' AND level = 'prediction';
SELECT DISTINCT labels, predictions, images, model, classes, metrics, threads FROM object_metrics;
SELECT metric, count(*) FROM object_metrics('labels', 'only_b', 'images') WHERE level = 'prediction' GROUP BY 1;
.print one model does not depend on the others, nor a class on what is selected
SELECT count(*) FROM object_metrics WHERE level = 'prediction' AND item_id > 10
  EXCEPT SELECT count(*) FROM object_metrics a JOIN object_metrics b ON b.model = 'b' AND a.level = b.level AND a.item_id = b.item_id
    AND a.metric = b.metric AND a.value = b.value WHERE a.level = 'prediction';
SELECT count(*) FROM object_metrics a JOIN object_metrics b ON b.classes = 'dog' AND a.level = b.level AND a.item_id = b.item_id
  AND a.metric = b.metric AND a.value = b.value;
.print random is from the id and the level alone
SELECT item_id, value FROM object_metrics WHERE metrics = 'random' AND item_id IN (1, 2);
.print shapes: a square on its side, a triangle, an L as polygon and as pixels, a rotated box; none where there is no area
CREATE TABLE shapes(id, image_id, class, bbox, segmentation);
INSERT INTO shapes VALUES
  ('square', 1, 'a', '[10,10,20,20]', NULL),
  ('turned', 1, 'a', '[100,100,20,20,30]', NULL),
  ('far', 2, 'a', '[1000000,1000000,20,20]', NULL),
  ('triangle', 1, 'a', NULL, '[[0,0,30,0,0,40]]'),
  ('L', 2, 'b', '[5,5,1,1]', 'POLYGON ((0 0, 4 0, 4 2, 2 2, 2 6, 0 6, 0 0))'),
  ('L in pixels', 2, 'b', NULL, '{"size":[480,640],"counts":[0,6,474,6,474,2,478,2,305758]}'),
  ('hole', 3, 'c', NULL, 'POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))'),
  ('flat', 3, 'c', '[50,50,10,0]', NULL),
  ('no pixels', 3, 'c', NULL, '{"size":[480,640],"counts":[307200]}');
CREATE TABLE none(id, image_id, class, score, bbox);
SELECT item_id, metric, round(value, 9) FROM object_metrics('shapes', 'none') WHERE metric <> 'random' ORDER BY item_id, metric;
.print duplicates: boxes on their numbers, rotated by clipping, anything else in pixels
CREATE TABLE doubles(id, image_id, class, x, y, width, height, bbox, segmentation);
INSERT INTO doubles VALUES
  (1, 1, 'box', 0, 0, 10, 10, NULL, NULL), (2, 1, 'box', 5, 0, 10, 10, NULL, NULL), (3, 1, 'box', 6, 0, 10, 10, NULL, NULL),
  (4, 2, 'box', 0, 0, 10, 10, NULL, NULL), (5, 1, 'other', 0, 0, 10, 10, NULL, NULL),
  (6, 1, 'turned', NULL, NULL, NULL, NULL, '[20,20,10,10,45]', NULL), (7, 1, 'turned', NULL, NULL, NULL, NULL, '[15,15,10,10]', NULL),
  (8, 1, 'mixed', 0, 0, 4, 6, NULL, NULL), (9, 1, 'mixed', 0, 0, 4, 6, NULL, '[[0,0,4,0,4,6,0,6]]'),
  (10, 1, 'mixed', NULL, NULL, NULL, NULL, NULL, '{"size":[480,640],"counts":[0,6,474,6,474,2,478,2,305758]}'),
  (11, 3, 'touching', 0, 0, 10, 10, NULL, NULL), (12, 3, 'touching', 10, 0, 10, 10, NULL, NULL);
SELECT item_id, round(value, 12) FROM object_metrics('doubles', 'none') WHERE metrics = 'duplicate_iou';
.print without sizes a mask says how large its image is
CREATE TABLE no_sizes(id, width, height);
SELECT item_id, round(value, 12) FROM object_metrics('doubles', 'none', 'no_sizes') WHERE metrics = 'duplicate_iou' AND item_id = 8;
.print tracks: by frame, then id; rows in none have no value
CREATE TABLE tracked(id, image_id, class, x, y, width, height, track_id, frame);
INSERT INTO tracked VALUES
  (1, 1, 'car', 0, 0, 10, 10, 'a', 1), (2, 2, 'car', 0, 0, 10, 20, 'a', 2), (3, 3, 'car', 0, 0, 10, 40, 'a', '3'),
  (4, 1, 'car', 0, 0, 10, 10, NULL, 1), (5, 1, 'car', 0, 0, 10, 10, 'b', NULL), (6, 2, 'car', 0, 0, 10, 10, 'c', 2.5),
  (7, 1, 'car', 9, 9, 10, 30, 'c', 1.5), (8, 1, 'car', 9, 9, 10, 0, 'c', 1.75);
SELECT item_id, round(value, 12) FROM object_metrics('tracked', 'none') WHERE metrics = 'polygon_similarity';
SELECT DISTINCT metric FROM object_metrics('tracked', 'none') ORDER BY 1;
.print labels alone, predictions alone
CREATE TABLE kept AS SELECT * FROM labels;
SELECT level, count(*) FROM object_metrics('kept', 'none') GROUP BY 1;
.run SELECT boxscore_sql('drop_reports')
ALTER TABLE predictions RENAME TO elsewhere;
SELECT level, count(*) FROM object_metrics GROUP BY 1;
ALTER TABLE labels RENAME TO elsewhere_too;
ALTER TABLE elsewhere RENAME TO predictions;
SELECT level, count(*) FROM object_metrics GROUP BY 1;
.print empty tables, NULL parameters
CREATE TABLE vacant(id, image_id, class, x, y, width, height, score);
SELECT count(*) FROM object_metrics('vacant', 'vacant');
SELECT count(*) FROM object_metrics('kept', 'none', NULL) WHERE metrics IS NULL AND model IS NULL AND classes IS NULL;
.print errors
SELECT * FROM object_metrics('kept', 'missing');
SELECT * FROM object_metrics WHERE model = 'z';
SELECT * FROM object_metrics('kept') WHERE metrics = 'area';
SELECT * FROM object_metrics('kept') WHERE metrics = '["area_absolute",7]';
SELECT * FROM object_metrics('kept') WHERE metrics = '[]';
SELECT * FROM object_metrics('kept') WHERE metrics = '[1.5]';
SELECT * FROM object_metrics('kept') WHERE metrics = X'00';
SELECT * FROM object_metrics('kept') WHERE classes = 'unicorn';
SELECT * FROM object_metrics('kept') WHERE threads = -1;
SELECT * FROM object_metrics('kept') WHERE metrics = 'polygon_similarity';
SELECT * FROM object_metrics('kept') WHERE metrics > 'a';
SELECT * FROM object_metrics('kept', 'none', 'no_sizes');
SELECT * FROM object_metrics('kept', 'none', 'missing');
SELECT * FROM object_metrics('shapes', 'none', 'no_sizes') WHERE metrics = 'border_proximity';
SELECT * FROM object_metrics('doubles', 'none', 'no_sizes') WHERE metrics = 'duplicate_iou' AND classes = 'touching' LIMIT 1;
CREATE TABLE polygons AS SELECT 7 AS id, 1 AS image_id, 'a' AS class, '[[0,0,30,0,0,40]]' AS segmentation UNION ALL
  SELECT 8, 1, 'a', '[[0,0,30,0,0,41]]';
SELECT * FROM object_metrics('polygons', 'none', 'no_sizes') WHERE metrics = 'duplicate_iou';
CREATE TABLE small AS SELECT 9 AS id, 1 AS image_id, 'a' AS class, '{"size":[2,2],"counts":[0,4]}' AS segmentation UNION ALL
  SELECT 10, 1, 'a', '[[0,0,30,0,0,41]]';
SELECT * FROM object_metrics('small', 'none') WHERE metrics = 'duplicate_iou';
INSERT INTO tracked VALUES (9, 1, 'car', 0, 0, 1, 1, X'00', 1);
SELECT * FROM object_metrics('tracked', 'none');
DELETE FROM tracked WHERE id = 9;
INSERT INTO tracked VALUES (10, 1, 'car', 0, 0, 1, 1, 'a', 'third');
SELECT * FROM object_metrics('tracked', 'none');
ALTER TABLE predictions RENAME TO elsewhere;
SELECT * FROM object_metrics;
SELECT * FROM object_metrics('kept') WHERE metrics = 'confidence';
SELECT * FROM object_metrics('kept') WHERE model = 'a';
ALTER TABLE images RENAME TO images_elsewhere;
SELECT * FROM object_metrics('kept');
SELECT count(*) FROM object_metrics('kept') WHERE metrics = '["area_absolute","duplicate_iou"]';
