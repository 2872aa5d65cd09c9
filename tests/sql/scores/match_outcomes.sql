.read tests/data/pets.sql
.print every outcome of the two models
SELECT outcome, reason, explanation, image_id, class, prediction_id, label_id, score FROM match_outcomes;
SELECT prediction_id, label_id, round(iou, 3), best_label_id, duplicate_of, confused_class, confused_label_id,
  round(confused_iou, 3), model FROM match_outcomes;
.print another threshold
SELECT outcome, reason, explanation, prediction_id, label_id FROM match_outcomes
WHERE iou_threshold = 0.75 AND model = 'a' AND image_id IN (1, 2);
.print area ranges: labels and predictions outside are ignored
SELECT outcome, reason, explanation, prediction_id, label_id FROM match_outcomes
WHERE area_range = 'small' AND model = 'a' AND image_id = 2;
SELECT outcome, reason, explanation, prediction_id, label_id FROM match_outcomes
WHERE area_range = '0-399.5' AND model = 'a' AND image_id = 2;
.print a limit of detections
SELECT outcome, reason, explanation, prediction_id, label_id FROM match_outcomes
WHERE max_detections = 1 AND model = 'a' AND image_id IN (1, 3);
SELECT outcome, reason, count(*) FROM match_outcomes WHERE max_detections = 0 GROUP BY 1, 2;
.print predictions below a score are left out; a model without any keeps its labels
SELECT model, outcome, count(*) FROM match_outcomes WHERE score_threshold = 0.91 GROUP BY 1, 2;
.print some classes only
SELECT class, outcome, count(*) FROM match_outcomes WHERE classes = '["cat","fish"]' GROUP BY 1, 2;
SELECT class, outcome, confused_class FROM match_outcomes WHERE classes = 'cat' AND prediction_id = 3;
.print text ids, boxes as JSON, a table without ids, text that is a number
CREATE TABLE l(id, image_id, class, bbox);
INSERT INTO l VALUES ('one', 'a.jpg', 7, '[0,0,10,10]'), ('two', 'a.jpg', 7, '[0,0,10,10]'), ('ten', 'b.jpg', 8, '[1,1,5,5]');
CREATE TABLE p(image_id, class, score, x, y, width, height);
INSERT INTO p VALUES ('a.jpg', 7.0, '0.5', '0', '0', ' 10', '1e1'), ('a.jpg', 7, '5e-1', 0, 0, 10, 10), ('c.jpg', 8, 1, 0, 0, 1, 1);
SELECT outcome, reason, explanation, image_id, class, prediction_id, label_id, score FROM match_outcomes('l', 'p');
.print long names are cut in explanations, and the row is whole
UPDATE l SET class = substr(hex(zeroblob(500)), 1, 900) || 'é' WHERE id = 'ten';
SELECT explanation, length(class) FROM match_outcomes('l', 'p') WHERE label_id = 'ten';
.print equal scores rank by id, equal IoU takes the later label
SELECT prediction_id, label_id FROM match_outcomes('l', 'p') WHERE outcome = 'TP' ORDER BY 1;
.print why labels are missed: nothing there, a box that fits badly, a prediction that holds another label, one cut by the limit
CREATE TABLE two(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
INSERT INTO two VALUES (1, 1, 'cat', 0, 0, 100, 100), (2, 1, 'cat', 10, 0, 100, 100), (3, 1, 'cat', 300, 0, 100, 100),
  (4, 1, 'cat', 500, 300, 50, 50), (5, 1, 'dog', 700, 0, 50, 50);
CREATE TABLE seen(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO seen VALUES (1, 1, 'cat', 0.9, 0, 0, 100, 100), (2, 1, 'cat', 0.8, 360, 0, 100, 100),
  (3, 1, 'fox', 0.6, 700, 0, 50, 50), (4, 1, 'cow', 0.7, 700, 0, 50, 50), (5, 1, 'fox', 0.7, 700, 1, 50, 50),
  (6, 1, 'cat', 0.1, 500, 301, 50, 50);
SELECT label_id, reason, round(iou, 3), best_prediction_id, confused_class, confused_prediction_id, confused_iou, explanation
FROM match_outcomes('two', 'seen') WHERE outcome = 'FN' AND max_detections = 2;
.print the label that a prediction is matched to, also where both are ignored
SELECT outcome, reason, prediction_id, label_id, held_label_id, best_label_id FROM match_outcomes
WHERE model = 'a' AND area_range = '0-400' AND prediction_id IS NOT NULL ORDER BY prediction_id;
