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
.print a model of which regions leave no prediction is a model yet
CREATE TABLE regions AS SELECT p.image_id, p.x, p.y, p.width, p.height FROM predictions AS p WHERE model = 'a' AND p.id NOT IN (
  SELECT a.id FROM predictions AS a JOIN predictions AS b ON a.image_id = b.image_id AND b.model = 'b'
  AND b.x + b.width / 2 >= a.x AND b.x + b.width / 2 < a.x + a.width AND b.y + b.height / 2 >= a.y AND b.y + b.height / 2 < a.y + a.height);
CREATE TABLE inside AS SELECT class, model, state FROM evaluation_state WHERE regions = 'regions';
SELECT class, model, length(state) FROM inside;
SELECT s.metric, s.model, s.value, s.value IS o.value AS same FROM coco_summary AS s
LEFT JOIN coco_summary_of((SELECT merge_states(state) FROM inside)) AS o ON o.metric = s.metric AND o.model = s.model
WHERE s.regions = 'regions' AND s.metric IN ('AP', 'AR1');
SELECT class, model, tp, fp, fn FROM ap_by_class_of((SELECT merge_states(state) FROM inside)) EXCEPT
SELECT class, model, tp, fp, fn FROM ap_by_class WHERE regions = 'regions';
SELECT class, model, tp, fp, fn FROM ap_by_class WHERE regions = 'regions' EXCEPT
SELECT class, model, tp, fp, fn FROM ap_by_class_of((SELECT merge_states(state) FROM inside));
CREATE TABLE nowhere AS SELECT image_id, 5000 AS x, 5000 AS y, 9 AS width, 9 AS height FROM predictions;
SELECT model, count(*), count(value) FROM coco_summary_of((SELECT merge_states(state) FROM evaluation_state WHERE regions = 'nowhere')) GROUP BY model;
SELECT model, count(*), count(value) FROM coco_summary WHERE regions = 'nowhere' GROUP BY model;
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
