.read tests/data/pets.sql
.print two of three labels are found, in every image other ones; two shards
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
CREATE TABLE more(id INTEGER PRIMARY KEY);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 119)
INSERT INTO l SELECT i, i / 3, CASE WHEN i % 4 THEN 'cat' ELSE 'dog' END, i % 3 * 100, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, class, 1 - (id * 37 % 120) / 121.0, x + (id * 7 % 12 > 6) * 6, y, width, height FROM l;
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 59) INSERT INTO more SELECT i FROM n;
CREATE VIEW odd_labels AS SELECT * FROM l WHERE image_id % 2;
CREATE VIEW even_labels AS SELECT * FROM l WHERE NOT image_id % 2;
CREATE VIEW odd_predictions AS SELECT * FROM p WHERE image_id % 2;
CREATE VIEW even_predictions AS SELECT * FROM p WHERE NOT image_id % 2;
CREATE TABLE merged AS SELECT merge_states(state) AS state FROM (SELECT state FROM evaluation_state('odd_labels', 'odd_predictions', 'more')
UNION ALL SELECT state FROM evaluation_state('even_labels', 'even_predictions', 'more'));
SELECT class, metric, round(ap, 4), round(low, 4), round(high, 4), absent, label_count, image_count, reliable
FROM bootstrap_ap_of((SELECT state FROM merged)) WHERE resamples = 100;
.print the same as from the tables
SELECT count(*), sum(a.ap IS b.ap AND a.low IS b.low AND a.high IS b.high AND a.standard_error IS b.standard_error)
FROM bootstrap_ap('l', 'p', 'more') AS a JOIN bootstrap_ap_of((SELECT state FROM merged)) AS b ON a.class IS b.class
WHERE a.resamples = 100 AND b.resamples = 100 AND a.seed = 3 AND b.seed = 3;
SELECT count(*), sum(a.ap IS b.ap AND a.low IS b.low AND a.high IS b.high)
FROM bootstrap_ap('l', 'p', 'more') AS a JOIN bootstrap_ap_of((SELECT state FROM merged)) AS b ON a.metric IS b.metric
WHERE a.resamples = 100 AND b.resamples = 100 AND a.summary = 1 AND b.summary = 1;
.print errors
SELECT * FROM bootstrap_ap_of((SELECT state FROM merged)) WHERE resamples = 10;
SELECT * FROM bootstrap_ap_of((SELECT state FROM merged)) WHERE confidence = 95;
SELECT * FROM bootstrap_ap_of((SELECT state FROM merged)) WHERE summary = 1 AND iou_threshold = 0.5;
SELECT * FROM bootstrap_ap_of((SELECT state FROM merged)) WHERE iou_threshold = 0.51;
SELECT * FROM bootstrap_ap_of((SELECT merge_states(state) FROM evaluation_state WHERE max_detections = 5)) WHERE summary = 1 AND resamples = 100;
SELECT * FROM bootstrap_ap_of((SELECT merge_states(state) FROM evaluation_state WHERE class = 'cat')) WHERE resamples = 100;
