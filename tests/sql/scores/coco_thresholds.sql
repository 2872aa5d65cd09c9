SELECT iou_threshold FROM coco_thresholds;
SELECT iou_threshold FROM coco_thresholds WHERE iou_threshold > 0.9;
SELECT count(*) FROM coco_thresholds AS a JOIN coco_thresholds AS b;
