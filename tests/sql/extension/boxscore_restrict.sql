-- What a connection on which strangers run SQL may still do.
.read tests/data/pets.sql
CREATE TABLE salaries(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, secret);
INSERT INTO salaries VALUES (1, 1, 'cat', 0, 0, 1, 1, 'x');
.print nothing is restricted at first
SELECT boxscore_restrict();
SELECT length(read_file('tests/data/voc/results/person.txt')) > 0, (SELECT count(*) FROM coco_images('tests/data/coco/instances.json')) > 0;
.print files
SELECT boxscore_restrict('files');
SELECT read_file('tests/data/voc/results/person.txt');
SELECT count(*) FROM coco_images('tests/data/coco/instances.json');
SELECT count(*) FROM yolo_labels('tests/data/yolo/labels');
SELECT count(*) > 0 FROM match_outcomes('salaries', 'predictions');
.print tables: the names that are listed, and nothing of the others, not even their columns
SELECT boxscore_restrict('tables: labels, predictions ,images,quality_metrics');
SELECT count(*) > 0 FROM match_outcomes;
SELECT count(*) > 0 FROM match_outcomes('main.labels', 'PREDICTIONS');
SELECT count(*) FROM match_outcomes('salaries', 'predictions');
SELECT count(*) FROM match_outcomes('labels', 'salaries');
SELECT count(*) FROM class_ranking WHERE labels = 'salaries';
SELECT count(*) FROM metric_values('salaries');
SELECT count(*) FROM evaluated_images('salaries');
SELECT count(*) FROM nearest_neighbours('salaries');
SELECT count(*) FROM nearest_neighbours;
SELECT count(*) FROM match_outcomes WHERE labels IN ('labels', 'salaries');
.print a further call only takes away
SELECT boxscore_restrict('tables: salaries, labels');
SELECT count(*) FROM match_outcomes('salaries', 'predictions');
SELECT boxscore_restrict('tables: salaries'), boxscore_restrict();
.print errors
SELECT boxscore_restrict('everything');
SELECT boxscore_restrict('tables:');
SELECT boxscore_restrict('tables: a,, b');
SELECT boxscore_restrict(7), boxscore_restrict(NULL);
CREATE VIEW v AS SELECT boxscore_restrict('files');
SELECT * FROM v;
.print with trusted_schema off, views that a database keeps cannot reach our tables; temporary views can
PRAGMA trusted_schema = OFF;
SELECT count(*) FROM class_ranking;
CREATE TEMP VIEW kept_by_nobody AS SELECT class FROM ap_by_class;
SELECT count(*) > 0 FROM kept_by_nobody;
