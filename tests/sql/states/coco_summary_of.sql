.read tests/data/shards.sql
CREATE TABLE merged AS SELECT merge_states(state) AS state FROM shards;
SELECT metric, value, iou_threshold, area_range, max_detections, model FROM coco_summary_of((SELECT state FROM merged));
.print the same as from the tables
SELECT count(*), sum(a.value IS b.value) FROM coco_summary AS a JOIN coco_summary_of((SELECT state FROM merged)) AS b
ON a.metric = b.metric AND a.model = b.model;
SELECT m.state = o.state AS echoed, count(*) FROM merged AS m JOIN coco_summary_of(m.state) AS o WHERE o.model = 'b';
.print other limits, some classes, one model
SELECT a.metric, a.value IS b.value FROM coco_summary AS a JOIN coco_summary_of((SELECT state FROM merged)) AS b ON a.metric = b.metric AND a.model = b.model
WHERE a.detection_limits = '[1,2]' AND b.detection_limits = '[1,2]' AND a.classes = 'cat' AND b.classes = 'cat' AND b.model = 'a';
.print a shard alone
SELECT a.metric, a.model, a.value IS b.value AS same FROM coco_summary('labels_2', 'predictions_2') AS a
JOIN coco_summary_of((SELECT merge_states(state) FROM shards WHERE shard = 2)) AS b ON a.metric = b.metric AND a.model = b.model WHERE a.metric LIKE 'AP%';
.print errors
SELECT * FROM coco_summary_of;
SELECT * FROM coco_summary_of('shards');
SELECT * FROM coco_summary_of(NULL);
SELECT * FROM coco_summary_of(x'00');
SELECT * FROM coco_summary_of((SELECT state FROM merged)) WHERE detection_limits = '[1,1000]';
SELECT * FROM coco_summary_of((SELECT state FROM merged)) WHERE detection_limits = '[]';
SELECT * FROM coco_summary_of((SELECT state FROM merged)) WHERE classes = 'horse';
SELECT * FROM coco_summary_of((SELECT merge_states(state) FROM shards WHERE class IS NOT NULL));
SELECT * FROM coco_summary_of((SELECT merge_states(state) FROM shards WHERE class = 'cat' OR class IS NULL));
SELECT * FROM coco_summary_of((SELECT merge_states(state) FROM shards WHERE model IS NULL));
SELECT * FROM coco_summary_of((SELECT merge_states(state) FROM shards WHERE model = 'a'));
SELECT * FROM coco_summary_of((SELECT merge_states(state) FROM shards WHERE model IS NOT 'a'));
