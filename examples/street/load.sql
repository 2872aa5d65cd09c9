-- Builds the database of the street example in the sqlite3 shell, started with the extension loaded:
-- make example. The files come from generate.py.
.bail on
.read sql/schema.sql
BEGIN;

INSERT INTO images
SELECT json_extract(value, '$.id'), json_extract(value, '$.width'), json_extract(value, '$.height'), json_extract(value, '$.file_name')
FROM json_each(readfile('build/street/instances.json'), '$.images');
CREATE TEMP TABLE names AS SELECT json_extract(value, '$.id') AS id, json_extract(value, '$.name') AS name
FROM json_each(readfile('build/street/instances.json'), '$.categories');
INSERT INTO labels
SELECT json_extract(value, '$.id'), json_extract(value, '$.image_id'), name, json_extract(value, '$.category_id'), 
  json_extract(value, '$.bbox[0]'), json_extract(value, '$.bbox[1]'), json_extract(value, '$.bbox[2]'), json_extract(value, '$.bbox[3]'),
  json_extract(value, '$.area'), json_extract(value, '$.iscrowd'), NULL
FROM json_each(readfile('build/street/instances.json'), '$.annotations') AS j JOIN names AS n ON n.id = json_extract(value, '$.category_id');
INSERT INTO predictions
SELECT key + 1, json_extract(value, '$.image_id'), name, json_extract(value, '$.category_id'), json_extract(value, '$.score'),
  json_extract(value, '$.bbox[0]'), json_extract(value, '$.bbox[1]'), json_extract(value, '$.bbox[2]'), json_extract(value, '$.bbox[3]'),
  NULL, 'baseline'
FROM json_each(readfile('build/street/results.json')) AS j JOIN names AS n ON n.id = json_extract(value, '$.category_id');

-- A second model, in a table of its own; its ids go on where a table of both models has room for them.
CREATE TABLE night_predictions AS SELECT * FROM predictions WHERE 0;
INSERT INTO night_predictions
SELECT 10000 + key + 1, json_extract(value, '$.image_id'), name, json_extract(value, '$.category_id'), json_extract(value, '$.score'),
  json_extract(value, '$.bbox[0]'), json_extract(value, '$.bbox[1]'), json_extract(value, '$.bbox[2]'), json_extract(value, '$.bbox[3]'),
  NULL, 'night'
FROM json_each(readfile('build/street/night_results.json')) AS j JOIN names AS n ON n.id = json_extract(value, '$.category_id');
CREATE VIEW both_models AS SELECT * FROM predictions UNION ALL SELECT * FROM night_predictions;

-- What the project knows about its images, as columns of its own.
ALTER TABLE images ADD COLUMN weather TEXT;
ALTER TABLE images ADD COLUMN time TEXT;
ALTER TABLE images ADD COLUMN brightness REAL;
CREATE TEMP TABLE notes(id INTEGER PRIMARY KEY, weather TEXT, time TEXT, brightness REAL);
.import --csv --skip 1 --schema temp build/street/images.csv notes
UPDATE images SET (weather, time, brightness) = (SELECT n.weather, n.time, n.brightness FROM temp.notes AS n WHERE n.id = images.id);

-- The right answers: which label or prediction was spoilt, and how. README.md explains them.
CREATE TABLE planted(weakness TEXT, model TEXT, kind TEXT, id INTEGER);
.import --csv --skip 1 build/street/planted.csv planted
UPDATE planted SET id = id + 10000 WHERE model = 'night' AND kind = 'prediction';

COMMIT;
