-- coco_images: what it reads, and what it says to files that are none.
SELECT * FROM coco_images('tests/data/coco/instances.json');
SELECT id, typeof(id), width, typeof(width), height, file FROM coco_images('tests/data/coco/odd_instances.json');
SELECT * FROM coco_images('tests/data/coco/byte_order_mark.json');

.print the parameter comes back, and a key finds its row
SELECT path, file FROM coco_images WHERE path = 'tests/data/coco/instances.json' AND id = 4;
SELECT count(*) FROM coco_images('tests/data/coco/instances.json') WHERE id = '4' OR id = 4.0 OR file LIKE 'one%';

.print into a table
CREATE TABLE images(id INTEGER PRIMARY KEY, width INTEGER, height INTEGER, file TEXT);
INSERT INTO images SELECT * FROM coco_images('tests/data/coco/instances.json');
SELECT count(*), sum(width), sum(height) FROM images;

.print two files in one query
SELECT path, count(*) FROM coco_images
WHERE path IN ('tests/data/coco/instances.json', 'tests/data/coco/odd_instances.json') GROUP BY path;

.print LVIS: lists of categories, and the keys that are left; a file_name that is a number
SELECT *, neg_category_ids, not_exhaustive_category_ids, attributes FROM coco_images('tests/data/coco/lvis.json');

.print errors
SELECT * FROM coco_images;
SELECT * FROM coco_images(NULL);
SELECT * FROM coco_images('');
SELECT * FROM coco_images('tests/data/coco/missing.json');
SELECT * FROM coco_images('tests/data/coco');
SELECT * FROM coco_images('tests/data/coco/empty.json');
SELECT * FROM coco_images('tests/data/coco/table.csv');
SELECT * FROM coco_images('tests/data/coco/cut_off.json');
SELECT * FROM coco_images('tests/data/coco/trailing.json');
SELECT * FROM coco_images('tests/data/coco/compressed.json.gz');
SELECT * FROM coco_images('tests/data/coco/neither.json');
SELECT * FROM coco_images('tests/data/coco/not_arrays.json');
SELECT * FROM coco_images('tests/data/coco/results.json');
SELECT * FROM coco_images WHERE path > 'a';

.print never from a view of the schema: a database must not open files
CREATE VIEW kept AS SELECT * FROM coco_images('tests/data/coco/instances.json');
SELECT * FROM kept;
CREATE TEMP VIEW passing AS SELECT * FROM coco_images('tests/data/coco/instances.json');
SELECT count(*) FROM passing;
