-- coco_evaluation: the numbers of coco_summary, from two files.
CREATE TEMP VIEW labels AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
CREATE TEMP VIEW predictions AS SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
CREATE TEMP VIEW images AS SELECT * FROM coco_images('tests/data/coco/instances.json');
SELECT metric, round(value, 6), iou_threshold, area_range, max_detections FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json');
SELECT count(*), sum(e.value IS s.value AND e.iou_threshold IS s.iou_threshold AND e.area_range = s.area_range AND e.max_detections = s.max_detections)
FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') AS e JOIN coco_summary AS s ON s.metric = e.metric;

.print parameters: they come back, and other limits, types and threads
SELECT DISTINCT labels_path, predictions_path, iou_type, detection_limits, skipped FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json');
SELECT metric FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') WHERE detection_limits = '[2,5]' AND metric LIKE 'AR%';
SELECT DISTINCT iou_type FROM coco_evaluation('tests/data/coco/shapes.json', 'tests/data/coco/shapes_results.json');
CREATE TEMP VIEW shape_labels AS SELECT * FROM coco_labels('tests/data/coco/shapes.json');
CREATE TEMP VIEW shape_predictions AS SELECT * FROM coco_predictions('tests/data/coco/shapes_results.json', 'tests/data/coco/shapes.json');
CREATE TEMP VIEW shape_images AS SELECT * FROM coco_images('tests/data/coco/shapes.json');
SELECT e.iou_type, round(e.value, 6), e.value IS s.value FROM coco_evaluation('tests/data/coco/shapes.json', 'tests/data/coco/shapes_results.json') AS e,
  coco_summary('shape_labels', 'shape_predictions', 'shape_images') AS s WHERE e.metric = 'AP' AND s.metric = 'AP' AND e.iou_type = 'segm' AND s.iou_type = 'segm';
SELECT sum(a.value IS b.value) FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') AS a
JOIN coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') AS b ON b.metric = a.metric WHERE b.threads = 1;

.print two categories of one name stay apart, results of other categories are left out, images are found by their files
SELECT round(value, 6) FROM coco_evaluation('tests/data/coco/one_name.json', 'tests/data/coco/one_name_results.json') WHERE metric = 'AP';
SELECT round(value, 6), skipped FROM coco_evaluation('tests/data/coco/unlisted.json', 'tests/data/coco/stems.json') WHERE metric = 'AP' AND on_unknown = 'skip' AND image_key = 'file';

.print errors
SELECT * FROM coco_evaluation;
SELECT * FROM coco_evaluation('tests/data/coco/instances.json');
SELECT * FROM coco_evaluation('tests/data/coco/missing.json', 'tests/data/coco/results.json');
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/missing.json');
SELECT * FROM coco_evaluation('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_evaluation('tests/data/coco/unlisted.json', 'tests/data/coco/stems.json');
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') WHERE iou_type = 'iou';
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json') WHERE detection_limits = '[5,1]';
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/negative_results.json');
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/relative_results.json');
SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/shapeless_results.json');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM coco_evaluation('tests/data/coco/instances.json', 'tests/data/coco/results.json');
SELECT * FROM kept;
