-- needs jpeg
-- The part of a picture around a box. The bytes of its pixels are the library's business, so they are left out here.
.read tests/data/jpeg.sql
CREATE TABLE shown(data);
INSERT INTO shown VALUES (picture_png(NULL, 640, 480, NULL));
CREATE TEMP VIEW drawn AS SELECT data, (SELECT draw_objects(column1, 'red', column2) FROM (VALUES
  ('[100,100,200,100]', 'in it'), ('[600,400,20,20]', 'far away'), ('[0,0,120,120]', 'half in it'))) AS drawing FROM shown;
.print a square with a quarter of its side as margin
SELECT substr(svg, 1, instr(svg, 'base64,') + 6) || '...' || substr(svg, instr(svg, '"/><g stroke')) FROM (
  SELECT picture_crop(data, 640, 480, drawing, '[100,100,200,100]') AS svg FROM drawn);
.print small boxes, boxes at the edge, large ones, outside, any geometry, none
SELECT column1, substr(svg, 41, instr(svg, ' role=') - 41) FROM (
  SELECT column1, picture_crop(data, 640, 480, NULL, column1, 100) AS svg FROM drawn, (VALUES
    ('[50,50,4,4]'), ('[0,0,100,100]'), ('[600,440,40,40]'), ('[10,10,600,100]'), ('[9000,9000,10,10]'), ('[[50,50,90,50,90,90]]'), (NULL)));
.print the size of the picture need not be that of the image
SELECT substr(svg, 41, instr(svg, ' role=') - 41) FROM (SELECT picture_crop(data, 6.4, 4.8, NULL, '[1,1,1,1]') AS svg FROM drawn);
.print without an image
SELECT picture_crop(NULL, 640, 480, drawing, '[100,100,200,100]', 150) FROM drawn;
SELECT substr(svg, instr(svg, '<desc>'), 70) FROM (SELECT picture_crop(data, 64, 48, NULL, '[0,0,9,9]') AS svg FROM jpeg WHERE name = 'lost_restart');
SELECT picture_crop(NULL, NULL, NULL, NULL, NULL);
.print errors
SELECT picture_crop(NULL, 64, 48, NULL, 'here');
SELECT picture_crop(NULL, 64, 48, NULL, '[1,2,3,4]', 0);
SELECT picture_crop(NULL, 64, 48, NULL, '[1,2,3,4]', 'wide');
SELECT picture_crop(NULL, 64, 48, 'drawing', '[1,2,3,4]');
SELECT picture_crop(NULL, 64, 48, NULL);
