.read tests/data/pets.sql
.print each class of two models; fish has no labels, bird finds nothing but a crowd
SELECT class, round(olrp, 6), round(localisation, 6), round(false_positives, 6), round(false_negatives, 6), best_score, model FROM olrp;
.print at another threshold, above a score
SELECT class, round(olrp, 6), round(localisation, 6), best_score FROM olrp WHERE iou_threshold = 0.75 AND model = 'a';
SELECT class, round(olrp, 6), best_score FROM olrp WHERE score_threshold = 0.9 AND model = 'a';
.print by hand: TP of IoU 0.8, FP, TP of IoU 1, a label that is missed
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
INSERT INTO l SELECT value, value, 'cat', 0, 0, 10, 10 FROM json_each('[1,2,3]');
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p VALUES (1, 1, 'cat', 0.9, 0, 0, 10, 8), (2, 1, 'cat', 0.8, 50, 50, 10, 10), (3, 2, 'cat', 0.8, 0, 0, 10, 10);
SELECT class, olrp, (0.2 / 0.5 + 1 + 1) / 4 AS expected, localisation, false_positives, false_negatives, best_score FROM olrp('l', 'p');
.print the first of the equal scores is a rank of its own, but not a threshold of its own
UPDATE p SET id = 4 WHERE id = 2;
SELECT olrp, best_score FROM olrp('l', 'p');
SELECT lrp, lrp_score FROM best_threshold('l', 'p');
.print best_threshold has the LRP of a threshold
SELECT class, score, lrp_score, round(lrp, 6), model FROM best_threshold;
SELECT class, lrp_score, lrp FROM best_threshold WHERE iou_threshold = 1 AND model = 'b';
.print no prediction, no label
DELETE FROM p;
SELECT class, olrp, localisation, false_positives, false_negatives, best_score FROM olrp('l', 'p');
DELETE FROM l;
SELECT class, olrp, best_score FROM olrp('l', 'p');
.print errors
SELECT * FROM olrp WHERE iou_threshold = 1;
SELECT * FROM olrp WHERE iou_threshold = '0.50:0.95';
SELECT * FROM olrp('l', 'none');
