.read tests/data/pets.sql
.print each class of two models
SELECT class, label_count, prediction_count, round(ap, 4), round(ap50, 4), round(ap75, 4), round(ar, 4), best_score, round(precision, 4),
  round(recall, 4), round(f1, 4), tp, fp, fn, model FROM class_summary;
.print it is what the other functions say
SELECT s.class, s.model, s.ap IS a.ap, s.ar IS a.ar, s.ap50 IS b.ap, s.ap75 IS c.ap, s.label_count = b.label_count,
  s.prediction_count = b.prediction_count, s.best_score IS t.score, s.f1 IS t.f1, s.tp = t.tp AND s.fp = t.fp AND s.fn = t.fn
FROM class_summary AS s
JOIN ap_by_class AS a ON a.class = s.class AND a.model = s.model AND a.iou_threshold = '0.50:0.95'
JOIN ap_by_class AS b ON b.class = s.class AND b.model = s.model AND b.iou_threshold = 0.5
JOIN ap_by_class AS c ON c.class = s.class AND c.model = s.model AND c.iou_threshold = 0.75
JOIN best_threshold AS t ON t.class = s.class AND t.model = s.model;
.print above a score, small objects, some classes
SELECT class, label_count, prediction_count, round(ap50, 4) FROM class_summary WHERE score_threshold = 0.7 AND model = 'a';
SELECT class, label_count, prediction_count, round(ap50, 4) FROM class_summary WHERE area_range = 'small' AND model = 'a';
SELECT class, label_count FROM class_summary('labels', 'only_b') WHERE classes = 'dog';
.print errors
SELECT * FROM class_summary WHERE iou_threshold = 0.5;
CREATE TABLE thresholds AS SELECT 'cat' AS class, 0.5 AS score_threshold, 0.5 AS iou_threshold;
SELECT * FROM class_summary WHERE class_thresholds = 'thresholds';
SELECT * FROM class_summary('labels', 'none');
