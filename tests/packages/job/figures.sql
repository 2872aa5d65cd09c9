SELECT iou_type || ' ' || metric AS metric, value FROM coco_summary WHERE iou_type IN ('bbox', 'segm');
