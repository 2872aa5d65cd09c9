-- Builds the database of the street example, in the sqlite3 shell with the extension loaded: make example.
-- The files come from generate.py.
.bail on
.read sql/schema.sql
BEGIN;

INSERT INTO images SELECT * FROM coco_images('build/street/instances.json');
INSERT INTO labels SELECT * FROM coco_labels('build/street/instances.json');
INSERT INTO predictions
SELECT *, 'baseline' FROM coco_predictions('build/street/results.json', 'build/street/instances.json');

-- A second model, in its own table. Its ids start at 10,001, so that they are unique in a view of both tables.
CREATE TABLE night_predictions AS SELECT * FROM predictions WHERE 0;
INSERT INTO night_predictions
SELECT *, 'night' FROM coco_predictions('build/street/night_results.json', 'build/street/instances.json');
UPDATE night_predictions SET id = id + 10000;
CREATE VIEW both_models AS SELECT * FROM predictions UNION ALL SELECT * FROM night_predictions;

-- How frequent each class is: rare (r), common (c) or frequent (f), as LVIS keeps it.
CREATE TABLE categories AS
SELECT id, name, (SELECT CASE WHEN count(*) < 300 THEN 'r' WHEN count(*) < 700 THEN 'c' ELSE 'f' END FROM labels WHERE class = name) AS frequency
FROM coco_categories('build/street/instances.json');

-- Columns for what the project knows about its images.
ALTER TABLE images ADD COLUMN weather TEXT;
ALTER TABLE images ADD COLUMN time TEXT;
ALTER TABLE images ADD COLUMN brightness REAL;
ALTER TABLE images ADD COLUMN data BLOB;        -- the last column: SQLite would read past the image to reach one after it
CREATE TEMP TABLE notes(id INTEGER PRIMARY KEY, weather TEXT, time TEXT, brightness REAL);
.import --csv --skip 1 --schema temp build/street/images.csv notes
UPDATE images SET (weather, time, brightness) = (
  SELECT n.weather, n.time, n.brightness FROM temp.notes AS n WHERE n.id = images.id);
UPDATE images SET data = readfile('build/street/images/' || file);

-- The planted weaknesses: which label, prediction or image was changed, and how. README.md explains them.
CREATE TABLE planted(weakness TEXT, model TEXT, kind TEXT, id INTEGER);
.import --csv --skip 1 build/street/planted.csv planted
UPDATE planted SET id = id + 10000 WHERE model = 'night' AND kind = 'prediction';

-- All quality metrics, as in sql/quality.sql. Without libpng, only the pixel metrics are missing.
INSERT INTO quality_metrics SELECT * FROM object_metrics;
INSERT INTO quality_metrics SELECT * FROM image_metrics WHERE on_error = 'report';

-- What a model has to reach before it is released. A subset is a table or view of images.
CREATE TABLE requirements(name TEXT PRIMARY KEY, metric TEXT, bound REAL, class TEXT, subset TEXT, score_threshold REAL);
INSERT INTO requirements VALUES
  ('overall', 'map', 0.40, NULL, NULL, NULL),
  ('cars', 'ap50', 0.80, 'car', NULL, NULL),
  ('night', 'ap50', 0.65, NULL, 'night_images', NULL),
  ('people at night', 'recall', 0.60, 'person', 'night_images', 0.3),
  ('people in fog', 'recall', 0.70, 'person', 'fog_images', NULL),
  ('few false alarms', 'precision', 0.70, NULL, NULL, 0.5);
CREATE VIEW night_images AS SELECT id AS image_id FROM images WHERE time = 'night';
CREATE VIEW fog_images AS SELECT id AS image_id FROM images WHERE weather = 'fog';

COMMIT;
.read sql/reports.sql
.read sql/charts.sql
.read sql/pictures.sql
