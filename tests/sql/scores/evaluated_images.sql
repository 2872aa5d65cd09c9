-- The rows of the table of images, with the bytes fetched one by one.
.read tests/data/pets.sql
SELECT * FROM evaluated_images;
ALTER TABLE images ADD COLUMN data;
UPDATE images SET data = CAST('bytes of ' || file AS BLOB) WHERE id < 4;
UPDATE images SET data = 'a text' WHERE id = 4;
SELECT id, width, typeof(width), file, data, images FROM evaluated_images;
SELECT id, data FROM evaluated_images('images') WHERE id = 2;
SELECT id FROM evaluated_images WHERE id IN (3, 1, 9, NULL);
.print other tables: ids as text, no file, no data, sizes that are none
CREATE TABLE named(id TEXT PRIMARY KEY, width, height, data);
INSERT INTO named VALUES ('a', 10, '20', x'01'), ('b', 10.5, -1, NULL), ('it''s', 'wide', NULL, x'');
SELECT id, width, typeof(width), height, data FROM evaluated_images('named');
SELECT data FROM evaluated_images('named') WHERE id = 'it''s';
CREATE TABLE counted(width, height, data);
INSERT INTO counted VALUES (1, 2, x'AA'), (3, 4, x'BB');
SELECT id, data FROM evaluated_images('counted');
CREATE TABLE small(id, width, height);
INSERT INTO small VALUES (7.0, 1, 2);
SELECT *, typeof(id), data IS NULL FROM evaluated_images WHERE images = 'small';
CREATE TEMP VIEW seen AS SELECT id, width, height, 'bytes of ' || id AS data FROM main.images;
SELECT id, data FROM evaluated_images('seen') WHERE id = 3;
SELECT id, data FROM evaluated_images('main.images') WHERE id = 3;
.print as the pictures join it
SELECT m.prediction_id, i.id, i.data FROM match_outcomes AS m LEFT JOIN evaluated_images AS i ON i.images = m.images AND i.id = m.image_id
WHERE m.outcome = 'FP' AND m.model = 'a' ORDER BY m.prediction_id;
.print bytes are fetched only where they are asked for
CREATE TEMP VIEW lazy AS SELECT id, width, height, file, json(file) AS data FROM main.images;
SELECT id, file FROM evaluated_images('lazy') WHERE id = 1;
SELECT id, data FROM evaluated_images('lazy') WHERE id = 1;
.print errors
SELECT * FROM evaluated_images('nothing');
SELECT * FROM evaluated_images('png');
CREATE TABLE twice(id, width, height);
INSERT INTO twice VALUES (1, 1, 1), (2, 1, 1), (1, 1, 1);
SELECT * FROM evaluated_images('twice');
CREATE TABLE unnamed(id, width, height);
INSERT INTO unnamed VALUES (NULL, 1, 1);
SELECT * FROM evaluated_images('unnamed');
CREATE TABLE sizeless(id, width);
SELECT * FROM evaluated_images('sizeless');
SELECT * FROM evaluated_images WHERE images > 'a';
CREATE TEMP VIEW round AS SELECT * FROM evaluated_images('round');
SELECT * FROM evaluated_images('round');
