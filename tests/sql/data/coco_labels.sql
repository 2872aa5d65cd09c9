-- coco_labels: what it reads, and what it says to files that are none.
SELECT * FROM coco_labels('tests/data/coco/instances.json');
SELECT id, typeof(id), image_id, typeof(image_id), class, typeof(class), category_id, typeof(category_id), x, y,
  width, height, area, iscrowd, segmentation
FROM coco_labels('tests/data/coco/odd_instances.json');
SELECT count(*) FROM coco_labels('tests/data/coco/byte_order_mark.json');

.print the parameter comes back, and keys find their rows
SELECT path, id, class FROM coco_labels WHERE path = 'tests/data/coco/instances.json' AND image_id = 3;
SELECT id, class FROM coco_labels('tests/data/coco/instances.json') WHERE id = 8;
SELECT id, class FROM coco_labels('tests/data/coco/instances.json') WHERE image_id = '2';
SELECT i.id, count(l.id)
FROM coco_images('tests/data/coco/instances.json') AS i
LEFT JOIN coco_labels('tests/data/coco/instances.json') AS l ON l.image_id = i.id GROUP BY i.id;

.print annotations keyed by id, keypoints, difficult, and the keys that are left
SELECT id, image_id, class, x, keypoints FROM coco_labels('tests/data/coco/lvis.json');
SELECT id, difficult, attributes FROM coco_labels('tests/data/coco/lvis.json');

.print images and categories that are not listed, and two categories of one name
SELECT id FROM coco_labels('tests/data/coco/unlisted.json');
SELECT id, image_id, category_id, on_unknown, skipped FROM coco_labels('tests/data/coco/unlisted.json', 'skip');
SELECT max(skipped) FROM coco_labels('tests/data/coco/instances.json');
SELECT id, class FROM coco_labels('tests/data/coco/unlisted.json', 'skip');
SELECT l.id, c.name FROM coco_labels('tests/data/coco/unlisted.json', 'skip') AS l
JOIN coco_categories('tests/data/coco/unlisted.json') AS c ON c.id = l.category_id;
SELECT id FROM coco_labels('tests/data/coco/unlisted.json', 'drop');

.print into the table of the schema
.read sql/schema.sql
INSERT INTO labels SELECT * FROM coco_labels('tests/data/coco/instances.json');
SELECT id, class, x, area, iscrowd FROM labels WHERE image_id = 2;

.print errors
SELECT * FROM coco_labels;
SELECT * FROM coco_labels('tests/data/coco/missing.json');
SELECT * FROM coco_labels('tests/data/coco');
SELECT * FROM coco_labels('tests/data/coco/empty.json');
SELECT * FROM coco_labels('tests/data/coco/cut_off.json');
SELECT * FROM coco_labels('tests/data/coco/results.json');
SELECT * FROM coco_labels('tests/data/coco/trailing.json');
SELECT * FROM coco_labels('tests/data/coco/not_arrays.json');
SELECT * FROM coco_labels('tests/data/coco/odd_results.json');
SELECT * FROM coco_labels('tests/data/coco/no_id.json');
SELECT * FROM coco_labels('tests/data/coco/unknown_category.json');
SELECT * FROM coco_labels('tests/data/coco/category_twice.json');
SELECT * FROM coco_labels('tests/data/coco/short_bbox.json');
SELECT * FROM coco_labels('tests/data/coco/nan_bbox.json');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
SELECT * FROM kept;

.print a device is not waited for
SELECT * FROM coco_labels('/dev/zero');
SELECT * FROM coco_labels('/dev/null');
