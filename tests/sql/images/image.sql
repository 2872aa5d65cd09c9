-- needs jpeg
-- What images look like, and their sizes: JPEG files of every kind.
.read tests/data/jpeg.sql
.print of whole images
SELECT name, image_width(data) AS width, image_height(data) AS height, round(image_brightness(data), 9) AS brightness,
  round(image_contrast(data), 9) AS contrast, round(image_sharpness(data), 6) AS sharpness, round(image_red(data), 9) AS red,
  round(image_green(data), 9) AS green, round(image_blue(data), 9) AS blue
FROM jpeg WHERE rowid <= (SELECT rowid FROM jpeg WHERE name = 'scans');
.print of objects: the first block, by any notation; all; a part that is outside; none
SELECT g, image_brightness(data, g) = 200 / 255.0 AS the_block, image_contrast(data, g) AS contrast, round(image_sharpness(data, g), 6) AS sharpness
FROM jpeg, (SELECT column1 AS g FROM (VALUES ('[0,8,8,6]'), ('[[0,8,8,8,8,14,0,14]]'), ('POLYGON ((0 8, 8 8, 8 14, 0 14, 0 8))'),
  ('{"size":[14,20],"counts":[8,6,8,6,8,6,8,6,8,6,8,6,8,6,8,6,168]}'), ('[4,11,6,8,90]'), ('[-5,8,13,20]')))
WHERE name = 'grey' ORDER BY g;
SELECT image_brightness(data, '[0,0,20,14]') = image_brightness(data), image_contrast(data, '[-9,-9,99,99]') = image_contrast(data),
  image_sharpness(data, '[0,0,20,14]') = image_sharpness(data) FROM jpeg WHERE name = 'grey';
SELECT typeof(image_brightness(data, '[20,0,5,5]')), typeof(image_red(data, '[3,3,0,0]')) FROM jpeg WHERE name = 'grey';
.print NULL in, NULL out
SELECT image_brightness(NULL), image_blue(NULL, '[0,0,1,1]'), image_red(data, NULL), image_width(NULL), image_height(NULL) FROM jpeg WHERE name = 'grey';
.print an image is found again by its bytes, and only by all of them
SELECT name, image_brightness(data) = first, image_contrast(data) > 0 FROM
  (SELECT name, data, image_brightness(data) AS first FROM jpeg WHERE name IN ('colour', 'halved', 'rgb') ORDER BY name);
SELECT image_brightness(data) > 0 FROM jpeg WHERE name = 'grey';
SELECT image_brightness(CAST(substr(data, 1, length(data) - 1) || X'D8' AS BLOB)) FROM jpeg WHERE name = 'grey';
.print the size of one that is too large to decode
SELECT name, image_width(data), image_height(data) FROM jpeg WHERE name LIKE 'large%';
.print errors
SELECT image_brightness(data) FROM jpeg WHERE name = 'cut_off';
SELECT image_contrast(data) FROM jpeg WHERE name = 'no_end';
SELECT image_red(data) FROM jpeg WHERE name = 'signature';
SELECT image_red(data) FROM jpeg WHERE name = 'early_end';
SELECT image_red(data) FROM jpeg WHERE name = 'lost_restart';
SELECT image_red(data) FROM jpeg WHERE name = 'no_frame';
SELECT image_red(data) FROM jpeg WHERE name = 'no_tables';
SELECT image_red(data) FROM jpeg WHERE name = 'no_scan';
SELECT image_red(data) FROM jpeg WHERE name = 'no_height';
SELECT image_red(data) FROM jpeg WHERE name = 'no_width';
SELECT image_red(data) FROM jpeg WHERE name = 'depth_12';
SELECT image_red(data) FROM jpeg WHERE name = 'channels_2';
SELECT image_red(data) FROM jpeg WHERE name = 'differential';
SELECT image_red(data) FROM jpeg WHERE name = 'more_scans';
SELECT image_red(data) FROM jpeg WHERE name = 'large';
SELECT image_red(data) FROM jpeg WHERE name = 'large_progressive';
SELECT image_red(data) FROM jpeg WHERE name = 'gif';
SELECT image_brightness('street.jpg');
SELECT image_contrast(7);
SELECT image_sharpness(x'');
SELECT image_width('street.jpg');
SELECT image_width(x'FFD8');
SELECT image_height(data) FROM jpeg WHERE name = 'no_frame';
SELECT image_height(data) FROM jpeg WHERE name = 'no_height';
SELECT image_brightness(data, 'here') FROM jpeg WHERE name = 'grey';
SELECT image_brightness(data, '{"size":[2,2],"counts":[4]}') FROM jpeg WHERE name = 'grey';
SELECT image_brightness();
SELECT image_width(1, 2);
.print after an error all is as it was
SELECT image_brightness(data) > 0 FROM jpeg WHERE name = 'grey';
