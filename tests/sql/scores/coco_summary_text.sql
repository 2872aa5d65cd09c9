-- The view coco_summary_text: the lines of pycocotools, and its parameters.
.read tests/data/pets.sql

.print both models, then one
SELECT line FROM coco_summary_text;
SELECT line FROM coco_summary_text WHERE model = 'b';

.print differences from the direct call: each 0
SELECT count(*) FROM (
  SELECT metric, value, labels, predictions, iou_threshold, iou_type, area_range, max_detections, model
  FROM coco_summary_text WHERE predictions IN ('predictions', 'only_b')
  EXCEPT
  SELECT metric, value, labels, predictions, iou_threshold, iou_type, area_range, max_detections, model
  FROM coco_summary WHERE predictions IN ('predictions', 'only_b'));
SELECT (SELECT count(*) FROM coco_summary_text WHERE predictions IN ('predictions', 'only_b'))
  - (SELECT count(*) FROM coco_summary WHERE predictions IN ('predictions', 'only_b'));

.print the lines of one threshold; iou_threshold and area_range are results here
SELECT line FROM coco_summary_text WHERE iou_threshold = 0.75;
SELECT line FROM coco_summary_text WHERE area_range IN ('small', 'large') AND model = 'a';

.print nothing to average: -1, as pycocotools has it
CREATE TABLE no_predictions AS SELECT * FROM predictions WHERE 0;
CREATE TABLE no_labels AS SELECT * FROM labels WHERE 0;
SELECT line FROM coco_summary_text WHERE predictions = 'no_predictions' AND metric IN ('AP', 'APs');
SELECT line FROM coco_summary_text WHERE labels = 'no_labels' AND model = 'a' AND metric IN ('AP', 'APs');
