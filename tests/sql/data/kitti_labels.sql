-- kitti_labels: what it reads, and what it says to files that are none.
SELECT * FROM kitti_labels('tests/data/kitti/labels');
SELECT id, image_id, typeof(image_id), typeof(iscrowd), typeof(occluded) FROM kitti_labels('tests/data/kitti/labels');

.print the parameter comes back, and keys find their rows
SELECT directory, id, class FROM kitti_labels WHERE directory = 'tests/data/kitti/labels' AND image_id = '000001';
SELECT id, class FROM kitti_labels('tests/data/kitti/labels') WHERE id = 1;

.print regions that nobody labelled swallow what is predicted there, where each class gets them
CREATE TEMP VIEW cars AS
  SELECT id, image_id, class, x, y, width, height, iscrowd FROM kitti_labels('tests/data/kitti/labels') WHERE class = 'Car'
  UNION ALL
  SELECT id, image_id, 'Car', x, y, width, height, 1 FROM kitti_labels('tests/data/kitti/labels') WHERE class = 'DontCare';
CREATE TEMP VIEW predictions AS SELECT * FROM kitti_predictions('tests/data/kitti/results') WHERE class = 'Car';
SELECT outcome, reason, prediction_id, label_id FROM match_outcomes('cars');

.print errors
SELECT * FROM kitti_labels;
SELECT * FROM kitti_labels('tests/data/kitti/missing');
SELECT * FROM kitti_labels('tests/data/kitti/labels/000000.txt');
SELECT * FROM kitti_labels('tests/data/kitti');
SELECT * FROM kitti_labels('tests/data/kitti/bad/short');
SELECT * FROM kitti_labels('tests/data/kitti/bad/scored');
SELECT * FROM kitti_labels('tests/data/kitti/bad/word');
SELECT * FROM kitti_labels('tests/data/kitti/bad/exchanged');
SELECT * FROM kitti_labels('tests/data/kitti/bad/nan');
SELECT * FROM kitti_labels('tests/data/yolo/labels');
SELECT * FROM kitti_labels WHERE directory > 'a';

.print never from a view of the schema: a database must not open files
CREATE VIEW kept AS SELECT * FROM kitti_labels('tests/data/kitti/labels');
SELECT * FROM kept;
