.read tests/data/shards.sql
CREATE TABLE merged AS SELECT merge_states(state) AS state FROM shards;
SELECT class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn, model FROM ap_by_class_of((SELECT state FROM merged));
.print the same as from the tables, at each threshold and area
SELECT count(*), sum(a.ap IS b.ap AND a.ar IS b.ar AND a.tp = b.tp AND a.fp = b.fp AND a.fn = b.fn)
FROM coco_thresholds AS t JOIN ap_by_class AS a ON a.iou_threshold = t.iou_threshold
JOIN ap_by_class_of((SELECT state FROM merged)) AS b ON b.iou_threshold = t.iou_threshold AND a.class = b.class AND a.model = b.model;
SELECT count(*), sum(a.ap IS b.ap AND a.ar IS b.ar) FROM ap_by_class AS a JOIN ap_by_class_of((SELECT state FROM merged)) AS b
ON a.class = b.class AND a.model = b.model WHERE a.area_range = 'small' AND b.area_range = 'small' AND a.iou_threshold = '0.50:0.95' AND b.iou_threshold = '0.50:0.95';
.print fewer detections and higher scores than the state keeps
SELECT count(*), sum(a.ap IS b.ap AND a.fp = b.fp) FROM ap_by_class AS a JOIN ap_by_class_of((SELECT state FROM merged)) AS b
ON a.class = b.class AND a.model = b.model WHERE a.max_detections = 1 AND b.max_detections = 1 AND a.score_threshold = 0.6 AND b.score_threshold = 0.6;
.print one class of all shards is enough
SELECT class, model, ap FROM ap_by_class_of((SELECT merge_states(state) FROM shards WHERE class = 'dog'));
SELECT o.class, o.model, o.ap FROM (SELECT merge_states(state) AS state FROM shards WHERE class IS NOT NULL GROUP BY class) AS s, ap_by_class_of(s.state) AS o;
SELECT class, ap FROM ap_by_class_of((SELECT state FROM merged)) WHERE class = 'fish' AND model = 'b';
.print nothing
SELECT count(*) FROM ap_by_class_of((SELECT merge_states(state) FROM shards WHERE class IS NULL));
.print errors
SELECT * FROM ap_by_class_of(NULL);
SELECT * FROM ap_by_class_of(17);
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE iou_threshold = 0.42;
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE iou_threshold = 'high';
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE area_range = '0-100';
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE max_detections = 101;
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE max_detections = 'all';
SELECT * FROM ap_by_class_of((SELECT state FROM merged)) WHERE score_threshold = 'x';
SELECT * FROM ap_by_class_of((SELECT merge_states(state) FROM evaluation_state WHERE score_threshold = 0.5)) WHERE score_threshold = 0.4;
SELECT * FROM ap_by_class_of((SELECT merge_states(state) FROM shards WHERE class = 'dog' AND model = 'a'));
SELECT * FROM ap_by_class_of((SELECT merge_states(state) FROM shards WHERE class = 'dog' AND model IS NOT 'b'));
