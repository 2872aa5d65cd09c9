.read tests/data/shards.sql
CREATE TABLE merged AS SELECT merge_states(state) AS state FROM shards;
SELECT class, recall, precision, score, model, label_count FROM pr_curve_of((SELECT state FROM merged)) WHERE class = 'dog' AND recall IN (0, 0.5, 1);
SELECT class, recall, precision, score, model FROM pr_curve_of((SELECT state FROM merged)) WHERE points = 'all';
.print the same as from the tables
SELECT count(*), sum(a.precision = b.precision AND a.score IS b.score) FROM pr_curve AS a JOIN pr_curve_of((SELECT state FROM merged)) AS b
ON a.class = b.class AND a.model = b.model AND a.recall = b.recall WHERE a.iou_threshold = 0.75 AND b.iou_threshold = 0.75;
SELECT count(*), sum(a.precision = b.precision) FROM pr_curve AS a JOIN pr_curve_of((SELECT state FROM merged)) AS b
ON a.class = b.class AND a.model = b.model AND a.recall = b.recall WHERE a.iou_threshold = '0.50:0.95' AND b.iou_threshold = '0.50:0.95';
.print errors
SELECT * FROM pr_curve_of(x'0102');
SELECT * FROM pr_curve_of((SELECT state FROM merged)) WHERE points = 50;
SELECT * FROM pr_curve_of((SELECT state FROM merged)) WHERE points = 'all' AND iou_threshold = '0.50:0.95';
SELECT * FROM pr_curve_of((SELECT state FROM merged)) WHERE area_range = 'tiny';
