-- kitti_predictions: what it reads, and what it says to files that are none.
SELECT * FROM kitti_predictions('tests/data/kitti/results');
SELECT directory, id, score FROM kitti_predictions WHERE directory = 'tests/data/kitti/results' AND image_id = '000001';
SELECT id, score FROM kitti_predictions('tests/data/kitti/results') WHERE id = 3;

.print results of detectors in 2D: what a line does not have is NULL
SELECT * FROM kitti_predictions('tests/data/kitti/flat');

.print into the table of the schema
.read sql/schema.sql
INSERT INTO labels(id, image_id, class, x, y, width, height, iscrowd)
  SELECT id, image_id, class, x, y, width, height, iscrowd FROM kitti_labels('tests/data/kitti/labels');
INSERT INTO predictions(id, image_id, class, score, x, y, width, height)
  SELECT id, image_id, class, score, x, y, width, height FROM kitti_predictions('tests/data/kitti/results');
SELECT class, ap, tp, fp, fn FROM ap_by_class;

.print errors
SELECT * FROM kitti_predictions;
SELECT * FROM kitti_predictions('tests/data/kitti/labels');
SELECT * FROM kitti_predictions('tests/data/kitti/missing');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM kitti_predictions('tests/data/kitti/results');
SELECT * FROM kept;
