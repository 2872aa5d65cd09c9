-- Asked for threads, small inputs are worked on by that many too: the same rows, whoever does the work.
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, iscrowd);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO labels SELECT i, i % 17, 'class ' || (i * 7919 % 5), i * 37 % 200, i * 53 % 150, 20 + i * 11 % 90,
  20 + i * 13 % 90, i % 29 = 0 FROM n;
INSERT INTO predictions SELECT NULL, image_id, class, id * 7919 % 101 / 101.0, x + n, y + n, width + n, height,
  CASE id % 2 WHEN 0 THEN 'even' ELSE 'odd' END
FROM labels, (SELECT 0 AS n UNION ALL SELECT 4);

.print the figures
SELECT model, metric, value FROM coco_summary WHERE threads = 3 AND metric IN ('AP', 'AP50', 'AR100') ORDER BY 1, 2;

.print what three or eight threads find and one does not, or the other way round
SELECT count(*) FROM (SELECT * FROM coco_summary WHERE threads = 3 EXCEPT SELECT * FROM coco_summary WHERE threads = 1);
SELECT count(*) FROM (SELECT * FROM coco_summary WHERE threads = 1 EXCEPT SELECT * FROM coco_summary WHERE threads = 8);
SELECT count(*) FROM (SELECT * FROM match_outcomes WHERE threads = 3 EXCEPT SELECT * FROM match_outcomes WHERE threads = 1);
SELECT count(*) FROM (SELECT * FROM match_outcomes WHERE threads = 1 EXCEPT SELECT * FROM match_outcomes WHERE threads = 8);
SELECT count(*) FROM (SELECT * FROM ap_by_class WHERE threads = 3 EXCEPT SELECT * FROM ap_by_class WHERE threads = 1);
SELECT count(*) FROM (SELECT * FROM pr_curve WHERE threads = 3 EXCEPT SELECT * FROM pr_curve WHERE threads = 1);
SELECT count(*) FROM (SELECT class, ap, ar FROM ap_by_class WHERE threads = 3 AND iou_threshold = '0.50:0.95'
  EXCEPT SELECT class, ap, ar FROM ap_by_class WHERE threads = 1 AND iou_threshold = '0.50:0.95');

.print an error from a thread is that of one thread
UPDATE predictions SET width = -1 WHERE id IN (50, 99, 150);
SELECT count(*) FROM coco_summary WHERE threads = 1;
SELECT count(*) FROM coco_summary WHERE threads = 8;
