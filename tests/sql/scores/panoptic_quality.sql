-- needs png
-- panoptic_quality and semantic_iou, from COCO's panoptic files and from tables.
CREATE TEMP VIEW label_segments AS SELECT * FROM panoptic_segments('tests/data/panoptic/labels.json');
CREATE TEMP VIEW prediction_segments AS
  SELECT * FROM panoptic_segments('tests/data/panoptic/predictions.json', 'tests/data/panoptic/labels.json');
CREATE TEMP VIEW label_pngs AS SELECT image_id, read_file('tests/data/panoptic/labels/' || file) AS png
  FROM panoptic_images('tests/data/panoptic/labels.json');
CREATE TEMP VIEW prediction_pngs AS SELECT image_id, read_file('tests/data/panoptic/predictions/' || file) AS png
  FROM panoptic_images('tests/data/panoptic/predictions.json');
.print the files
SELECT * FROM label_segments;
SELECT image_id, segment_id, class, isthing, area, iscrowd FROM prediction_segments WHERE image_id = 2;
SELECT * FROM panoptic_images('tests/data/panoptic/labels.json');
SELECT id, name, isthing, attributes FROM coco_categories('tests/data/panoptic/labels.json');

.print classes, all, things and stuff
SELECT kind, class, isthing, round(pq, 6), round(sq, 6), round(rq, 6), tp, fp, fn, classes FROM panoptic_quality;
SELECT pq FROM panoptic_quality WHERE class = 'car';
.print the same for any number of threads, and for tables in any order
CREATE TABLE ls AS SELECT image_id, segment_id, class, iscrowd, isthing FROM label_segments ORDER BY segment_id;
CREATE TABLE ps AS SELECT image_id, segment_id, class, isthing FROM prediction_segments ORDER BY segment_id DESC;
CREATE TABLE lp AS SELECT * FROM label_pngs ORDER BY image_id DESC;
CREATE TABLE pp AS SELECT * FROM prediction_pngs;
SELECT count(*) FROM panoptic_quality AS a JOIN panoptic_quality('ls', 'ps', 'lp', 'pp') AS b
ON a.kind = b.kind AND a.class IS b.class WHERE b.threads = 3 AND a.pq = b.pq AND a.tp = b.tp AND a.fn = b.fn;
.print without isthing there are neither things nor stuff
ALTER TABLE ls DROP COLUMN isthing;
ALTER TABLE ps DROP COLUMN isthing;
SELECT kind, round(pq, 6), classes FROM panoptic_quality('ls', 'ps', 'lp', 'pp') WHERE kind <> 'class';
.print classes that are only predicted, and a crowd alone
UPDATE ps SET class = 'truck' WHERE class = 'car';
SELECT class, pq, tp, fp, fn FROM panoptic_quality('ls', 'ps', 'lp', 'pp') WHERE class IN ('car', 'truck');
DELETE FROM ls WHERE segment_id <> 500;
UPDATE ls SET class = 'crowd';

.print pixels of classes
SELECT kind, class, round(iou, 6), round(accuracy, 6), pixels, label_pixels, prediction_pixels, classes FROM semantic_iou;
.print without the background
SELECT kind, class, round(iou, 6), label_pixels FROM semantic_iou WHERE ignore = 0;
.print the values are the classes
SELECT kind, class, round(iou, 6), pixels FROM semantic_iou('lp', 'pp') WHERE label_segments = 'label_segments' AND prediction_segments = 'prediction_segments' AND kind <> 'class';
DROP VIEW label_segments;
DROP VIEW prediction_segments;
SELECT kind, class, iou, pixels, prediction_pixels FROM semantic_iou WHERE class IN (1, 2, 70000) OR class IS NULL;
SELECT kind, pixels, label_pixels FROM semantic_iou WHERE ignore = '[0,2,500]' AND kind = 'mean';

.print errors of tables
CREATE TABLE label_segments(image_id, segment_id, class, iscrowd, isthing);
INSERT INTO label_segments SELECT * FROM (SELECT image_id, segment_id, class, iscrowd, isthing FROM panoptic_segments('tests/data/panoptic/labels.json'));
CREATE TABLE prediction_segments AS SELECT image_id, segment_id, class, isthing
  FROM panoptic_segments('tests/data/panoptic/predictions.json', 'tests/data/panoptic/labels.json');
INSERT INTO label_segments VALUES (1, 11, 'car', 0, 1);
SELECT pq FROM panoptic_quality;
DELETE FROM label_segments WHERE segment_id IN (11, 300);
SELECT pq FROM panoptic_quality;
SELECT iou FROM semantic_iou;
INSERT INTO label_segments VALUES (1, 300, 'car', 0, 1);
INSERT INTO prediction_segments VALUES (2, 12, 'sky', 0);
SELECT pq FROM panoptic_quality;
DELETE FROM prediction_segments WHERE segment_id IN (9, 12);
SELECT pq FROM panoptic_quality;
INSERT INTO prediction_segments VALUES (2, 9, 'car', 0);
SELECT pq FROM panoptic_quality;
UPDATE prediction_segments SET isthing = 1 WHERE segment_id = 9;
INSERT INTO label_segments VALUES (1, 300, 'car', 0, 1);
SELECT pq FROM panoptic_quality;
DELETE FROM label_segments WHERE rowid = last_insert_rowid();
INSERT INTO label_segments VALUES (1, 0, 'car', 0, 1);
SELECT pq FROM panoptic_quality;
UPDATE label_segments SET segment_id = 'x' WHERE segment_id = 0;
SELECT pq FROM panoptic_quality;
DELETE FROM label_segments WHERE segment_id = 'x';
INSERT INTO label_segments VALUES (3, 5, 'car', 0, 1);
SELECT pq FROM panoptic_quality;
DELETE FROM label_segments WHERE image_id = 3;
.print errors of PNGs
DELETE FROM pp WHERE image_id = 2;
SELECT pq FROM panoptic_quality WHERE prediction_pngs = 'pp';
INSERT INTO pp VALUES (2, NULL);
SELECT pq FROM panoptic_quality WHERE prediction_pngs = 'pp';
UPDATE pp SET png = geometry_png('[0,0,3,3]', 16, 11) WHERE image_id = 2;
SELECT pq FROM panoptic_quality WHERE prediction_pngs = 'pp';
UPDATE pp SET png = X'0102' WHERE image_id = 2;
SELECT pq FROM panoptic_quality WHERE prediction_pngs = 'pp';
INSERT INTO lp SELECT * FROM lp WHERE image_id = 1;
SELECT pq FROM panoptic_quality WHERE label_pngs = 'lp';
CREATE TEMP VIEW bare AS SELECT 1 AS image_id;
SELECT pq FROM panoptic_quality WHERE label_pngs = 'bare';
SELECT pq FROM panoptic_quality('missing');
SELECT iou FROM semantic_iou WHERE ignore = 'x';
.print errors of files
SELECT * FROM panoptic_segments('tests/data/panoptic/no_segments.json');
SELECT * FROM panoptic_segments('tests/data/panoptic/unknown_category.json');
SELECT * FROM panoptic_segments('tests/data/panoptic/no_number.json');
SELECT * FROM panoptic_segments('tests/data/panoptic/predictions.json');
SELECT * FROM panoptic_segments('tests/data/coco/instances.json');
SELECT * FROM coco_labels('tests/data/panoptic/labels.json');
