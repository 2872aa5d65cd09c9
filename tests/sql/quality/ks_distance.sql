CREATE TABLE t(sample, value, metric);
INSERT INTO t VALUES ('day', 1, 'a'), ('day', 2, 'a'), ('day', 3, 'a'), ('night', 2, 'a'), ('night', 3, 'a'), ('night', 4, 'a'),
  ('night', 5, 'a'), ('day', 1, 'b'), ('night', 2, 'b'), ('day', 7, 'c'), ('night', 7, 'c'), ('day', 5, 'd'), ('day', 6, 'd');
.print apart, alike, one sample only
SELECT metric, ks_distance(value, sample) FROM t GROUP BY metric;
.print 3 of 7 against 1 of 4
SELECT ks_distance(column1, column2) = 5 / 28.0 FROM (VALUES (1, 0), (1, 0), (1, 0), (2, 0), (2, 0), (2, 0), (2, 0), (1, 1), (2, 1), (2, 1), (2, 1));
.print the order of rows and of samples does not matter
SELECT ks_distance(value, sample) = (SELECT ks_distance(value, sample = 'day') FROM (SELECT * FROM t ORDER BY value DESC, sample))
FROM (SELECT * FROM t ORDER BY sample, value);
.print negative numbers, both zeros, texts that are numbers
SELECT ks_distance(column1, column2) FROM (VALUES (-5, 'x'), (-0.0, 'x'), (0.0, 'y'), ('-5', 'y'));
SELECT ks_distance(column1, column2) FROM (VALUES (-1e300, 'x'), (-2.5, 'x'), (' 1e300', 'y'), (7, 'y'));
.print samples of any type
SELECT ks_distance(column1, column2) FROM (VALUES (1, 1), (2, 1.0), (3, 2), (4, 2));
SELECT ks_distance(column1, column2) FROM (VALUES (1, 0.5), (2, 0.25), (3, 0.25));
SELECT ks_distance(column1, column2) FROM (VALUES (1, x'00'), (2, x'0000'));
SELECT ks_distance(column1, column2) FROM (VALUES (1, 1), (2, '1'));
.print no rows, NULL
SELECT ks_distance(value, sample) FROM t WHERE 0;
SELECT ks_distance(NULL, 'day'), ks_distance(1, NULL), ks_distance(1, 'day');
SELECT ks_distance(column1, column2) FROM (VALUES (1, 'x'), (NULL, 'z'), (2, NULL), (2, 'y'));
.print many values
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
SELECT ks_distance(i * 37 % 101 + (i % 2) * 10, i % 2) FROM n;
.print errors
SELECT ks_distance(column1, column2) FROM (VALUES (1, 'train'), (2, 'test'), (3, 7));
SELECT ks_distance(column1, column2) FROM (VALUES (1, 0.5), (2, x'00'), (3, x'01'));
SELECT ks_distance('bright', 'x');
SELECT ks_distance(x'00', 'x');
SELECT ks_distance(9e999, 'x');
SELECT ks_distance(-9e999, 'x');
SELECT ks_distance(1);
SELECT metric, ks_distance(value, metric || sample) FROM t GROUP BY metric IN ('a', 'b');
