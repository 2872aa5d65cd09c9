-- A tiny data set for the golden tests: five images, three classes, a crowd, two models, a second table of predictions.
-- Boxes are shifted so that some matches hold at 0.5 and not at 0.75.
.read sql/schema.sql
INSERT INTO images(id, width, height, file) VALUES
  (1, 640, 480, 'one.png'), (2, 640, 480, 'two.png'), (3, 640, 480, 'three.png'), (4, 640, 480, 'four.png'),
  (5, 640, 480, 'five.png');
INSERT INTO labels(id, image_id, class, x, y, width, height, iscrowd) VALUES
  (1, 1, 'cat', 10, 10, 100, 100, 0),
  (2, 1, 'dog', 200, 10, 100, 100, 0),
  (3, 2, 'cat', 10, 10, 20, 20, 0),
  (4, 2, 'bird', 300, 300, 30, 30, 0),
  (5, 2, 'bird', 400, 300, 200, 100, 1),
  (6, 3, 'dog', 50, 50, 120, 80, 0),
  (7, 3, 'dog', 300, 50, 120, 80, 0),
  (8, 4, 'cat', 100, 100, 60, 60, 0);
INSERT INTO predictions(id, image_id, class, score, x, y, width, height, model) VALUES
  (1, 1, 'cat', 0.95, 12, 12, 100, 100, 'a'),   -- holds at 0.75
  (2, 1, 'cat', 0.80, 30, 10, 100, 100, 'a'),   -- duplicate at 0.5, low_iou at 0.75
  (3, 1, 'cat', 0.70, 205, 10, 100, 100, 'a'),  -- a dog called a cat
  (4, 2, 'cat', 0.60, 14, 10, 20, 20, 'a'),     -- 0.67: holds at 0.5 only
  (5, 2, 'bird', 0.90, 420, 310, 40, 40, 'a'),  -- inside the crowd
  (6, 3, 'dog', 0.85, 70, 50, 120, 80, 'a'),    -- 0.71: holds at 0.5 only
  (7, 3, 'dog', 0.30, 500, 400, 50, 50, 'a'),   -- nothing there
  (8, 5, 'bird', 0.40, 10, 10, 30, 30, 'a'),    -- an image without labels
  (11, 1, 'cat', 0.90, 10, 10, 100, 100, 'b'),
  (12, 1, 'dog', 0.90, 200, 12, 100, 100, 'b'),
  (13, 3, 'dog', 0.75, 52, 50, 120, 80, 'b'),
  (14, 3, 'dog', 0.65, 330, 50, 120, 80, 'b'),
  (15, 4, 'fish', 0.50, 100, 100, 60, 60, 'b');
CREATE TABLE only_b AS SELECT * FROM predictions WHERE model = 'b';
.read sql/reports.sql
