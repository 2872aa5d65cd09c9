-- The script results: typed tables that a program without the extension can read.
.read tests/data/pets.sql
.read sql/results.sql
SELECT name FROM sqlite_schema WHERE name LIKE 'saved%' ORDER BY name;
SELECT name FROM temp.sqlite_schema WHERE type = 'table';
SELECT count(*), sum(value IS NULL), group_concat(DISTINCT model) FROM saved_coco_summary;
SELECT class, round(ap, 3), typeof(tp), model FROM saved_ap_by_class ORDER BY model, class;
SELECT group_concat(name || ' ' || type, ', ') FROM pragma_table_info('saved_match_outcomes');
SELECT count(*) FROM (SELECT * FROM saved_match_outcomes EXCEPT SELECT * FROM match_outcomes);
SELECT (SELECT count(*) FROM saved_match_outcomes) = (SELECT count(*) FROM match_outcomes), count(*) FROM saved_pr_curve;
.print once more after a change: the rows are replaced
DELETE FROM predictions WHERE model = 'b';
.read sql/results.sql
SELECT count(*), group_concat(DISTINCT model) FROM saved_coco_summary;
.print an error leaves the saved rows as they were
UPDATE predictions SET score = 'high' WHERE id = 1;
.read sql/results.sql
SELECT count(*), (SELECT count(*) FROM saved_match_outcomes), (SELECT count(*) FROM saved_pr_curve) FROM saved_coco_summary;
.print a table of the user's that bears the name keeps its rows
UPDATE predictions SET score = 0.5 WHERE id = 1;
DROP TABLE saved_pr_curve;
CREATE TABLE saved_pr_curve(mine);
INSERT INTO saved_pr_curve VALUES ('dear to me');
.read sql/results.sql
SELECT mine, (SELECT count(*) FROM saved_ap_by_class) FROM saved_pr_curve;
SELECT name FROM temp.sqlite_schema WHERE type = 'table';
