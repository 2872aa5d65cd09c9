-- The input tables of boxscore. Your tables do not have to look like this: any table or view with columns of these
-- names will do. Existing tables are left alone.
--
-- The columns are in the order of the file tables, so that importing a COCO file takes no list of columns:
--
--     INSERT INTO images SELECT * FROM coco_images('instances.json');
--     INSERT INTO labels SELECT * FROM coco_labels('instances.json');
--     INSERT INTO predictions SELECT *, 'my model' FROM coco_predictions('results.json', 'instances.json');
--
-- INT and INTEGER convert '42' from a CSV file into the number 42 and leave ids such as 'a.jpg' unchanged.

CREATE TABLE IF NOT EXISTS images(
  id INT PRIMARY KEY NOT NULL,
  width INTEGER NOT NULL,              -- pixels
  height INTEGER NOT NULL,
  file TEXT                            -- add your own columns after this one, and use them in GROUP BY
);
-- Functions that measure or show images read a column `data`, which holds the image file (PNG or JPEG). Make it the last column,
-- after your own; SQLite would read past the image to reach a column after it.
--
--     ALTER TABLE images ADD COLUMN data BLOB;
--     UPDATE images SET data = readfile('images/' || file);    -- readfile is a function of the sqlite3 shell

CREATE TABLE IF NOT EXISTS labels(
  id INTEGER PRIMARY KEY,
  image_id INT NOT NULL,
  class TEXT NOT NULL,
  category_id INTEGER,                 -- the order of the classes in sums, as in COCO
  x REAL,                              -- the box: top left corner, width and height in pixels
  y REAL,
  width REAL,
  height REAL,
  area REAL,                           -- NULL: the area of the geometry
  iscrowd INTEGER NOT NULL DEFAULT 0,  -- 1: the label stands for a group
  segmentation,                        -- polygons, a run-length encoding or a PNG mask
  keypoints TEXT                       -- JSON, [x,y,visibility,...]
);

CREATE TABLE IF NOT EXISTS predictions(
  id INTEGER PRIMARY KEY,              -- unique across all models
  image_id INT NOT NULL,
  class TEXT NOT NULL,
  category_id INTEGER,
  score REAL NOT NULL,
  x REAL,
  y REAL,
  width REAL,
  height REAL,
  segmentation,
  keypoints TEXT,
  model TEXT                           -- if several models share the table, each is scored on its own
);

CREATE TABLE IF NOT EXISTS quality_metrics(
  level TEXT NOT NULL CHECK (level IN ('image', 'label', 'prediction')),
  item_id INT NOT NULL,                -- the id of the image, label or prediction
  metric TEXT NOT NULL,
  value REAL,
  PRIMARY KEY (level, metric, item_id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS labels_by_image ON labels(image_id);
CREATE INDEX IF NOT EXISTS predictions_by_image ON predictions(image_id);
CREATE INDEX IF NOT EXISTS predictions_by_model ON predictions(model);
