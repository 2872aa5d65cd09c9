-- Two images with shapes of one class: polygons, a crowd as run lengths, WKT; predictions have no boxes.
CREATE TABLE images(id, width, height);
INSERT INTO images VALUES (1, 40, 30), (2, 40, 30);
CREATE TABLE labels(id, image_id, class, x, y, width, height, iscrowd, segmentation);
INSERT INTO labels VALUES
  (1, 1, 'leaf', 2, 2, 10, 10, 0, '[[2,2,12,2,12,12,2,12]]'),
  (2, 1, 'leaf', 20, 5, 12, 12, 0, '[[20,5,32,5,20,17]]'),
  (3, 2, 'leaf', 0, 0, 40, 30, 1, '{"size":[30,40],"counts":[0,1200]}'),
  (4, 2, 'leaf', 5, 5, 6, 6, 0, '[[5,5,11,5,11,11,5,11],[7,7,9,7,9,9,7,9]]');
CREATE TABLE predictions(id, image_id, class, score, segmentation);
INSERT INTO predictions VALUES
  (1, 1, 'leaf', 0.9, '[[3,2,13,2,13,12,3,12]]'),
  (2, 1, 'leaf', 0.8, '[[20,5,32,5,32,17]]'),
  (3, 2, 'leaf', 0.7, 'POLYGON((30 20, 36 20, 36 26, 30 26, 30 20))'),
  (4, 2, 'leaf', 0.6, '{"size":[30,40],"counts":[155,6,24,6,24,6,24,6,24,6,24,6,889]}');
