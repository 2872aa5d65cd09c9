-- weak_slices: sixty images; persons in the dark are missed, and in the rain the model sees cars that are not there.
CREATE TABLE images(id INTEGER PRIMARY KEY, brightness REAL, weather TEXT, camera INTEGER, note TEXT, data BLOB);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO images SELECT i, i * 37 % 100 / 100.0, CASE i % 3 WHEN 0 THEN 'rain' WHEN 1 THEN 'sun' END, i % 4, 'image ' || i, x'00' FROM n;
INSERT INTO labels SELECT i.id * 4 + o.value, i.id, iif(o.value < 2, 'person', 'car'), o.value * 100, 10, 50, 50
FROM images AS i, json_each('[0,1,2,3]') AS o;
INSERT INTO predictions SELECT l.id, image_id, class, 0.9 - l.id * 7919 % 1000 / 2500.0, x, y, width, height FROM labels AS l
JOIN images AS i ON i.id = l.image_id WHERE NOT (class = 'person' AND brightness < 0.4 AND l.id % 7) AND l.id % 17;
INSERT INTO predictions SELECT 1000 + i.id * 3 + o.value, i.id, 'car', 0.4, 500 + o.value * 60, 300, 50, 50
FROM images AS i, json_each('[0,1,2]') AS o WHERE weather = 'rain' AND camera < 3 AND (i.id + o.value) % 5;

SELECT *, iou_threshold, attributes, images_table, max_conditions, min_rows, flips, seed FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
.print the figures are those of the rows that the conditions select
SELECT count(*), count(DISTINCT image_id) FROM match_outcomes WHERE outcome IN ('TP', 'FN') AND class = 'person'
  AND image_id IN (SELECT "id" FROM "images" WHERE "brightness" <= 0.20800000000000005);
SELECT count(*), count(DISTINCT image_id) FROM match_outcomes WHERE outcome IN ('TP', 'FP') AND class = 'car'
  AND image_id IN (SELECT "id" FROM "images" WHERE "weather" = 'rain');
SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) FROM match_outcomes WHERE NOT (class = 'car'
  AND image_id IN (SELECT "id" FROM "images" WHERE "weather" = 'rain'));

.print any number of threads, other conditions
CREATE TEMP TABLE one AS SELECT * FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND threads = 1;
SELECT count(*) FROM (SELECT * FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND threads = 3 EXCEPT SELECT * FROM one);
SELECT slice, n FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND max_conditions = 1;
SELECT slice, n FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND universe = 'labels' AND seed IN (1, 2);
SELECT count(*) FROM weak_slices WHERE min_images = 61;

.print columns of text, as CSV has them; a view of labels; of predictions
CREATE VIEW csv AS SELECT id AS image_id, iif(id % 13, CAST(brightness AS TEXT), ' ') AS brightness, CAST(camera AS TEXT) AS camera, iif(id % 2, '', 'yes') AS even FROM images;
SELECT where_sql, n FROM weak_slices('csv') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
SELECT count(*) FROM match_outcomes WHERE outcome IN ('TP', 'FN') AND class = 'person'
  AND image_id IN (SELECT "image_id" FROM "csv" WHERE trim("brightness") <> '' AND CAST("brightness" AS REAL) <= 0.2);
CREATE VIEW of_labels AS SELECT l.id AS label_id, image_id, class, brightness < 0.4 AND class = 'person' AS hidden FROM labels AS l JOIN images AS i ON i.id = image_id;
SELECT where_sql, n FROM weak_slices('of_labels') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
CREATE VIEW of_predictions AS SELECT id AS prediction_id, y FROM predictions;
SELECT where_sql, n FROM weak_slices('main.of_predictions') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;

.print quality metrics, and no other attributes; neither
CREATE TABLE quality_metrics(level, item_id, metric, value);
INSERT INTO quality_metrics SELECT 'image', id, 'brightness', brightness FROM images UNION ALL SELECT 'label', id, 'x', x FROM labels
  UNION ALL SELECT 'prediction', id, 'x', x FROM predictions UNION ALL SELECT 'image', id, 'object_count', id % 5 FROM images;
ALTER TABLE images RENAME TO pictures;
SELECT where_sql, n FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
SELECT slice, n, map_without FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND metrics = 'x';
DROP TABLE quality_metrics;
SELECT slice, n, map_without FROM weak_slices WHERE min_rows = 10 AND min_images = 5 AND flips = 100;

.print two models
CREATE VIEW two AS SELECT *, 'first' AS model FROM predictions UNION ALL
  SELECT id + 5000, image_id, class, 0.5, x, y, width, height, 'it''s' FROM labels WHERE class = 'person';
SELECT model, where_sql, n FROM weak_slices('pictures', 'labels', 'two') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
SELECT model, slice FROM weak_slices('pictures', 'labels', 'two') WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND model = 'it''s';

