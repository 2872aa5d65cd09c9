-- The aggregates importance and correlation.
CREATE TABLE t(x, score, outcome);
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
INSERT INTO t SELECT i * 7919 % 2000 / 2000.0, i * 31 % 10 / 10.0, iif(i * 7919 % 2000 < 300, 'TP', 'FP') FROM n;

.print x decides: importance near 1; and a number that has nothing to do with it
SELECT importance(x, outcome) >= 0.99, round(correlation(x, outcome), 12) FROM t;
SELECT importance(score, outcome) < 0.02, abs(correlation(score, outcome)) < 0.03 FROM t;
SELECT round(importance(CAST(x * 10 AS INTEGER), outcome), 9), round(importance(x > 0.1, outcome), 9) FROM t;

.print outcomes as 1 and 0, another order, another scale: nothing changes
SELECT (SELECT importance(x, outcome) FROM t) = (SELECT importance(x, outcome = 'TP') FROM t),
  (SELECT importance(CAST(x * 10 AS INTEGER), outcome) FROM t) = (SELECT importance(x, y) FROM (SELECT CAST(x * 10 AS INTEGER) AS x, outcome AS y FROM t ORDER BY x, score)),
  (SELECT importance(CAST(x * 10 AS INTEGER), outcome) FROM t) = (SELECT importance(x, y) FROM (SELECT CAST(x * 10 AS INTEGER) AS x, outcome AS y FROM t ORDER BY x DESC)),
  (SELECT correlation(x, outcome) FROM t) = (SELECT correlation(x, y) FROM (SELECT x, outcome = 'TP' AS y FROM t ORDER BY x)),
  (SELECT correlation(x, outcome) FROM t) = (SELECT correlation(x * 0x4000000000000000 * 1024, outcome) FROM t),
  (SELECT importance(x, outcome) FROM t) = (SELECT importance(CAST(x AS TEXT), outcome) FROM t);

.print two numbers
SELECT correlation(x, y) FROM (SELECT 1 AS x, 2 AS y UNION ALL SELECT 2, 4 UNION ALL SELECT 3, 6);
SELECT correlation(x, -x) FROM t;
SELECT round(correlation(x, score), 12), (SELECT correlation(score, x) FROM t) = correlation(x, score) FROM t;
SELECT round(correlation(x, y), 12) FROM (SELECT 1e308 AS x, 5e-324 AS y UNION ALL SELECT -1e308, 1e-323 UNION ALL SELECT 1e307, 0);

.print rows that are left out
SELECT (SELECT importance(x, outcome) FROM t) = importance(x, outcome),
  (SELECT correlation(x, outcome) FROM t) = correlation(x, outcome)
FROM (SELECT x, outcome FROM t UNION ALL SELECT NULL, 'TP' UNION ALL SELECT 0.9, NULL UNION ALL SELECT 0.9, 'FN'
  UNION ALL SELECT 0.9, 'ignored');
SELECT (SELECT importance(x, outcome) FROM t) = importance(x, outcome)
FROM (SELECT x, outcome FROM t UNION ALL SELECT 0.9, 2 UNION ALL SELECT 0.9, 'tp' UNION ALL SELECT 0.9, 0.5);

.print constant, too few, none
SELECT importance(1, outcome), correlation(1, outcome) FROM t;
SELECT importance(x, 'TP'), correlation(x, 'TP') FROM t;
SELECT importance(x, y), correlation(x, y) FROM (SELECT 1 AS x, 1 AS y UNION ALL SELECT 2, 0 UNION ALL SELECT 3, 0);
SELECT round(importance(x, y), 9) FROM (SELECT 1 AS x, 1 AS y UNION ALL SELECT 2, 1 UNION ALL SELECT 3, 0 UNION ALL SELECT 4, 0);
SELECT importance(x, outcome), correlation(x, outcome) FROM t WHERE 0;
SELECT importance(NULL, 'TP'), correlation(NULL, 'TP'), correlation(1, 'FN');

.print groups
SELECT score, importance(x, outcome) > 0.7 FROM t WHERE score > 0.6 GROUP BY score;

.print a value that each image has for itself: it seems to decide what differs between images, unless these are known
CREATE TABLE clustered AS SELECT i % 40 AS image, i % 40 * 7 % 40 AS light, x, i % 40 * 7919 % 40 < 12 AND x < 0.8 AS outcome
FROM (SELECT row_number() OVER (ORDER BY x) AS i, x FROM t);
SELECT round(importance(light, outcome), 6), round(importance(light, outcome, image), 6) FROM clustered;
SELECT round(importance(light, outcome, 'image ' || image), 6) FROM clustered;
SELECT round(importance(x, outcome), 6), round(importance(x, outcome, image), 6) FROM clustered;
SELECT (SELECT importance(x, outcome, image) FROM clustered) = importance(x, outcome, image) FROM (SELECT * FROM clustered ORDER BY x DESC);
SELECT importance(outcome, outcome, image), importance(1, outcome, image) FROM clustered;
.print all of one image: each row counts as an image
SELECT importance(x, outcome) = importance(x, outcome, 7) FROM t;

.print errors
SELECT importance('high', 'TP');
SELECT importance(9e999, 'TP');
SELECT importance(x'00', 'TP');
SELECT correlation('high', 'TP');
SELECT correlation(-9e999, 1);
SELECT correlation(1, 'high');
SELECT correlation(1, 9e999);
SELECT correlation(1, x'00');
SELECT importance(1);
SELECT importance(1, 'TP', NULL);
SELECT importance(1, 'TP', 0.5);
SELECT importance(1, 'FN', NULL), importance(NULL, 'TP', NULL);
SELECT count(*) FROM (SELECT importance(iif(x > 0.99, 'much', x), outcome) FROM t GROUP BY score);
.print an outcome may be text that is a number, as CSV files give it
SELECT importance(value, '' || (value > 500)) = importance(value, value > 500) FROM (WITH n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 1000) SELECT value FROM n);
