.read tests/data/pets.sql
CREATE TABLE o(class, outcome, score, image_id, prediction_id, night);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 299)
INSERT INTO o SELECT CASE WHEN i % 3 THEN 'cat' ELSE 'dog' END,
  CASE i * 7 % 10 WHEN 0 THEN 'FN' WHEN 1 THEN 'FP' WHEN 2 THEN 'FP' WHEN 3 THEN 'ignored' ELSE 'TP' END,
  1 - (i * 37 % 300) / 301.0, i / 5, i, i / 5 % 2 FROM n;
.print value is that of the plain aggregate, in every slice
SELECT night, round(CAST(i -> 'value' AS REAL), 4), round(CAST(i -> 'low' AS REAL), 4), round(CAST(i -> 'high' AS REAL), 4), round(CAST(i -> 'standard_error' AS REAL), 4), i ->> 'images',
  i ->> 'reliable', CAST(i -> 'value' AS REAL) = plain FROM (
  SELECT night, mean_average_precision_interval(class, outcome, score, image_id, prediction_id) AS i,
    mean_average_precision(class, outcome, score, image_id, prediction_id) AS plain FROM o GROUP BY night);
SELECT class, round(CAST(i -> 'value' AS REAL), 4), round(CAST(i -> 'low' AS REAL), 4), round(CAST(i -> 'high' AS REAL), 4), CAST(i -> 'value' AS REAL) = plain, typeof(CAST(i -> 'value' AS REAL)) FROM (
  SELECT class, average_precision_interval(outcome, score, image_id, prediction_id) AS i,
    average_precision(outcome, score, image_id, prediction_id) AS plain FROM o GROUP BY class);
.print as bootstrap_ap has it
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 119)
INSERT INTO l SELECT i, i / 3, 'cat', i % 3 * 100, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, class, 1 - (id * 37 % 120) / 121.0, x + (id * 7 % 12 > 6) * 6, y, width, height FROM l;
SELECT CAST(i -> 'low' AS REAL) = b.low, CAST(i -> 'high' AS REAL) = b.high, CAST(i -> 'standard_error' AS REAL) = b.standard_error FROM bootstrap_ap('l', 'p') AS b, (
  SELECT average_precision_interval(outcome, score, image_id, prediction_id) AS i FROM match_outcomes('l', 'p'))
WHERE b.class IS NULL;
.print precision and recall, independent and by image
SELECT precision_interval(outcome), precision_interval(outcome, image_id) FROM o;
SELECT recall_interval(outcome), recall_interval(outcome, image_id) FROM o;
.print too little, nothing at all, and NULL
SELECT average_precision_interval(outcome, score, image_id, prediction_id) FROM o WHERE image_id < 2;
SELECT average_precision_interval(outcome, score, image_id, prediction_id) FROM o WHERE outcome = 'FP';
SELECT precision_interval(outcome, image_id), recall_interval(outcome) FROM o WHERE image_id < 2 AND outcome = 'TP';
SELECT average_precision_interval(NULL, 1, 1, 1), precision_interval(NULL), recall_interval(NULL, 1);
.print the order of the rows does not matter
SELECT a.i = b.i FROM (SELECT average_precision_interval(outcome, score, image_id, prediction_id) AS i FROM (SELECT * FROM o ORDER BY score)) AS a,
  (SELECT average_precision_interval(outcome, score, image_id, prediction_id) AS i FROM (SELECT * FROM o ORDER BY prediction_id DESC)) AS b;
.print errors
SELECT average_precision_interval('hit', 0.5, 1, 1);
SELECT average_precision_interval('TP', NULL, 1, 1);
SELECT average_precision_interval('FN', NULL, NULL, NULL);
SELECT average_precision_interval('TP', 0.5, 1, NULL);
SELECT average_precision_interval('TP', 0.5);
SELECT mean_average_precision_interval(NULL, 'TP', 0.5, 1, 1);
SELECT precision_interval('hit'), 1;
SELECT recall_interval('TP', NULL);
