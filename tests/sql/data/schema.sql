-- The schema: it can be run twice, takes CSV's text for numbers, keeps text ids, and has the order of the file tables.
.read sql/schema.sql
.read sql/schema.sql
SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name;

INSERT INTO images(id, width, height) VALUES ('7', '640', '480'), ('a.jpg', 640, 480);
INSERT INTO labels(image_id, class, x, y, width, height) VALUES ('7', 3, '10', '10', '20', '20.5'), ('a.jpg', '3', 1, 1, 5, 5);
INSERT INTO predictions(image_id, class, score, x, y, width, height) VALUES (7, '3', '0.5', 10, 10, 20, 20);
SELECT id, typeof(id), typeof(width) FROM images ORDER BY id;
SELECT id, image_id, typeof(image_id), class, typeof(class), typeof(height), iscrowd FROM labels ORDER BY id;
SELECT outcome, image_id, class, prediction_id, label_id, model FROM match_outcomes ORDER BY label_id;

INSERT INTO quality_metrics VALUES ('image', 7, 'brightness', 0.5);
INSERT INTO quality_metrics VALUES ('frame', 7, 'brightness', 0.5);
INSERT INTO quality_metrics VALUES ('image', 7, 'brightness', 0.6);

.print the built-in text is the file's
.read sql/reports.sql
SELECT length(boxscore_sql('schema')) > 1000, instr(boxscore_sql('schema'), 'CREATE TABLE IF NOT EXISTS labels(') > 0;
SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND instr(boxscore_sql('reports'), 'VIEW IF NOT EXISTS ' || name || ' AS') > 0;
.read sql/charts.sql
.read sql/pictures.sql
.print each view is there as a temporary one, and nothing else
SELECT count(*) > 20, (SELECT count(*) FROM sqlite_schema WHERE type = 'view') - count(*) FROM sqlite_schema
WHERE type = 'view' AND instr(boxscore_sql('temp_reports') || boxscore_sql('temp_charts') || boxscore_sql('temp_pictures'), 'CREATE TEMP VIEW IF NOT EXISTS ' || name || ' AS') > 0;
SELECT instr(boxscore_sql('temp_reports') || boxscore_sql('temp_charts') || boxscore_sql('temp_pictures'), 'CREATE VIEW');
.print every view of the scripts is named, and the user's own are not
CREATE VIEW my_confusions AS SELECT 1 AS one;
DROP VIEW uniqueness;
CREATE VIEW uniqueness AS -- my own
SELECT 2 AS two;
DROP VIEW near_duplicates;
CREATE VIEW near_duplicates AS -- boxscore: uniqueness
SELECT 3 AS three;
.run SELECT replace(boxscore_sql('temp_pictures'), char(10), char(13, 10))
.read sql/drop_reports.sql
.run SELECT boxscore_sql('drop_reports')
SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1;
SELECT count(*) FROM temp.sqlite_schema WHERE type = 'view';
SELECT length(boxscore_sql('drop_reports'));
SELECT count(*) FROM sqlite_schema WHERE type = 'view';
ALTER TABLE images ADD COLUMN weather TEXT;