SELECT count(*) FROM (SELECT * FROM weak_slices('pictures', 'labels', 'two') WHERE min_rows = 10 AND min_images = 5 AND flips = 100 AND model = 'first'
  EXCEPT SELECT * FROM weak_slices('pictures', 'labels', 'two') WHERE min_rows = 10 AND min_images = 5 AND flips = 100);

.print one of two models has no name
CREATE VIEW unnamed AS SELECT id, image_id, class, score, x, y, width, height, iif(model = 'first', NULL, 'second') AS model FROM two;
SELECT model, where_sql, n FROM weak_slices('pictures', 'labels', 'unnamed') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
SELECT count(*) FROM match_outcomes('labels', 'unnamed') WHERE model IS NULL AND outcome IN ('TP', 'FP') AND class = 'car'
  AND image_id IN (SELECT "id" FROM "pictures" WHERE "weather" = 'rain');

.print values that another collation takes for equal, and a text with a NUL
CREATE TABLE skies(image_id, sky TEXT COLLATE NOCASE);
INSERT INTO skies SELECT id, iif(weather = 'rain', 'Rain', iif(id % 2, 'rain', 'Sun ')) FROM pictures;
SELECT where_sql, n FROM weak_slices('skies') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;
SELECT count(*) FROM match_outcomes WHERE outcome IN ('TP', 'FP') AND class = 'car'
  AND image_id IN (SELECT "image_id" FROM "skies" WHERE "sky" = 'Rain' COLLATE BINARY);
UPDATE skies SET sky = iif(sky = 'Rain' COLLATE BINARY, 'it''s' || char(0) || 'r', 'it''s');
SELECT where_sql, n FROM weak_slices('skies') WHERE min_rows = 10 AND min_images = 5 AND flips = 100;

.print numbers among BLOBs, blank texts and long ones, which are no values: the conditions select n rows
CREATE TABLE shade(label_id, shade);
INSERT INTO shade SELECT label_id, CASE label_id % 7 WHEN 0 THEN x'39' WHEN 1 THEN '' WHEN 2 THEN printf('%0201d', 9) ELSE hidden + label_id % 10 / 20.0 END
FROM of_labels;
SELECT where_sql, n FROM weak_slices('shade') WHERE min_rows = 6 AND min_images = 3 AND flips = 100 AND universe = 'labels';
SELECT count(*) FROM match_outcomes WHERE outcome IN ('TP', 'FN') AND label_id IN (SELECT "label_id" FROM "shade"
  WHERE typeof("shade") <> 'blob' AND length(CAST("shade" AS BLOB)) <= 200 AND trim("shade") <> '' AND CAST("shade" AS REAL) > 1.0300000000000005);

.print errors
SELECT * FROM weak_slices('nowhere');
SELECT * FROM weak_slices(x'00');
SELECT * FROM weak_slices('labels');
CREATE TABLE bare(a, b, c, d, e, f, g, h, i, j);
SELECT * FROM weak_slices('bare');
CREATE VIEW wide AS SELECT 1 AS image_id, * FROM bare, bare AS b2, bare AS b3, bare AS b4, bare AS b5, bare AS b6, bare AS b7, bare AS b8, bare AS b9,
  bare AS b10, bare AS b11;
SELECT * FROM weak_slices('wide');
CREATE TABLE others(image_id, a);
INSERT INTO others VALUES ('1', 2);
SELECT * FROM weak_slices('others');
INSERT INTO others VALUES ('1', 3);
SELECT * FROM weak_slices('others');
DELETE FROM others;
INSERT INTO others VALUES (1, 0.5), (2, 'dark');
SELECT * FROM weak_slices('others');
INSERT INTO others VALUES (NULL, 3);
UPDATE others SET a = 9e999;
SELECT * FROM weak_slices('others');
UPDATE others SET a = 1;
SELECT * FROM weak_slices('others');
DELETE FROM others;
SELECT count(*) FROM weak_slices('others') WHERE quality_metrics = 'nowhere';
SELECT count(*) FROM weak_slices('others') WHERE metrics = 'brightness';
SELECT count(*) FROM weak_slices('others') WHERE max_conditions = 4;
SELECT count(*) FROM weak_slices('others') WHERE min_rows = 1;
SELECT count(*) FROM weak_slices('others') WHERE min_images = 0.5;
SELECT count(*) FROM weak_slices('others') WHERE flips = 5;
SELECT count(*) FROM weak_slices('others') WHERE seed = 'x';
SELECT count(*) FROM weak_slices('others') WHERE iou_threshold = '0.50:0.95';
CREATE VIEW mixed AS SELECT id AS image_id, iif(id < 3, 'dark', brightness) AS brightness FROM pictures;
SELECT * FROM weak_slices('mixed');
CREATE VIEW mixed_later AS SELECT id AS image_id, iif(id > 3, 'dark', brightness) AS brightness FROM pictures;
SELECT * FROM weak_slices('mixed_later');
