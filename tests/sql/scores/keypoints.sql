-- iou_type = 'keypoints': poses compared by OKS in every evaluating function.
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, area, iscrowd, keypoints);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, keypoints);
INSERT INTO labels VALUES
  (1, 1, 'person', 10, 10, 40, 80, 2000, 0, '[20,20,2,30,20,2,25,60,1]'),
  (2, 1, 'person', 100, 10, 40, 80, 2000, 0, '[110,20,2,0,0,0,115,60,2]'),
  (3, 1, 'person', 200, 10, 100, 100, 9500, 0, '[0,0,0,0,0,0,0,0,0]'),
  (4, 2, 'person', 10, 10, 100, 100, 9500, 0, '[20,20,2,60,20,2,40,80,2]'),
  (5, 2, 'person', 10, 10, 100, 100, 9500, 1, NULL),
  (6, 2, 'person', 300, 10, 10, 10, 80, 0, '[301,11,2,305,11,2,303,18,2]');
INSERT INTO predictions VALUES
  (1, 1, 'person', 0.9, '[21,20,0.9,30,21,0.8,25,62,0.7]'),
  (2, 1, 'person', 0.8, '[22,20,0.9,31,21,0.8,25,63,0.7]'),
  (3, 1, 'person', 0.7, '[130,40,0.9,500,500,0.1,135,80,0.9]'),
  (4, 1, 'person', 0.6, '[150,10,0.9,250,60,0.1,390,200,0.9]'),
  (5, 1, 'person', 0.5, '[600,600,0.9,610,600,0.1,605,650,0.9]'),
  (6, 2, 'person', 0.9, '[20,21,0.9,61,20,0.1,40,80,0.9]'),
  (7, 2, 'person', 0.4, '[80,90,0.9,81,90,0.1,70,95,0.9]');

.print the ten figures; nothing but keypoints in the predictions decides the type
SELECT metric, round(value, 6), iou_threshold, area_range, max_detections FROM coco_summary;
SELECT DISTINCT iou_type, detection_limits FROM coco_summary;
SELECT metric, round(value, 6) FROM coco_summary WHERE detection_limits = '[1,20]' AND metric LIKE 'AR%';
.print what became of each
SELECT iou_type, max_detections, outcome, reason, prediction_id, label_id, round(iou, 6), explanation FROM match_outcomes WHERE iou_type = 'keypoints';
.print the OKS of a pair is that of the scalar
SELECT m.iou = oks(p.keypoints, l.keypoints, l.area, '[0.3333333333333333,0.3333333333333333,0.3333333333333333]')
FROM match_outcomes AS m JOIN predictions AS p ON p.id = m.prediction_id JOIN labels AS l ON l.id = m.label_id;
.print sigmas of one's own, and a limit
SELECT outcome, prediction_id, label_id, round(iou, 6) FROM match_outcomes
WHERE iou_type = 'oks' AND sigmas = '[0.05,0.05,0.05]' AND outcome = 'TP';
SELECT class, tp, fp, fn, label_count FROM ap_by_class WHERE max_detections = 1;
SELECT class, round(ap, 6), iou_threshold, area_range FROM ap_by_class
WHERE iou_threshold IN (0.5, 0.95) AND area_range IN ('all', 'large');
.print all functions take it
SELECT round(average_precision(outcome, score, image_id, prediction_id), 6) FROM match_outcomes;
SELECT count(*) FROM pr_curve WHERE iou_type = 'keypoints' AND points = 'all';
SELECT round(f1, 6) FROM best_threshold WHERE iou_type = 'keypoints';
SELECT kind, id, geometry FROM evaluated_objects WHERE iou_type = 'keypoints' AND image_id = 1;
.print where both tables have boxes, boxes decide
CREATE TEMP VIEW boxed AS SELECT *, 10 AS x, 10 AS y, 40 AS width, 80 AS height FROM predictions;
SELECT DISTINCT iou_type FROM ap_by_class('labels', 'boxed');
.print num_keypoints says what counts
CREATE TEMP VIEW counted AS SELECT *, iif(id = 1, 0, NULL) AS num_keypoints FROM labels;
SELECT label_count FROM ap_by_class('counted', 'predictions');

