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
