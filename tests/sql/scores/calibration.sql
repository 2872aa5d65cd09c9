.read tests/data/pets.sql
.print bins with predictions
SELECT class, bin, low, high, n, precision, round(mean_score, 4), round(mean_iou, 4), round(gap, 4), model
FROM calibration WHERE n > 0;
.print four bins of each class
SELECT class, bin, low, high, n FROM calibration WHERE bins = 4 AND model = 'b';
.print a score on an edge belongs to the bin that begins there, and 1 to the last; ignored predictions are left out
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
INSERT INTO l SELECT value, value, 'cat', 0, 0, 10, 10 FROM json_each('[1,2,3,4,5,6,7,8,9,10,11]');
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
INSERT INTO p SELECT id, id, 'cat', (id - 1) / 10.0, 0, 0, 10, 10 FROM l;
SELECT bin, n, mean_score, precision, mean_iou FROM calibration('l', 'p');
SELECT max(n), min(n) FROM calibration('l', 'p') WHERE bins = 20;
SELECT sum(n) FROM calibration WHERE area_range = 'small' AND model = 'a';
.print all classes together
SELECT class, bin, n, precision, mean_score, round(mean_iou, 4), model FROM calibration WHERE by_class = 0 AND bins = 4;
.print the summary: each class, and all together
SELECT class, n, round(precision, 4), round(mean_score, 4), round(ece, 4), round(mce, 4), model FROM calibration_summary;
.print its parameters mean what they mean in the direct call
SELECT s.class, s.iou_threshold, s.bins, s.n = c.n, s.ece = c.ece, s.mce = c.mce
FROM calibration_summary AS s JOIN (
  SELECT class, iou_threshold, sum(n) AS n, sum(n * abs(precision - mean_score)) / sum(n) AS ece, max(gap) AS mce
  FROM calibration('labels', 'only_b') WHERE iou_threshold IN (0.5, 0.75) AND bins = 5 GROUP BY class, iou_threshold
) AS c ON c.class = s.class AND c.iou_threshold = s.iou_threshold
WHERE s.iou_threshold IN (0.5, 0.75) AND s.predictions = 'only_b' AND s.bins = 5 AND s.n > 0;
SELECT class, n FROM calibration_summary WHERE iou_threshold = 0.75 AND class = 'dog' AND model = 'a';
.print errors
SELECT * FROM calibration WHERE bins = 0;
SELECT * FROM calibration WHERE bins = 2.5;
SELECT * FROM calibration WHERE bins = 1001;
SELECT * FROM calibration WHERE by_class = 2;
UPDATE p SET score = 87.5 WHERE id = 7;
SELECT * FROM calibration('l', 'p');
UPDATE p SET score = -0.1 WHERE id = 7;
SELECT * FROM calibration('l', 'p');
SELECT count(*) FROM calibration('l', 'p') WHERE score_threshold = 0;
