.print small charts whole: lying bars with two series
CREATE TABLE scores(class, measure, value);
INSERT INTO scores VALUES ('cat', 'AP', 0.9), ('cat', 'AR', 0.95), ('dog', 'AP', 0.5), ('dog', 'AR', 0.625), ('eel', 'AP', 0.7),
  (NULL, 'AP', 1), ('cat', 'AP', NULL);
SELECT svg_bars(class, value, measure, '{"title":"Scores","value":"AP, AR","value_max":1,"mean":"mean","width":400}') FROM scores;
.print a histogram, stacked
SELECT svg_bars(score, n, outcome, '{"bin":0.25,"stack":true,"label":"score","value":"predictions","width":320,"height":240}')
FROM (SELECT 0.25 AS score, 2 AS n, 'TP' AS outcome UNION ALL SELECT 0.25, 1, 'FP' UNION ALL SELECT 0.75, 3, 'TP' UNION ALL SELECT 0.8, 1, 'TP');
.print no data
SELECT instr(svg_bars(class, value), '>no data<') > 0 FROM scores WHERE 0;
SELECT instr(svg_bars(NULL, 1), '>no data<') > 0, instr(svg_bars(1, NULL), '>no data<') > 0;

.print rows of one label and series are added up; their order does not matter
SELECT instr(svg_bars(label, 1), '<title>cat: 3</title>') > 0 FROM (SELECT 'cat' AS label UNION ALL SELECT 'cat' UNION ALL SELECT 'cat');
CREATE TABLE points AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
SELECT 'l' || (i % 50) AS label, i * 7919 % 1000 / 7.0 AS value, 's' || (i % 3) AS series FROM n;
SELECT (SELECT svg_bars(label, value, series) FROM (SELECT * FROM points ORDER BY value)) =
  (SELECT svg_bars(label, value, series) FROM (SELECT * FROM points ORDER BY label, value DESC));
SELECT (SELECT svg_bars(label, value) FROM points) = (SELECT svg_bars(label, value, NULL, '{}') FROM points);

.print order: the largest first; numbers by value; as asked
CREATE TABLE places AS SELECT svg_bars(class, value) AS usual, svg_bars(class, value, NULL, '{"order":"smallest"}') AS smallest,
  svg_bars(class, value, NULL, '{"order":"label"}') AS by_label FROM scores WHERE measure = 'AP';
SELECT instr(usual, '>cat<') < instr(usual, '>eel<') AND instr(usual, '>eel<') < instr(usual, '>dog<'),
  instr(smallest, '>dog<') < instr(smallest, '>eel<') AND instr(smallest, '>eel<') < instr(smallest, '>cat<'),
  instr(by_label, '>cat<') < instr(by_label, '>dog<') AND instr(by_label, '>dog<') < instr(by_label, '>eel<') FROM places;
SELECT instr(svg, '>9<') < instr(svg, '>10<') AND instr(svg, '>10<') < instr(svg, '>100<') AS numbers
FROM (SELECT svg_bars(label, 1) AS svg FROM (SELECT '100' AS label UNION ALL SELECT '9' UNION ALL SELECT 10));

