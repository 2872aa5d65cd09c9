-- needs png
-- What images look like: PNG files of every kind, as red, green and blue.
.read tests/data/png.sql
SELECT name, image_width(data) AS width, image_height(data) AS height, round(image_brightness(data), 9) AS brightness,
  round(image_contrast(data), 9) AS contrast, round(image_sharpness(data), 6) AS sharpness, round(image_red(data), 9) AS red,
  round(image_green(data), 9) AS green, round(image_blue(data), 9) AS blue
FROM png WHERE rowid <= (SELECT rowid FROM png WHERE name = 'texts');
.print an object of one pixel; its Laplacian is that of the image
SELECT image_brightness(data, '[1,1,1,1]') * 255 AS grey, image_contrast(data, '[1,1,1,1]') AS contrast, image_sharpness(data, '[1,1,1,1]') AS sharpness,
  image_sharpness(data, '[1,1,2,1]') > 0 AS of_two FROM png WHERE name = 'grey_8';
.print an object by a PNG mask, and by a value of one
SELECT round(image_brightness(data, data), 9), round(image_brightness(data, geometry_mask(data, 1)), 9) FROM png WHERE name = 'grey_8';
.print errors
SELECT image_width(data), image_height(data) FROM png WHERE name IN ('large', 'wide');
SELECT image_width(data) FROM png WHERE name = 'no_width';
SELECT image_width(data) FROM png WHERE name = 'signature';
SELECT image_brightness(data) FROM png WHERE name = 'cut_off';
SELECT image_brightness(data) FROM png WHERE name = 'wrong_sum';
SELECT image_brightness(data) FROM png WHERE name = 'large';
SELECT image_brightness(data) FROM png WHERE name = 'large_interlaced';
SELECT image_brightness(data, geometry_png('[0,0,1,1]', 2, 2)) FROM png WHERE name = 'grey_8';
