-- needs jpeg
-- Images made small, and parts of images: JPEG files, whose pixels are looked at as a PNG.
.read tests/data/jpeg.sql
CREATE TABLE images(name, data);
INSERT INTO images SELECT 'white', picture_png(geometry_png('[0,0,400,200]', 400, 200), 400, 200, NULL);
INSERT INTO images SELECT 'striped', picture_png(geometry_png('[0,0,64,32]', 64, 32), 64, 32, draw_objects('[0,0,64,16]', 'black', NULL, '{"width":0,"fill":1}'));
INSERT INTO images SELECT 'halves', picture_png(geometry_png('[0,0,64,32]', 64, 32), 64, 32, draw_objects('[32,0,32,32]', 'red', NULL, '{"width":0,"fill":1}'));
INSERT INTO images SELECT name, data FROM jpeg WHERE name IN ('colour', 'cut_off');
.print the longer side is 160, or what is asked for, or what there is
SELECT name, hex(substr(image_thumbnail(data), 1, 3)), image_width(image_thumbnail(data)), image_height(image_thumbnail(data)),
  image_width(image_thumbnail(data, 20)), image_height(image_thumbnail(data, 20)), image_width(image_thumbnail(data, 1))
FROM images WHERE name <> 'cut_off' ORDER BY name;
.print areas are averaged: black and 255 are 127.5, white stays
SELECT name, round(255 * image_brightness(image_thumbnail(data, 1)), 1) FROM images WHERE name IN ('white', 'striped') ORDER BY name;
.print parts
SELECT image_width(image_crop(data, '[10,5,20,10]')), image_height(image_crop(data, '[10,5,20,10]')), image_width(image_crop(data, '[10,5,20,10]', 8)),
  image_width(image_crop(data, '[[1.5,1.5,3.5,1.5,3.5,5]]')), image_width(image_crop(data, '[-10,-10,20,20]')), image_width(image_crop(data, '[1000,1000,20,20]'))
FROM images WHERE name = 'white';
SELECT round(255 * image_brightness(image_crop(data, '[0,0,32,32]'))), round(255 * image_brightness(image_crop(data, '[0,16,64,16]')))
FROM images WHERE name IN ('striped');
SELECT image_red(image_crop(data, '[40,8,16,16]')), image_red(image_crop(data, '[8,8,16,16]')) FROM images WHERE name = 'halves';
.print NULL in, NULL out
SELECT image_thumbnail(NULL), image_thumbnail(data, NULL), image_crop(NULL, '[0,0,1,1]'), image_crop(data, NULL), image_crop(data, '[0,0,1,1]', NULL) FROM images LIMIT 1;
.print errors
SELECT image_thumbnail(data) FROM images WHERE name = 'cut_off';
SELECT image_thumbnail('street.png');
SELECT image_thumbnail(x'00');
SELECT image_thumbnail(data, 0) FROM images;
SELECT image_thumbnail(data, 1.5) FROM images;
SELECT image_thumbnail(data, 10001) FROM images;
SELECT image_thumbnail(data, 'small') FROM images;
SELECT image_crop(data, 'here') FROM images;
SELECT image_crop(data, '[1,2,3,4]', -1) FROM images;
SELECT image_crop('street.png', '[1,2,3,4]');
SELECT image_crop(x'00');
