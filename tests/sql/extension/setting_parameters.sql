-- What SQLite does not let a table function see, as the page "Setting parameters" tells it: one case for each trap.
.read tests/data/pets.sql

.print a comparison that is not = is an error
SELECT class FROM ap_by_class WHERE iou_threshold > 0.6;
SELECT class FROM ap_by_class WHERE iou_threshold BETWEEN 0.6 AND 0.7;
SELECT class FROM ap_by_class WHERE area_range LIKE 'small';

.print IS NOT NULL, as programs ask that count the values of a column, sets nothing
SELECT labels AS value, count(*) FROM ap_by_class WHERE labels IS NOT NULL AND iou_threshold NOTNULL GROUP BY value;
SELECT count(*) FROM ap_by_class WHERE classes IS NOT NULL;
SELECT value, count(*) FROM (SELECT iou_type AS value FROM class_ranking WHERE iou_threshold = 0.75) WHERE value IS NOT NULL GROUP BY value;

.print OR with a result column: the parameter keeps its default
SELECT DISTINCT iou_threshold FROM ap_by_class WHERE iou_threshold = 0.75 OR ap > 2;
SELECT iou_threshold, count(*) FROM ap_by_class WHERE iou_threshold = 0.75 OR ap >= 0 GROUP BY iou_threshold;
.print OR of parameters is IN
SELECT iou_threshold, count(*) FROM ap_by_class WHERE iou_threshold = 0.5 OR iou_threshold = 0.75 GROUP BY iou_threshold;

.print LEFT JOIN: in ON it is a parameter, in WHERE a filter of the default rows
CREATE TABLE wanted(class, iou_threshold);
INSERT INTO wanted VALUES ('cat', 0.75), ('tram', 0.75);
SELECT w.class, a.iou_threshold, a.label_count FROM wanted AS w
LEFT JOIN ap_by_class('labels', 'only_b') AS a ON a.class = w.class AND a.iou_threshold = 0.75 ORDER BY 1;
SELECT w.class, a.iou_threshold, a.label_count FROM wanted AS w
LEFT JOIN ap_by_class('labels', 'only_b') AS a ON a.class = w.class
WHERE a.iou_threshold = 0.75 OR a.class IS NULL ORDER BY 1;

.print CROSS JOIN: with the function on the left the parameter from the right is a filter
SELECT w.class, a.iou_threshold, a.label_count FROM wanted AS w
CROSS JOIN ap_by_class('labels', 'only_b') AS a ON a.class = w.class AND a.iou_threshold = w.iou_threshold;
SELECT count(*) FROM ap_by_class('labels', 'only_b') AS a
CROSS JOIN wanted AS w ON a.class = w.class AND a.iou_threshold = w.iou_threshold;
.print a plain join finds the right order itself
SELECT w.class, a.iou_threshold, a.label_count FROM ap_by_class('labels', 'only_b') AS a
JOIN wanted AS w ON a.class = w.class AND a.iou_threshold = w.iou_threshold;

.print double quotes name a column
SELECT class FROM ap_by_class('labels', 'only_b');
SELECT count(*) FROM ap_by_class("predictions", "labels");

.print a view that groups: a list goes in, a subquery and a join do not
SELECT iou_threshold, count(*) FROM class_ranking WHERE iou_threshold IN (0.5, 0.75) GROUP BY iou_threshold;
SELECT iou_threshold, count(*) FROM class_ranking
WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds) GROUP BY iou_threshold;
SELECT r.iou_threshold, count(*) FROM coco_thresholds AS t JOIN class_ranking AS r ON r.iou_threshold = t.iou_threshold
GROUP BY r.iou_threshold;
.print a view that does not group takes them all
SELECT f.iou_threshold, count(*) FROM false_positives AS f
WHERE f.iou_threshold IN (SELECT iou_threshold FROM coco_thresholds WHERE iou_threshold < 0.6) GROUP BY f.iou_threshold;

.print a common table expression is not visible
WITH sure AS (SELECT * FROM predictions WHERE score > 0.5)
SELECT class FROM ap_by_class('labels', 'sure');

.print pairs of parameters from a table
WITH pairs(t, a) AS (VALUES (0.5, 'small'), (0.75, 'large'))
SELECT p.t, p.a, s.iou_threshold, s.area_range, count(*) FROM pairs AS p
JOIN ap_by_class('labels', 'only_b') AS s ON s.iou_threshold = p.t AND s.area_range = p.a
GROUP BY p.t, p.a ORDER BY p.t;

-- A text is text: no BLOB, and nothing behind a NUL is lost.
SELECT count(*) FROM ap_by_class WHERE labels = X'6C6162656C73';
SELECT count(*) FROM ap_by_class WHERE labels = 'labels' || char(0) || 'x';
SELECT count(*) FROM ap_by_class WHERE iou_type = X'FF';
