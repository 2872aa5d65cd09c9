.print a small chart whole
CREATE TABLE points(x, y, series);
INSERT INTO points VALUES (1, 2, 'cat'), (2, 3.5, 'cat'), (3, 1, 'dog'), (NULL, 1, 'cat'), (1, NULL, 'dog');
SELECT svg_scatter(x, y, series, '{"title":"Points","x":"a","y":"b","width":320,"height":240}') FROM points;
.print no data
SELECT instr(svg_scatter(x, y), '>no data<') > 0 FROM points WHERE 0;
SELECT instr(svg_scatter(NULL, 1, 'a'), '>no data<') > 0;

.print thousands of points are few dots; the order of rows does not matter
CREATE TABLE cloud AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)
SELECT i * 7919 % 10007 / 100.0 AS x, i * 104729 % 7927 / 100.0 AS y, i % 20 AS series FROM n;
SELECT length(svg) BETWEEN 10000 AND 40000 AS small, instr(svg, '>12 others<') > 0 AS others, instr(svg, '<circle cx="72') AS circles
FROM (SELECT svg_scatter(x, y, series, '{"legend":true}') AS svg FROM cloud);
SELECT (SELECT svg_scatter(x, y, series) FROM (SELECT * FROM cloud ORDER BY x, y)) =
  (SELECT svg_scatter(x, y, series) FROM (SELECT * FROM cloud ORDER BY y DESC, series));
SELECT length(svg) < 4000 AS one_dot FROM (SELECT svg_scatter(1, 1) AS svg FROM cloud);

.print ends: what lies outside is not drawn; scales; colours
SELECT (length(svg) - length(replace(svg, '<circle', ''))) / 7 AS circles
FROM (SELECT svg_scatter(x, y, series, '{"x_max":2,"legend":false}') AS svg FROM points);
SELECT instr(svg, '>100</text>') > 0 FROM (SELECT svg_scatter(x, 1, NULL, '{"x_scale":"log"}') AS svg FROM (SELECT 1 AS x UNION ALL SELECT 1000));
SELECT instr(svg, 'color="#5658dd"') > 0 FROM (SELECT svg_scatter(x, y, series, '{"colours":{"dog":"#5658DD"}}') AS svg FROM points);
SELECT instr(svg, 'stroke-dasharray') > 0 FROM (SELECT svg_scatter(x, y, series, '{"reference":2}') AS svg FROM points);

.print errors
SELECT svg_scatter('a', 1);
SELECT svg_scatter(1, 9e999);
SELECT svg_scatter(1, 1, x'00');
SELECT svg_scatter(1);
SELECT svg_scatter(1, 1, NULL, '{"count":"n"}');
SELECT svg_scatter(0, 1, NULL, '{"x_scale":"log"}');
