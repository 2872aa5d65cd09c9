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
.print memory grows with the objects, not with the classes: 3,000 classes in 40 MB
CREATE TABLE rare_labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE rare_predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
INSERT INTO rare_labels SELECT NULL, i % 500, i, i % 500, i % 400, 20, 20 FROM n;
INSERT INTO rare_predictions SELECT NULL, image_id, class, id * 7919 % 1009 / 1009.0, x + id % 5, y, 20, 20 FROM rare_labels;
PRAGMA hard_heap_limit = 40000000;
SELECT metric, round(value, 6) FROM coco_summary('rare_labels', 'rare_predictions') WHERE metric IN ('AP', 'AP50', 'APs', 'AR1');
