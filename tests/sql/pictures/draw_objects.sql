-- The aggregate draw_objects: what it takes for a geometry, colour, caption and style. What is drawn shows in the SVG.
CREATE TABLE objects(number INTEGER, geometry, colour, caption, style);
INSERT INTO objects VALUES
  (1, '[10,10,20,15]', '#0072B2', 'car', NULL),
  (2, '[60,30,20,10,30]', 'orange', 0.93, 'dashed'),
  (3, '[[5,40,25,40,15,55]]', '#f00', 7, 'dotted thin'),
  (4, 'POLYGON((40 5,70 5,70 25,40 25,40 5),(45 10,45 20,65 20,65 10,45 10))', 'Green', '', 'unfilled'),
  (5, geometry_mask('[[30,30,50,30,50,50,30,50]]', 100, 60), NULL, NULL, '{"width":0,"fill":1}'),
  (6, '[80,5,10,10]', '#fd0a5a', 'a & b <c>', 'front thick boxed'),
  (7, NULL, 'blue', 'nothing', NULL);
CREATE TEMP VIEW picture AS
SELECT number, picture_svg(NULL, 100, 60, draw_objects(geometry, colour, caption, style)) AS svg FROM objects GROUP BY number;
.print the header
SELECT typeof(draw_objects(geometry, colour, caption)), hex(substr(draw_objects(geometry, colour, caption), 1, 4)) FROM objects;
.print each alone
SELECT number, substr(svg, instr(svg, '<g stroke-linejoin'), instr(svg, '<text') - instr(svg, '<g stroke-linejoin')) FROM picture;
.print a drawing of nothing is NULL
SELECT draw_objects(geometry, colour, caption) FROM objects WHERE number = 7;
SELECT draw_objects(geometry, colour, caption) FROM objects WHERE 0;
.print the order of the rows does not matter, and drawings are joined
CREATE TEMP TABLE drawings AS SELECT number % 2 AS half, draw_objects(geometry, colour, caption, style) AS drawing FROM objects GROUP BY 1;
SELECT count(DISTINCT svg) FROM (
  SELECT picture_svg(NULL, 100, 60, draw_objects(geometry, colour, caption, style)) AS svg FROM (SELECT * FROM objects ORDER BY number)
  UNION ALL
  SELECT picture_svg(NULL, 100, 60, draw_objects(geometry, colour, caption, style)) FROM (SELECT * FROM objects ORDER BY number DESC)
  UNION ALL
  SELECT picture_svg(NULL, 100, 60, draw_objects(drawing)) FROM drawings
);
SELECT draw_objects(drawing) IS (SELECT drawing FROM drawings WHERE half = 1) FROM drawings WHERE half = 1;
SELECT draw_objects(NULL);
.print rings that turn the other way are the same drawing
SELECT picture_svg(NULL, 100, 60, draw_objects('[[5,40,25,40,15,55]]', 'red', NULL)) IS NOT NULL,
  instr(picture_svg(NULL, 100, 60, draw_objects('[[15,55,25,40,5,40]]', 'red', NULL)), 'M5 40H25L15 55Z') > 0,
  instr(picture_svg(NULL, 100, 60, draw_objects('[[5,40,25,40,15,55]]', 'red', NULL)), 'M5 40H25L15 55Z') > 0;
.print styles
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '') = draw_objects('[1,2,3,4]', 'red', 'x'),
  draw_objects('[1,2,3,4]', 'red', 'x', ' thick  front ') = draw_objects('[1,2,3,4]', 'red', 'x', '{"width":4,"layer":1}'),
  draw_objects('[1,2,3,4]', 'red', 'x', 'dashed boxed unfilled') = draw_objects('[1,2,3,4]', 'red', 'x', '{"dash":"dashed","boxed":true,"fill":0}');
.print errors
SELECT draw_objects('[1,2,3]', 'red', 'x');
SELECT draw_objects(7, 'red', 'x');
SELECT draw_objects('[1,2,3,4]', 'rod', 'x');
SELECT draw_objects('[1,2,3,4]', '#12', 'x');
SELECT draw_objects('[1,2,3,4]', 7, 'x');
SELECT draw_objects('[1,2,3,4]', x'00', 'x');
SELECT draw_objects('[1,2,3,4]', 'red', x'00');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', 'dashing');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', 7);
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"fill":2}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"fill":"all"}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"width":-1}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"dash":"wavy"}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"dash":"thick"}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"layer":1.5}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"layer":10}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"colour":"red"}');
SELECT draw_objects('[1,2,3,4]', 'red', 'x', '{"fill":0');
SELECT draw_objects('drawing');
SELECT draw_objects(x'');
SELECT draw_objects(x'62640200');
SELECT draw_objects(x'6264010000000000');
SELECT draw_objects(x'62640100FF000000');
SELECT draw_objects(substr(drawing, 1, length(drawing) - 1)) FROM drawings;
SELECT draw_objects('[1,2,3,4]', 'red');
SELECT sum(draw_objects('[1,2,3,4]', 'red', 'x'));
.print after an error all is as it was
SELECT length(draw_objects('[1,2,3,4]', 'red', 'x'));
