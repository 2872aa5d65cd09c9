-- One run a statement: how often joins, EXISTS, subqueries and IN evaluate and read. Counters of the connection tell, so
-- this script is left out where statements are repeated (failing allocations).
.read tests/data/pets.sql

-- runs: how many evaluations a statement took; the second query asks for the difference.
CREATE TEMP TABLE counted(runs, reads);
CREATE TEMP VIEW counters AS
SELECT json_extract(boxscore_debug(), '$.runs') AS runs, json_extract(boxscore_debug(), '$.reads') AS reads;
CREATE TEMP VIEW taken AS
SELECT counters.runs - counted.runs AS runs, counters.reads - counted.reads AS reads FROM counters, counted;

.print a LEFT JOIN evaluates once
INSERT INTO counted SELECT runs, reads FROM counters;
SELECT i.id, count(m.outcome) FROM images AS i LEFT JOIN match_outcomes('labels', 'only_b') AS m ON m.image_id = i.id
GROUP BY i.id;
SELECT * FROM taken;

.print a join of two models evaluates once for each side
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT a.class, a.ap, b.ap FROM ap_by_class AS a JOIN ap_by_class AS b ON b.class = a.class
WHERE a.model = 'a' AND b.model = 'b' ORDER BY 1;
SELECT * FROM taken;

.print EXISTS and a correlated subquery evaluate once
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT id FROM images AS i
WHERE EXISTS (SELECT 1 FROM match_outcomes('labels', 'only_b') AS m WHERE m.image_id = i.id AND m.outcome = 'FN');
SELECT * FROM taken;
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT id, (SELECT count(*) FROM match_outcomes('labels', 'only_b') AS m WHERE m.image_id = i.id) AS n FROM images AS i;
SELECT * FROM taken;

.print a correlated subquery over several models reads once for all but the first
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT m.model, (SELECT round(avg(ap), 4) FROM ap_by_class AS a WHERE a.model = m.model) AS map
FROM (SELECT DISTINCT model FROM predictions) AS m ORDER BY 1;
SELECT runs <= 2, reads <= 2 FROM taken;

.print IN reads once and evaluates once for each value
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT iou_threshold, round(avg(ap), 4) FROM ap_by_class('labels', 'only_b')
WHERE iou_threshold IN (0.5, 0.75, 0.9) GROUP BY iou_threshold;
SELECT * FROM taken;

.print so does a join with the ten thresholds
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT count(DISTINCT a.iou_threshold), count(*)
FROM coco_thresholds AS t JOIN ap_by_class('labels', 'only_b') AS a USING (iou_threshold);
SELECT runs - 1, reads FROM taken; -- coco_thresholds is a run itself

.print an evaluation of files reads each of them once: itself, the labels and the predictions
CREATE TEMP VIEW file_labels AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
CREATE TEMP VIEW file_predictions AS
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
UPDATE counted SET (runs, reads) = (SELECT runs, reads FROM counters);
SELECT count(*) FROM coco_summary('file_labels', 'file_predictions');
SELECT * FROM taken;
