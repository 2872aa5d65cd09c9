.read tests/data/pets.sql
.print too few labels for an interval; the figures are those of ap_by_class and coco_summary
SELECT class, metric, round(ap, 4), low, high, standard_error, label_count, image_count, reliable, model FROM bootstrap_ap WHERE resamples = 100;
SELECT count(*) FROM bootstrap_ap AS b JOIN ap_by_class AS a ON a.class = b.class AND a.model = b.model WHERE b.resamples = 100 AND (a.ap IS NOT b.ap);
SELECT b.model, b.ap = s.value FROM bootstrap_ap AS b JOIN coco_summary AS s ON s.model = b.model AND s.metric = 'AP50'
WHERE b.resamples = 100 AND (b.class IS NULL);
SELECT b.model, b.ap = s.value FROM bootstrap_ap AS b JOIN coco_summary AS s ON s.model = b.model AND s.metric = 'AP'
WHERE b.resamples = 100 AND (b.class IS NULL AND b.iou_threshold = '0.50:0.95');
.print the twelve
SELECT b.metric, b.ap IS s.value, b.reliable FROM bootstrap_ap AS b JOIN coco_summary AS s
ON s.model = b.model AND s.metric = b.metric WHERE b.resamples = 100 AND (b.summary = 1 AND b.model = 'a');
.print enough images: two of three labels are found, in every image other ones
CREATE TABLE l(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
CREATE TABLE p(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 119)
INSERT INTO l SELECT i, i / 3, CASE WHEN i % 4 THEN 'cat' ELSE 'dog' END, i % 3 * 100, 0, 10, 10 FROM n;
INSERT INTO p SELECT id, image_id, class, 1 - (id * 37 % 120) / 121.0, x + (id * 7 % 12 > 6) * 6, y, width, height FROM l;
SELECT class, round(ap, 4), round(low, 4), round(high, 4), round(standard_error, 4), absent, label_count, image_count, reliable
FROM bootstrap_ap('l', 'p') WHERE resamples = 100;
.print another seed, confidence and number of resamples; the same for any number of threads
SELECT class, round(low, 4), round(high, 4) FROM bootstrap_ap('l', 'p') WHERE resamples = 100 AND (seed = 1);
SELECT class, round(low, 4), round(high, 4) FROM bootstrap_ap('l', 'p') WHERE confidence = 0.5 AND resamples = 200;
SELECT count(*) FROM bootstrap_ap('l', 'p') AS a JOIN bootstrap_ap('l', 'p') AS b ON b.class IS a.class
WHERE a.resamples = 100 AND b.resamples = 100 AND (a.threads = 1 AND b.threads = 5 AND (a.low IS NOT b.low OR a.high IS NOT b.high OR a.standard_error IS NOT b.standard_error));
.print images without objects are drawn too
CREATE TABLE more(id INTEGER PRIMARY KEY);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 199) INSERT INTO more SELECT i FROM n;
SELECT class, round(ap, 4), round(low, 4), round(high, 4), absent FROM bootstrap_ap('l', 'p', 'more') WHERE resamples = 100;
.print a class in few images is absent from some resamples
CREATE VIEW few AS SELECT * FROM l WHERE class = 'cat' OR id < 5;
SELECT class, round(ap, 4), round(low, 4), absent > 10, label_count, image_count, reliable FROM bootstrap_ap('few', 'p') WHERE resamples = 100;
.print nothing is found, or nothing is missed: all resamples agree, and the interval is that of the recall, an image a row
SELECT b.class, b.ap, b.low, b.high, b.standard_error, b.reliable, abs(b.high - 3.841458820694124 / (b.image_count + 3.841458820694124)) < 1e-12
FROM bootstrap_ap('l', 'p') AS b WHERE resamples = 100 AND (max_detections = 0);
CREATE VIEW found AS SELECT id, image_id, class, 1 AS score, x, y, width, height FROM l;
SELECT class, ap, low, high, reliable FROM bootstrap_ap('l', 'found') WHERE resamples = 100;
SELECT metric, ap, low, high, reliable FROM bootstrap_ap('l', 'found') WHERE resamples = 100 AND (summary = 1);
.print one class is found and the other is not: the mean has no interval
CREATE VIEW cats AS SELECT * FROM found WHERE class = 'cat';
SELECT class, ap, low, high, reliable FROM bootstrap_ap('l', 'cats') WHERE resamples = 100;
.print errors
SELECT * FROM bootstrap_ap WHERE resamples = 10;
SELECT * FROM bootstrap_ap WHERE resamples = 1000.5;
SELECT * FROM bootstrap_ap WHERE confidence = 95;
SELECT * FROM bootstrap_ap WHERE seed = 'x';
SELECT * FROM bootstrap_ap WHERE seed = 9007199254740993;
SELECT * FROM weak_slices WHERE seed = 9007199254740993;
SELECT * FROM bootstrap_ap WHERE summary = 2;
SELECT * FROM bootstrap_ap WHERE summary = 1 AND iou_threshold = 0.5;
SELECT * FROM bootstrap_ap('l', 'p', 'nowhere');
