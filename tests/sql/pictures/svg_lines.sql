.print small charts whole: two series, one with a single point; a title, axis titles and a reference line
CREATE TABLE curve(x, y, series);
INSERT INTO curve VALUES (0, 1, 'cat'), (0.25, 0.9, 'cat'), (0.5, 0.85, 'cat'), (1, 0.2, 'cat'), (0.5, 0.5, 'dog'),
  (NULL, 1, 'cat'), (1, NULL, 'cat');
SELECT svg_lines(x, y, series, '{"title":"Curves","subtitle":"IoU 0.5","x":"recall","y":"precision","width":320,"height":240,
  "reference":{"value":0.6,"label":"average 0.6"}}') FROM curve;
.print with counts
SELECT svg_lines(x, y, NULL, '{"x":"area","y":"precision","count":"objects","width":320}', x * 10) FROM curve WHERE series = 'cat';
.print no data: no rows; nothing but NULL
SELECT svg_lines(x, y, series, '{"title":"not seen"}') FROM curve WHERE 0;
SELECT svg_lines(NULL, 1, 'a', '{"title":"Empty","theme":"dark","background":false}');

.print the order of rows does not matter; text that is a number is one
CREATE TABLE points AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
SELECT i / 10 AS x, i * 7919 % 1000 AS y, 's' || (i % 3) AS series, i % 7 AS n FROM n;
SELECT (SELECT svg_lines(x, y, series, NULL, n) FROM (SELECT * FROM points ORDER BY y, x)) =
  (SELECT svg_lines(x, y, series, NULL, n) FROM (SELECT * FROM points ORDER BY n DESC, y DESC));
SELECT (SELECT svg_lines(x, y, series) FROM points) = (SELECT svg_lines(x || '', ' ' || y, series) FROM points);
SELECT (SELECT svg_lines(x, y) FROM points) = (SELECT svg_lines(x, y, NULL) FROM points),
  (SELECT svg_lines(x, y, series, NULL) FROM points) = (SELECT svg_lines(x, y, series, '{}') FROM points),
  (SELECT svg_lines(x, y, series, '{"title":null,"limit":null}') FROM points) = (SELECT svg_lines(x, y, series) FROM points);
.print by group
SELECT series, substr(svg, 1, 4), substr(svg, -7) FROM (
  SELECT series, svg_lines(x, y, NULL, json_object('title', series)) AS svg FROM points GROUP BY series);

.print names that are hostile stay text
SELECT instr(svg, '<script') + instr(svg, 'x" onload') AS broken_out, instr(svg, '&lt;script&gt;') > 0 AS escaped
FROM (SELECT svg_lines(1, 2, '<script>alert(1)</script>', '{"title":"x\" onload=\"alert(1)","x":"<script>","y":"]]>"}') AS svg);
.print long ones are shortened, the whole stands in a title
SELECT instr(svg, '…') > 0 AS shortened, instr(svg, '<title>' || name || '</title>') > 0 AS whole
FROM (SELECT 'a' || replace(hex(zeroblob(60)), '0', 'long ') AS name),
  (SELECT svg_lines(1, 2, 'a' || replace(hex(zeroblob(60)), '0', 'long ')) AS svg);

.print a thousand series: ten and the others; thousands of points: few are written
CREATE TABLE many AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
SELECT i % 10 AS x, (i / 10 * 37 % 1000) / 1000.0 AS y, 'class ' || printf('%03d', i / 10) AS series FROM n;
SELECT (length(svg) - length(replace(svg, '<g color', ''))) / 8 AS groups, instr(svg, '990 others (mean)') > 0 AS others,
  length(svg) < 12000 AS small
FROM (SELECT svg_lines(x, y, series) AS svg FROM many);
SELECT instr(svg, '997 others (mean)') > 0 FROM (SELECT svg_lines(x, y, series, '{"limit":3}') AS svg FROM many);
SELECT length(svg) < 6000 FROM (
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  SELECT svg_lines(i, i * 2) AS svg FROM n);

.print options: ends, scales, legend, colours, means
SELECT instr(svg, '<svg x=') > 0 AS cut FROM (SELECT svg_lines(x, y, series, '{"y_max":0.8}') AS svg FROM curve);
SELECT instr(svg, '>10</text>') > 0 AND instr(svg, '>100</text>') > 0 AND instr(svg, '>50</text>') > 0 AS log
FROM (SELECT svg_lines(x, y, NULL, '{"x_scale":"log"}') AS svg FROM (SELECT 10 AS x, 1 AS y UNION ALL SELECT 100, 2));
SELECT instr(a, '>100</text>') AND instr(b, '>100</text>') = 0 AS auto
FROM (SELECT svg_lines(x, 1, NULL, '{"x_scale":"auto"}') AS a FROM (SELECT 10 AS x UNION ALL SELECT 1000)),
  (SELECT svg_lines(x, 1, NULL, '{"x_scale":"auto"}') AS b FROM (SELECT 0 AS x UNION ALL SELECT 1000));
