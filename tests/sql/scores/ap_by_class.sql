.read tests/data/pets.sql
SELECT * FROM ap_by_class;
.print the mean over the ten thresholds has no counts
SELECT * FROM ap_by_class WHERE iou_threshold = '0.50:0.95' AND model = 'b';
SELECT class, ap, (SELECT avg(ap) FROM coco_thresholds JOIN ap_by_class AS one USING (iou_threshold)
  WHERE one.class = a.class AND one.model = 'b') - ap < 1e-12 AS is_mean
FROM ap_by_class AS a WHERE iou_threshold = '0.50:0.95' AND model = 'b';
.print one model, one class, sizes
SELECT class, ap FROM ap_by_class WHERE model = 'b' AND class = 'dog';
SELECT area_range, class, ap, label_count FROM ap_by_class('labels', 'only_b')
WHERE area_range IN ('all', 'small', 'medium', 'large', '0-1000000') AND classes = '["cat","dog"]' ORDER BY 2, 1;
.print a class with labels only, one with predictions only, one with a crowd only
CREATE TEMP VIEW crowd AS SELECT * FROM labels WHERE iscrowd UNION ALL SELECT * FROM labels WHERE class = 'cat';
SELECT class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn FROM ap_by_class('crowd', 'only_b');
.print a shared model column that is partly NULL is a model of its own
CREATE TEMP VIEW mixed AS SELECT id, image_id, class, score, x, y, width, height, nullif(model, 'b') AS model FROM predictions;
SELECT model, count(*), sum(tp) FROM ap_by_class('labels', 'mixed') GROUP BY 1;
