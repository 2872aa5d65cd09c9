-- voc_summary: the mAP of VOC by both of its rules.
.read tests/data/pets.sql
SELECT * FROM voc_summary;
.print they are the means over the classes with labels
SELECT model, metric, abs(value - (SELECT avg(ap) FROM ap_by_class AS a WHERE a.protocol = 'voc' AND a.model = s.model)) < 1e-12 AS is_mean
FROM voc_summary AS s WHERE metric = 'mAP';
SELECT model, metric, abs(value - (SELECT avg(ap) FROM ap_by_class AS a WHERE a.protocol = 'voc07' AND a.model = s.model)) < 1e-12 AS is_mean
FROM voc_summary AS s WHERE metric = 'mAP07';
SELECT metric, value FROM voc_summary WHERE iou_threshold = 0.75 AND model = 'b' AND classes = 'dog';
SELECT metric, value, class_count, label_count, prediction_count FROM voc_summary('labels', 'only_b') WHERE score_threshold = 0.99;
.print difficult labels do not count
CREATE TEMP VIEW hard AS SELECT *, 1 AS difficult FROM labels;
SELECT metric, value, class_count, label_count, prediction_count FROM voc_summary('hard', 'only_b');
.print errors
SELECT * FROM voc_summary WHERE metric = 'mAP50';
SELECT * FROM voc_summary WHERE iou_threshold = '0.50:0.95';
SELECT * FROM voc_summary WHERE iou_threshold = 0;
