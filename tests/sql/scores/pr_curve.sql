.read tests/data/pets.sql
.print the envelope at 101 recalls
SELECT model, class, count(*), round(avg(precision), 6), count(score), min(recall), max(recall) FROM pr_curve GROUP BY 1, 2;
SELECT recall, precision, score FROM pr_curve WHERE class = 'dog' AND model = 'b' AND recall IN (0, 0.32, 0.34, 0.66, 0.67, 1);
.print its mean is ap, bit for bit where nothing is rounded twice
SELECT a.class, abs(a.ap - (SELECT avg(precision) FROM pr_curve AS p WHERE p.model = 'a' AND p.class = a.class)) < 1e-15
FROM ap_by_class AS a WHERE a.model = 'a';
.print every prediction that counts
SELECT * FROM pr_curve WHERE points = 'all';
.print the mean over the ten thresholds
SELECT class, round(avg(precision), 9), count(score) FROM pr_curve('labels', 'only_b') WHERE iou_threshold = '0.50:0.95' GROUP BY 1;
.print a class without labels gives no rows
SELECT count(*) FROM pr_curve WHERE class = 'fish';
SELECT DISTINCT points FROM pr_curve WHERE points = 'all';
SELECT DISTINCT points FROM pr_curve WHERE points = '101';
.print the labels of each class, which SELECT * leaves out
SELECT class, min(label_count), max(label_count), count(*) FROM pr_curve GROUP BY class;
SELECT class, min(label_count), max(label_count) FROM pr_curve WHERE points = 'all' GROUP BY class;
