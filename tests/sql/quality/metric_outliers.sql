.read sql/schema.sql
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
INSERT INTO quality_metrics
SELECT 'image', i, 'brightness', i FROM n UNION ALL SELECT 'label', i, 'brightness', 0.5 FROM n
UNION ALL SELECT 'prediction', i, 'area_relative', i * i FROM n;
INSERT INTO quality_metrics VALUES
  ('image', 'dark', 'brightness', -3), ('image', 'glaring', 'brightness', 17), ('image', 'burnt', 'brightness', 1000),
  ('image', 'none', 'brightness', NULL), ('image', 'none', 'contrast', NULL), ('label', 77, 'brightness', 0.51),
  ('prediction', 10, 'confidence', 1e9), ('prediction', 10, 'area_relative', 400);
.print each metric on each level by itself
SELECT * FROM metric_outliers;
SELECT * FROM metric_spread;
.print the counts are those of the rows
SELECT s.metric, s.level, sum(o.severity = 'moderate') = s.moderate, sum(o.severity = 'severe') = s.severe,
  sum(o.value < s.moderate_low OR o.value > s.moderate_high) = s.moderate + s.severe
FROM metric_spread AS s JOIN metric_outliers AS o USING (metric, level) GROUP BY 1, 2;
.print a value on a limit is within it
INSERT INTO quality_metrics VALUES ('image', 'x', 'random', 1), ('image', 'y', 'random', 2), ('image', 'z', 'random', 3),
  ('image', 1, 'random', 2), ('image', 2, 'random', 2.5), ('image', 3, 'random', 1.5), ('image', 4, 'random', 2), ('image', 5, 'random', 1.75), ('image', 6, 'random', 2.25);
SELECT moderate_low, moderate_high, moderate, severe FROM metric_spread WHERE metric = 'random';
.print other tables, some metrics, keys
CREATE VIEW dim AS SELECT level, item_id, metric, -value AS value FROM quality_metrics;
SELECT item_id, severity, low, high, quality_metrics, metrics FROM metric_outliers('dim', 'brightness') WHERE level = 'image';
SELECT item_id, severity FROM metric_outliers('dim') WHERE item_id = 'burnt';
SELECT item_id, severity FROM metric_outliers WHERE metric = 'area_relative';
SELECT quality_metrics, metric, severe FROM metric_spread WHERE quality_metrics IN ('dim', 'quality_metrics') AND metrics = '["area_relative","random"]';
.print nothing
CREATE TABLE bare(level, item_id, metric, value);
SELECT count(*) FROM metric_outliers('bare');
SELECT count(*) FROM metric_spread('bare');
.print errors
SELECT count(*) FROM metric_outliers('nowhere');
SELECT count(*) FROM metric_spread('images');
SELECT count(*) FROM metric_outliers WHERE metrics = 'sharpness';
INSERT INTO bare VALUES ('label', 7, 'brightness', 'bright');
SELECT count(*) FROM metric_outliers('bare');
UPDATE bare SET value = 9e999;
SELECT count(*) FROM metric_spread('bare');