SELECT instr(svg, '>cat (AP 0.738)</text>') > 0 FROM (SELECT svg_lines(x, y, series, '{"mean":"AP"}') AS svg FROM curve);
SELECT instr(svg, '>cat</text>') FROM (SELECT svg_lines(x, y, series, '{"legend":false}') AS svg FROM curve);
SELECT instr(svg, 'color="' || class_colour('dog') || '"') > 0 AS of_class
FROM (SELECT svg_lines(x, y, series, '{"colours":"class"}') AS svg FROM curve);
SELECT instr(svg, 'color="#ff0000"') > 0 AND instr(svg, 'color="#0072b2"') > 0 AS asked
FROM (SELECT svg_lines(x, y, series, '{"colours":{"cat":"red"}}') AS svg FROM curve);
.print two classes of one colour in one chart: the second takes the next
SELECT (length(svg) - length(replace(svg, 'color="' || class_colour(1) || '"', ''))) / 15 AS first
FROM (SELECT svg_lines(1, 2, class, '{"colours":"class"}') AS svg FROM (SELECT 1 AS class UNION ALL SELECT 25));
.print a theme
SELECT instr(svg, 'class="boxscore-chart dark"') > 0 FROM (SELECT svg_lines(1, 2, 'a', '{"theme":"dark"}') AS svg);

.print errors: values
SELECT svg_lines('high', 1);
SELECT svg_lines(1, x'00');
SELECT svg_lines(9e999, 1);
SELECT svg_lines(1, -9e999);
SELECT svg_lines(1, '1e301');
SELECT svg_lines(1, 1, x'00');
SELECT svg_lines(1, 1, 9e999);
SELECT svg_lines(1, 1, 'a', NULL, 'many');
SELECT svg_lines(1, 1, 'a', NULL, -1);
SELECT svg_lines(1);
SELECT svg_lines(1, 2, 3, 4, 5, 6);
SELECT svg_lines(x, -x, NULL, '{"y_scale":"log"}') FROM points;
.print errors: options
SELECT svg_lines(1, 1, NULL, 7);
SELECT svg_lines(1, 1, NULL, '');
SELECT svg_lines(1, 1, NULL, 'title');
SELECT svg_lines(1, 1, NULL, '["title"]');
SELECT svg_lines(1, 1, NULL, '{"title":"a"');
SELECT svg_lines(1, 1, NULL, '{"titel":"a"}');
SELECT svg_lines(1, 1, NULL, '{"title":1}');
SELECT svg_lines(1, 1, NULL, '{"width":"wide"}');
SELECT svg_lines(1, 1, NULL, '{"width":10}');
SELECT svg_lines(1, 1, NULL, '{"x_min":true}');
SELECT svg_lines(1, 1, NULL, '{"theme":"night"}');
.print lines beyond the limit: none, some, all there are
SELECT (length(svg) - length(replace(svg, ' display="none"><title>', ''))) / 23 AS hidden FROM (
  SELECT svg_lines(x, y, series, '{"limit":1,"hidden":' || hidden || '}') AS svg
  FROM curve CROSS JOIN (SELECT 0 AS hidden UNION ALL SELECT 1 UNION ALL SELECT 1000) AS h GROUP BY hidden);
.print counts that are not drawn tell which lines are shown
CREATE TABLE ranked(x, y, series, n);
INSERT INTO ranked SELECT x, y, series, n FROM (SELECT 1 AS x UNION ALL SELECT 2),
  (SELECT 'rare' AS series, 1.0 AS y, 2 AS n UNION ALL SELECT 'often', 0.5, 9 UNION ALL SELECT 'never', 0.9, NULL);
SELECT instr(svg, '>often<') > 0 AS often, instr(svg, '>rare<') > 0 AS rare, instr(svg, '>2 others (mean)<') > 0 AS others,
  svg = (SELECT svg_lines(x, y, series, '{"limit":1,"bars":true}', n) FROM ranked) AS same
FROM (SELECT svg_lines(x, y, series, '{"limit":1,"bars":false}', n) AS svg FROM ranked);
SELECT svg_lines(x, y, series, '{"bars":false}', n) = svg_lines(x, y, series, '{}') FROM ranked;
SELECT svg_lines(1, 1, NULL, '{"bars":"none"}');
SELECT svg_lines(1, 1, NULL, '{"hidden":-1}');
SELECT svg_bars(1, 1, NULL, '{"hidden":1}');
SELECT svg_lines(1, 1, NULL, '{"legend":"yes"}');
SELECT svg_lines(1, 1, NULL, '{"legend":2}');
SELECT svg_lines(1, 1, NULL, '{"colours":"rainbow"}');
SELECT svg_lines(1, 1, NULL, '{"colours":{"a":"rainbow"}}');
SELECT svg_lines(1, 1, NULL, '{"colours":7}');
SELECT svg_lines(1, 1, NULL, '{"reference":"a"}');
SELECT svg_lines(1, 1, NULL, '{"reference":{"valu":1}}');
SELECT svg_lines(1, 1, NULL, '{"reference":[1,2,3,4,5,6,7,8,9]}');
SELECT svg_lines(1, 1, NULL, '{"x_min":2,"x_max":1}');
SELECT svg_lines(x, y, series, json_object('title', x)) FROM curve;
