-- coco_categories: the categories of a COCO file, with what LVIS and keypoints add.
SELECT * FROM coco_categories('tests/data/coco/instances.json');
SELECT * FROM coco_categories('tests/data/coco/lvis.json');
SELECT id, attributes FROM coco_categories('tests/data/coco/lvis.json');
SELECT id FROM coco_categories('tests/data/coco/lvis.json') WHERE name = 'yak';
SELECT typeof(id), typeof(name) FROM coco_categories('tests/data/coco/odd_instances.json');

.print errors
SELECT * FROM coco_categories;
SELECT * FROM coco_categories('tests/data/coco/missing.json');
SELECT * FROM coco_categories('tests/data/coco/neither.json');
SELECT * FROM coco_categories('tests/data/coco/category_twice.json');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM coco_categories('tests/data/coco/instances.json');
SELECT * FROM kept;
