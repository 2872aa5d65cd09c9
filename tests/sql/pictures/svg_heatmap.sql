.print a small chart whole: a pair that occurs twice is added up
CREATE TABLE pairs(predicted, label, n);
INSERT INTO pairs VALUES ('cat', 'dog', 3), ('cat', 'dog', 4), ('dog', 'cat', 1), ('eel', 'cat', 2), (NULL, 'cat', 1), ('cat', NULL, 1),
  ('cat', 'cat', NULL);
SELECT svg_heatmap(predicted, label, n, '{"title":"Confusions","column":"predicted","row":"label","value":"times","width":320}') FROM pairs;
.print values on both sides of 0
SELECT svg_heatmap(a, b, v, '{"value":"correlation","width":240}')
FROM (SELECT 'x' AS a, 'y' AS b, 0.5 AS v UNION ALL SELECT 'y', 'x', -0.25);
.print no data
SELECT instr(svg_heatmap(predicted, label, n), '>no data<') > 0 FROM pairs WHERE 0;
SELECT instr(svg_heatmap(NULL, 1, 1), '>no data<') > 0, instr(svg_heatmap(1, NULL, 1), '>no data<') > 0, instr(svg_heatmap(1, 1, NULL), '>no data<') > 0;

.print many names: twenty and the others on each side; the order of rows does not matter
CREATE TABLE many AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i % 100 AS a, 'c' || (i / 100) AS b, i * 31 % 17 AS v FROM n;
SELECT instr(svg, '>80 others<') > 0, length(svg) < 60000 AS small FROM (SELECT svg_heatmap(a, b, v) AS svg FROM many);
SELECT (SELECT svg_heatmap(a, b, v) FROM (SELECT * FROM many ORDER BY v)) = (SELECT svg_heatmap(a, b, v) FROM (SELECT * FROM many ORDER BY b, a));
SELECT instr(svg, '>98 others<') > 0 FROM (SELECT svg_heatmap(a, b, v, '{"limit":2}') AS svg FROM many);

.print a name on both sides stays on both, or on neither
SELECT instr(svg, '<title>cat, cat: 9</title>') > 0, instr(svg, '<title>cat, 2 others: 7</title>') > 0, instr(svg, '<title>2 others, cat: 1</title>') > 0
FROM (SELECT svg_heatmap(a, b, v, '{"limit":1}') AS svg FROM (SELECT 'cat' AS a, 'cat' AS b, 9 AS v UNION ALL SELECT 'dog', 'cat', 4
  UNION ALL SELECT 'eel', 'cat', 3 UNION ALL SELECT 'cat', 'dog', 1 UNION ALL SELECT 'eel', 'eel', 5 UNION ALL SELECT 'dog', 'dog', 8));
.print ends; all below 0; one value
SELECT instr(svg, 'opacity="0.52"') > 0 FROM (SELECT svg_heatmap('a', 'b', 5, '{"value_min":0,"value_max":10}') AS svg);
SELECT instr(svg, 'color="#d55e00"') > 0 FROM (SELECT svg_heatmap(1, 2, -3) AS svg);
SELECT instr(svg, '<title>2, 1: 0</title>') > 0 FROM (SELECT svg_heatmap(1, 2, 0) AS svg);
.print names that are hostile stay text
SELECT instr(svg, '<script') AS broken_out, instr(svg, '&lt;script&gt;') > 0 AS escaped FROM (SELECT svg_heatmap('<script>', '"''&', 1) AS svg);

.print errors
SELECT svg_heatmap('a', 'b', 'many');
SELECT svg_heatmap('a', 'b', 9e999);
SELECT svg_heatmap(x'00', 'b', 1);
SELECT svg_heatmap('a', x'00', 1);
SELECT svg_heatmap('a', 'b');
SELECT svg_heatmap('a', 'b', 1, '{"x":"class"}');
SELECT svg_heatmap('a', 'b', 1, '{"limit":0}');
