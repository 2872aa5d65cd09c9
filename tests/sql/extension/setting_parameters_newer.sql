-- needs 3.45
-- What the page "Setting parameters" says of newer hosts: row values (from 3.45) and RIGHT JOIN (from 3.39).
.read tests/data/pets.sql

.print row values reach the function
SELECT iou_threshold, area_range, count(*) FROM ap_by_class('labels', 'only_b')
WHERE (iou_threshold, area_range) IN (VALUES (0.5, 'small'), (0.75, 'large')) GROUP BY 1, 2;

.print RIGHT JOIN: the arguments reach the function, a parameter in ON does not; a LEFT JOIN takes both
CREATE TABLE wanted(class);
INSERT INTO wanted VALUES ('cat'), ('tram');
SELECT w.class, a.iou_threshold, a.label_count, a.predictions FROM ap_by_class('labels', 'only_b') AS a
RIGHT JOIN wanted AS w ON a.class = w.class ORDER BY 1;
SELECT w.class, a.iou_threshold, a.label_count, a.predictions FROM ap_by_class('labels', 'only_b') AS a
RIGHT JOIN wanted AS w ON a.class = w.class AND a.iou_threshold = 0.75 ORDER BY 1;
SELECT w.class, a.iou_threshold, a.label_count, a.predictions FROM wanted AS w
LEFT JOIN ap_by_class('labels', 'only_b') AS a ON a.class = w.class AND a.iou_threshold = 0.75 ORDER BY 1;
