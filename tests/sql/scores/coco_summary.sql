.read tests/data/pets.sql
SELECT * FROM coco_summary WHERE model = 'a';
SELECT model, metric, value FROM coco_summary WHERE metric IN ('AP', 'AP50', 'AR100');
.print detection limits of one's own
SELECT metric, value, max_detections FROM coco_summary('labels', 'only_b') WHERE detection_limits = '[2]';
SELECT metric, value, max_detections FROM coco_summary('labels', 'only_b') WHERE detection_limits = '[1, 2, 3, 1000]';
.print some classes, a score
SELECT metric, value FROM coco_summary('labels', 'only_b') WHERE classes = 'dog' AND metric LIKE 'AP%';
SELECT metric, value FROM coco_summary('labels', 'only_b') WHERE score_threshold = 0.7 AND metric LIKE 'AP%';
.print the order of sums follows category_id where labels have it
UPDATE labels SET category_id = CASE class WHEN 'dog' THEN 1 WHEN 'cat' THEN 2 ELSE 3 END;
SELECT value FROM coco_summary('labels', 'only_b') WHERE metric = 'AP';

.print a metric that there is not
SELECT value FROM coco_summary WHERE metric = 'mAP';
SELECT value FROM coco_summary WHERE metric = 'ap50' AND model = 'b';
SELECT value FROM coco_summary WHERE metric IN ('AP50', 'ap');
SELECT value FROM coco_summary WHERE metric = 'AR100' AND detection_limits = '[1,5]';
SELECT metric, value FROM coco_summary WHERE metric IN ('AP50', 'AR10') AND model = 'b';
SELECT metric FROM coco_summary WHERE metric = 'ap50' COLLATE NOCASE AND model = 'b';
SELECT count(*) FROM coco_summary WHERE metric = NULL;
