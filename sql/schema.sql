-- The input tables of boxscore. None of them is required to look like this: any table or view whose
-- columns bear these names will do. Each statement leaves a table alone that is already there.
--
-- Columns stand in the order of the file tables, so that a COCO file needs no list of columns:
--
--     INSERT INTO images SELECT * FROM coco_images('instances.json');
--     INSERT INTO labels SELECT * FROM coco_labels('instances.json');
--     INSERT INTO predictions SELECT *, 'my model' FROM coco_predictions('results.json', 'instances.json');
--
-- INT and INTEGER turn '42' from a CSV file into the number 42 and leave ids such as 'a.jpg' as they are.

CREATE TABLE IF NOT EXISTS images(
  id INT PRIMARY KEY NOT NULL,
  width INTEGER NOT NULL,              -- pixels
  height INTEGER NOT NULL,
  file TEXT                            -- add columns of your own after this one, and use them in GROUP BY
);
-- Pixels, for what measures or shows images: a column `data`, each image's file as it is (PNG or JPEG). The last, after your
-- own columns: to read a column behind it, SQLite has to go through its bytes.
--
--     ALTER TABLE images ADD COLUMN data BLOB;
--     UPDATE images SET data = readfile('images/' || file);    -- readfile is the sqlite3 shell's

CREATE TABLE IF NOT EXISTS labels(
  id INTEGER PRIMARY KEY,
  image_id INT NOT NULL,
  class TEXT NOT NULL,
  category_id INTEGER,                 -- gives the order of the classes in sums, as COCO has it
  x REAL,                              -- the box: top left corner, width and height in pixels
  y REAL,
  width REAL,
  height REAL,
  area REAL,                           -- NULL: the area of the geometry
  iscrowd INTEGER NOT NULL DEFAULT 0,  -- 1: the label stands for a group
  segmentation                         -- polygons, run lengths or a mask
);

CREATE TABLE IF NOT EXISTS predictions(
  id INTEGER PRIMARY KEY,              -- one numbering for all models
  image_id INT NOT NULL,
  class TEXT NOT NULL,
  category_id INTEGER,
  score REAL NOT NULL,
  x REAL,
  y REAL,
  width REAL,
  height REAL,
  segmentation,
  model TEXT                           -- several models in one table are scored each on its own
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
