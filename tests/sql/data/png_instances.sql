-- needs png
-- png_instances: every kind of PNG that there is, and what it says to those that it refuses.
.read tests/data/png.sql
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'voc'));

.print the same whatever the kind, the filters and what else stands in the file
SELECT name, group_concat(value || '=' || area || '@' || x || ',' || y || '+' || width || 'x' || height, ' ')
FROM (SELECT * FROM png WHERE name NOT IN ('cut_off', 'no_end', 'signature', 'wrong_sum', 'colour_16', 'no_pixels',
  'too_few_rows', 'no_width', 'not_zlib', 'no_palette', 'depth_3', 'large', 'wide', 'large_interlaced', 'jpeg')) AS p
CROSS JOIN png_instances(p.data) GROUP BY name ORDER BY name;

.print columns have their types, and the parameter comes back
SELECT typeof(value), typeof(area), typeof(x), typeof(y), typeof(width), typeof(height), typeof(mask), png = data
FROM png CROSS JOIN png_instances(data) WHERE name = 'pixel';

.print no value but 0: no rows
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'background'));

.print a value is looked up, also in a join
CREATE TABLE categories(id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO categories VALUES (1, 'cat'), (2, 'dog'), (255, 'border');
SELECT value, area FROM png_instances((SELECT data FROM png WHERE name = 'voc')) WHERE value = 2;
SELECT value FROM png_instances((SELECT data FROM png WHERE name = 'voc')) WHERE value = 3;
SELECT c.name, i.area FROM png AS p CROSS JOIN png_instances(p.data) AS i LEFT JOIN categories AS c ON c.id = i.value
WHERE p.name = 'voc' AND i.value <> 255;
SELECT c.name, i.value, i.area FROM categories AS c LEFT JOIN png_instances((SELECT data FROM png WHERE name = 'pixel')) AS i
  ON i.value = c.id;

.print a table of files
SELECT p.name, count(i.value), sum(i.area) FROM png AS p LEFT JOIN png_instances(p.data) AS i
WHERE p.name IN ('background', 'panoptic', 'grey_16', 'pixel') GROUP BY p.name;

.print errors
SELECT * FROM png_instances;
SELECT * FROM png_instances(NULL);
SELECT * FROM png_instances('abc');
SELECT * FROM png_instances(1);
SELECT * FROM png_instances(x'');
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'jpeg'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'signature'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'cut_off'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'no_end'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'wrong_sum'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'no_pixels'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'too_few_rows'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'no_width'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'no_palette'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'depth_3'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'colour_16'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'large'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'wide'));
SELECT * FROM png_instances((SELECT data FROM png WHERE name = 'large_interlaced'));
SELECT value FROM png_instances WHERE png > x'00';
