-- needs png
-- PNG pictures: what is painted shows in the values of the pixels, red + 256 * green + 65536 * blue.
.print a white image of 20 x 10, a box filled by 30 %: 255, 255 - 255 * .3 = 178.5
SELECT value % 256 AS red, value / 256 % 256 AS green, value / 65536 AS blue, area, x, y, width, height FROM png_instances(
  (SELECT picture_png(geometry_png('[0,0,20,10]', 20, 10), 20, 10, draw_objects('[5,2,10,6]', 'red', 'not shown', '{"width":0}'))));
.print and its outline, a pixel on each side of the edge
SELECT value % 256, value / 256 % 256, value / 65536, area FROM png_instances(
  (SELECT picture_png(geometry_png('[0,0,20,10]', 20, 10), 20, 10, draw_objects('[5,2,10,6]', 'red', NULL))));
.print nothing is drawn
SELECT value % 256, area FROM png_instances((SELECT picture_png(geometry_png('[0,0,20,10]', 20, 10), 20, 10, NULL)));
.print edges within a pixel are smoothed
SELECT value / 256 % 256 AS green, area FROM png_instances(
  (SELECT picture_png(geometry_png('[0,0,8,8]', 8, 8), 8, 8, draw_objects('[2.5,2,3,3.5]', '#000001', NULL, '{"width":0,"fill":1}'))));
.print the union of parts, without holes
SELECT value % 256, area FROM png_instances((SELECT picture_png(geometry_png('[0,0,20,10]', 20, 10), 20, 10,
  draw_objects('[[1,1,9,1,9,9,1,9],[5,1,13,1,13,9,5,9]]', 'black', NULL, '{"width":0,"fill":1}'))));
SELECT value % 256, area FROM png_instances((SELECT picture_png(geometry_png('[0,0,20,10]', 20, 10), 20, 10,
  draw_objects('POLYGON((1 1,9 1,9 9,1 9,1 1),(3 3,7 3,7 7,3 7,3 3))', 'black', NULL, '{"width":0,"fill":1}'))));
.print lines: dashed, dotted, boxed, around a triangle
CREATE TABLE lines AS SELECT column1 AS style, picture_png(geometry_png('[0,0,60,40]', 60, 40), 60, 40, draw_objects('[[5,5,50,10,20,35]]', '#000001', NULL, column1)) AS png
FROM (VALUES ('unfilled'), ('unfilled dashed'), ('unfilled dotted'), ('unfilled boxed'), ('unfilled thin'), ('unfilled thick')) GROUP BY 1;
SELECT l.style, sum(p.area) AS touched, sum(p.area * (p.value = 65536)) AS full FROM lines AS l LEFT JOIN png_instances AS p ON p.png = l.png
WHERE p.value <> 16777215 GROUP BY l.style;
.print on an image, in its own size: the drawing is stretched with it
SELECT value, area, x, y, width, height FROM png_instances((SELECT picture_png(geometry_png('[0,0,4,4]', 8, 4), 16, 8,
  draw_objects('[8,0,8,4]', 'lime', NULL, '{"width":0,"fill":1}'))));
.print far away
SELECT area FROM png_instances((SELECT picture_png(geometry_png('[0,0,8,4]', 8, 4), 8, 4, draw_objects('[-1e9,-1e9,2e9,2e9]', 'red', NULL, 'dashed'))));
SELECT area FROM png_instances((SELECT picture_png(geometry_png('[0,0,8,4]', 8, 4), 8, 4, draw_objects('[100,100,5,5]', 'red', NULL))));
.print the same bytes each time
SELECT picture_png(geometry_png('[0,0,80,40]', 80, 40), 80, 40, draw_objects('[30,20,30,15,20]', 'red', NULL)) = picture_png(geometry_png('[0,0,80,40]', 80, 40), 80, 40, draw_objects('[30,20,30,15,20]', 'red', NULL));
.print what is no image: a grey canvas that says why, where there is room for it
SELECT value, area, width, height FROM png_instances((SELECT picture_png(NULL, 20, 9, NULL)));
SELECT value, area > 500, x, y, width, height FROM png_instances((SELECT picture_png(CAST('GIF89a' AS BLOB), 320, 120, NULL)));
SELECT value, x, y, width, height FROM png_instances((SELECT picture_png('é' || printf('%.*c', 50, 'w'), 640, 18, NULL)));
.print no size
SELECT picture_png(NULL, NULL, NULL, NULL), picture_png(NULL, NULL, 5, NULL);
.print errors
SELECT picture_png(NULL, 100000, 100000, NULL);
SELECT picture_png(NULL, 'a', 1, NULL);
SELECT picture_png(NULL, 1, 1, 'a');
SELECT picture_png(NULL, 1, 1);