.print errors
CREATE TEMP VIEW bad AS SELECT 1 AS id, 1 AS image_id, 'person' AS class, 0.5 AS score, '[1,2,3,4]' AS keypoints;
SELECT ap FROM ap_by_class('labels', 'bad');
CREATE TEMP VIEW fewer AS SELECT 1 AS id, 1 AS image_id, 'person' AS class, 0.5 AS score, '[1,2,1,3,4,1]' AS keypoints;
SELECT ap FROM ap_by_class('labels', 'fewer');
SELECT ap FROM ap_by_class WHERE sigmas = '[0.1,0.1]';
SELECT ap FROM ap_by_class WHERE sigmas = '[0.1,0,0.1]';
SELECT ap FROM ap_by_class('labels', 'boxed') WHERE sigmas = '[0.1,0.1,0.1]';
CREATE TEMP VIEW strange AS SELECT 1 AS id, 1 AS image_id, 'person' AS class, 5 AS area, '[1,2,3,3,4,1,5,6,1]' AS keypoints;
SELECT ap FROM ap_by_class('strange', 'predictions');
CREATE TEMP VIEW bare AS SELECT 1 AS id, 1 AS image_id, 'person' AS class, '[1,2,2,3,4,1,5,6,1]' AS keypoints;
SELECT ap FROM ap_by_class('bare', 'predictions');
CREATE TEMP VIEW nowhere AS SELECT 1 AS id, 1 AS image_id, 'person' AS class, 5 AS area, '[1,2,0,3,4,0,5,6,0]' AS keypoints;
SELECT ap FROM ap_by_class('nowhere', 'predictions');
CREATE TEMP VIEW none AS SELECT id, image_id, class, score, 1 AS x, 1 AS y, 1 AS width, 1 AS height, nullif(keypoints, keypoints) AS keypoints FROM predictions;
SELECT ap FROM ap_by_class('labels', 'none') WHERE iou_type = 'keypoints';
CREATE TEMP VIEW without AS SELECT id, image_id, class, score, 1 AS x, 1 AS y, 1 AS width, 1 AS height FROM predictions;
SELECT ap FROM ap_by_class('labels', 'without') WHERE iou_type = 'keypoints';
SELECT ap FROM ap_by_class WHERE iou_type = 'bbox';

.print from files
SELECT metric, round(value, 6) FROM coco_evaluation('tests/data/coco/poses.json', 'tests/data/coco/poses_results.json');
SELECT DISTINCT iou_type, detection_limits FROM coco_evaluation('tests/data/coco/poses.json', 'tests/data/coco/poses_results.json');
SELECT round(value, 6) FROM coco_evaluation('tests/data/coco/poses.json', 'tests/data/coco/poses_results.json')
WHERE iou_type = 'keypoints' AND sigmas = '[0.1,0.1]' AND metric = 'AP';
SELECT metric FROM coco_evaluation('tests/data/coco/poses.json', 'tests/data/coco/poses_results.json') WHERE iou_type = 'bbox' AND sigmas = '[0.1,0.1]';
CREATE TEMP VIEW posed AS SELECT *, num_keypoints FROM coco_labels('tests/data/coco/poses.json');
SELECT id, num_keypoints, keypoints FROM posed;
CREATE TEMP VIEW found AS SELECT * FROM coco_predictions('tests/data/coco/poses_results.json', 'tests/data/coco/poses.json');
SELECT class, ap, label_count FROM ap_by_class('posed', 'found');

.print intervals of the ten
SELECT metric, round(ap, 6) FROM bootstrap_ap WHERE summary = 1;