.print many labels: thirty, and the mean of the others; stacked their sum
CREATE TABLE labels_of_many AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) SELECT 'class ' || i AS label, i AS value FROM n;
SELECT instr(svg, '<title>1,970 others (mean): 984.5</title>') > 0, (length(svg) - length(replace(svg, '<rect', ''))) / 5 AS bars
FROM (SELECT svg_bars(label, value) AS svg FROM labels_of_many);
SELECT instr(svg, '<title>1,998 others: 1,995,003</title>') > 0
FROM (SELECT svg_bars(label, value, NULL, '{"limit":2,"stack":true}') AS svg FROM labels_of_many);
SELECT instr(svg, '<title>1,998 others (mean): 998.5</title>') > 0, instr(svg, '>class 1998<') < instr(svg, '>class 1999<')
FROM (SELECT svg_bars(label, value, NULL, '{"limit":2,"order":"label"}') AS svg FROM labels_of_many);
.print many series: eight, and the others
SELECT instr(svg, '>12 others (mean)<') > 0, instr(svg, '<title>all, others (mean): 5.5</title>') > 0
FROM (SELECT svg_bars('all', value, label) AS svg FROM labels_of_many WHERE value < 20);
.print many bins: put together
SELECT (length(svg) - length(replace(svg, '<rect', ''))) / 5 - 1 AS bars, instr(svg, '<title>0 to 20: 20</title>') > 0
FROM (SELECT svg_bars(value, 1, NULL, '{"bin":1}') AS svg FROM labels_of_many);
SELECT length(svg) < 20000 FROM (SELECT svg_bars(x, 1, NULL, '{"bin":0.001}') AS svg FROM (SELECT -1e300 AS x UNION ALL SELECT 1e300));

.print values below 0; standing bars; ends; a reference line
SELECT instr(svg, '<title>a: −0.3</title>') > 0 FROM (SELECT svg_bars('a', -0.3, NULL, '{"reference":0.1}') AS svg);
SELECT instr(svg, '>0.25<') AND NOT instr(svg, '>1.0<') FROM (SELECT svg_bars('a', 1, NULL, '{"value_max":0.25,"direction":"vertical"}') AS svg);
SELECT instr(svg, '>limit</text>') > 0 FROM (SELECT svg_bars(1, 2, NULL, '{"reference":[{"value":1.5,"label":"limit"}]}') AS svg);
.print intervals: over the bar, none where an end is NULL or rows are added up, and in the title
SELECT instr(svg, '<title>a: 0.5, interval 0.4 to 0.7</title>') > 0, instr(svg, '<title>b: 0.3</title>') > 0, instr(svg, '<title>c: 2</title>') > 0,
  instr(svg, 'stroke-width="1.5"') > 0 FROM (
  SELECT svg_bars(column1, column2, NULL, NULL, column3, column4) AS svg FROM (VALUES ('a', 0.5, 0.4, 0.7), ('b', 0.3, NULL, 0.4), ('c', 1, 0, 2), ('c', 1, 0, 2)));
SELECT svg_bars('a', 1, NULL, '{"direction":"vertical"}', 0.5, 3) LIKE '%stroke-width="1.5"%';
SELECT svg_bars('a', 1, 's', '{"stack":true}', 0.5, 3) LIKE '%stroke-width="1.5"%';
.print names that are hostile stay text
SELECT instr(svg, '<script') AS broken_out, instr(svg, '&lt;script&gt;') > 0 AS escaped
FROM (SELECT svg_bars('<script>', 2, '"''&') AS svg);

.print errors
SELECT svg_bars('a', 'high');
SELECT svg_bars('a', 9e999);
-- 2^1008, made by multiplication, as hosts differ in how they read 5e307.
SELECT svg_bars('a', y * y * y * y) FROM (SELECT x * x * x * x AS y FROM (SELECT CAST(9223372036854775807 AS REAL) AS x));
SELECT svg_bars(x'00', 1);
SELECT svg_bars('a', 1, x'00');
SELECT svg_bars('a');
SELECT svg_bars('a', 1, NULL, '{"bin":0.1}');
SELECT svg_bars('a', 1, NULL, '{"bin":0}');
SELECT svg_bars('a', 1, NULL, '{"x":"class"}');
SELECT svg_bars('a', 1, NULL, '{"order":"random"}');
SELECT svg_bars('a', 1, NULL, '{"value_min":1,"value_max":0}');
SELECT svg_bars('a', 1, NULL, NULL, 2, 1);
SELECT svg_bars('a', 1, NULL, NULL, 'low', 1);
SELECT svg_bars('a', 1, NULL, NULL, 0.5);
