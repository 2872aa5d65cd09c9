-- A small data set for the tests of the packages: 40 images, 4 classes, boxes and outlines of all sizes, tied scores.
CREATE TABLE images(id INTEGER PRIMARY KEY, width INTEGER, height INTEGER);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x REAL, y REAL, width REAL, height REAL, segmentation TEXT);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score REAL, x REAL, y REAL, width REAL, height REAL,
  segmentation TEXT);

WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO images SELECT i, 640, 480 FROM n;

WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 479)
INSERT INTO labels SELECT i + 1, i / 12 + 1, CASE i * i % 7 WHEN 0 THEN 'bus' WHEN 1 THEN 'car' WHEN 2 THEN 'person' ELSE 'bicycle' END,
  i * 89 % 430 + i % 7 / 7.0, i * 53 % 270 + i % 11 / 11.0, 10 + i * 31 % 190 + i % 3 / 3.0, 10 + i * 47 % 170 + i % 13 / 13.0, NULL FROM n;

-- Most labels are found, some of them twice, with boxes a little off and some classes wrong.
WITH copies(k) AS (VALUES (0), (1))
INSERT INTO predictions SELECT NULL, image_id, CASE (id + k) % 9 WHEN 0 THEN 'car' ELSE class END, (id * 7919 + k * 104729) % 101 / 101.0,
  x + (id * 13 + k) % 17 / 7.0, y - (id * 29 + k) % 11 / 7.0, width * (1 + (id + k) % 5 / 20.0), height * (1 - (id + 2 * k) % 7 / 30.0), NULL
FROM labels JOIN copies WHERE (id + 3 * k) % 8 <> 0 AND (k = 0 OR id % 3 = 0);

UPDATE labels SET segmentation = json_array(json_array(x + width / 4, y, x + width, y + height / 3, x + 3 * width / 4, y + height,
  x, y + 2 * height / 3));
UPDATE predictions SET segmentation = json_array(json_array(x + width / 5, y, x + width, y + height / 3, x + 3 * width / 4, y + height,
  x, y + 3 * height / 4));
