.read tests/data/pets.sql
.print each label and each false positive, with both models
SELECT change, image_id, class, label_id, prediction_a, prediction_b, score_a, score_b, round(iou_a, 3), round(iou_b, 3), reason_a, reason_b
FROM model_changes;
.print gained minus lost is the change of TP and of FN
SELECT sum(change = 'gained') - sum(change = 'lost'), (SELECT sum(tp) FROM ap_by_class WHERE model = 'b') - (SELECT sum(tp) FROM ap_by_class WHERE model = 'a'),
  (SELECT sum(fn) FROM ap_by_class WHERE model = 'a') - (SELECT sum(fn) FROM ap_by_class WHERE model = 'b') FROM model_changes;
SELECT sum(change = 'new_false_positive') - sum(change = 'gone_false_positive'),
  (SELECT sum(fp) FROM ap_by_class WHERE model = 'b') - (SELECT sum(fp) FROM ap_by_class WHERE model = 'a') FROM model_changes;
.print the other way round
SELECT change, count(*) FROM model_changes WHERE model_a = 'b' GROUP BY change;
.print as two tables
CREATE VIEW first AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'a';
CREATE VIEW second AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'b';
SELECT count(*) FROM (SELECT * FROM model_changes EXCEPT SELECT * FROM model_changes('labels', 'first') WHERE predictions_b = 'second');
.print keys
SELECT change, label_id FROM model_changes WHERE label_id = 1;
SELECT change, prediction_b FROM model_changes WHERE prediction_b = 13;
.print a false positive of both is one row; the best pairs first
CREATE TABLE f(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);
INSERT INTO f VALUES (1, 5, 'cat', 0.9, 0, 0, 10, 10, 'a'), (2, 5, 'cat', 0.8, 2, 0, 10, 10, 'a'), (3, 5, 'cat', 0.7, 50, 0, 10, 10, 'a'),
  (4, 5, 'cat', 0.5, 2, 0, 10, 10, 'b'), (5, 5, 'cat', 0.6, 1, 0, 10, 10, 'b'), (6, 5, 'dog', 0.6, 50, 0, 10, 10, 'b');
SELECT change, class, prediction_a, prediction_b FROM model_changes('labels', 'f') WHERE label_id IS NULL;
.print errors
SELECT * FROM model_changes WHERE iou_threshold = '0.50:0.95';
SELECT * FROM model_changes WHERE model_b = 'c';
