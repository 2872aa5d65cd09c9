-- metric_values: the rows of quality_metrics as the analyses read them.
.read tests/data/pet_metrics.sql

.print all, NULL and confidence left out
SELECT level, item_id, metric, value FROM metric_values ORDER BY level, metric, item_id;

.print some metrics, keys, another table
SELECT count(*) FROM metric_values WHERE metrics = 'roundness';
SELECT level, metric, count(*) FROM metric_values WHERE metrics = '["roundness", "brightness"]' GROUP BY 1, 2;
SELECT * FROM metric_values WHERE item_id = 3 AND level = 'label';
SELECT * FROM metric_values WHERE metric = 'brightness' AND item_id = 4;
SELECT count(*) FROM metric_values WHERE metrics = 'nothing';
SELECT count(*) FROM metric_values WHERE metrics = 'confidence';
CREATE TEMP VIEW mine AS
SELECT 'image' AS level, file AS item_id, 'width' AS metric, CAST(width AS TEXT) AS value, 'more' AS note FROM images;
SELECT *, quality_metrics, metrics FROM metric_values('mine', 'width');
SELECT i.id, v.value FROM images AS i LEFT JOIN metric_values AS v
ON v.level = 'image' AND v.metric = 'brightness' AND v.item_id = i.id AND i.id > 3;
CREATE TABLE empty AS SELECT * FROM quality_metrics WHERE 0;
SELECT count(*) FROM metric_values('empty');

.print rows in any order, names in any alphabet
CREATE TABLE mixed(level, item_id, metric, value);
INSERT INTO mixed VALUES ('label', 2, 'größe', 1), ('image', 'a', 'größe', 2), ('label', 1, 'größe', 3), ('label', 2.0, 'b', 4),
  ('image', 'a', 'b', 5), ('image', 7, 'b', 6), ('label', 1, 'b', -0.5), ('image', 'b', 'größe', '1e3');
SELECT level, item_id, typeof(item_id), metric, value, typeof(value) FROM metric_values('mixed');

.print parameters
SELECT count(*) FROM metric_values WHERE metrics = 'unicorn';
SELECT count(*) FROM metric_values WHERE metrics = '["roundness", "unicorn"]';
SELECT count(*) FROM metric_values('empty', 'roundness');
SELECT count(*) FROM metric_values WHERE metrics = 7;
SELECT count(*) FROM metric_values WHERE metrics = '[7]';
SELECT count(*) FROM metric_values WHERE metrics = '[]';
SELECT count(*) FROM metric_values WHERE metrics = '["roundness"';
SELECT count(*) FROM metric_values WHERE metrics > 'a';

.print tables and columns that are not there
SELECT count(*) FROM metric_values('nowhere');
CREATE TEMP VIEW bad AS SELECT item_id, metric, value FROM quality_metrics;
SELECT count(*) FROM metric_values('bad');
DROP VIEW bad;
CREATE TEMP VIEW bad AS SELECT level, metric, value, item_id AS id FROM quality_metrics;
SELECT count(*) FROM metric_values('bad');
DROP VIEW bad;

.print rows
CREATE TABLE bad(level, item_id, metric, value);
INSERT INTO bad VALUES ('label', 1, 'blur', 0.5), ('frame', 2, 'blur', 0.5);
SELECT count(*) FROM metric_values('bad');
.print others are not looked at
INSERT INTO bad VALUES ('label', 1, 'size', 0.5);
SELECT count(*) FROM metric_values('bad', 'size');
UPDATE bad SET level = NULL WHERE item_id = 2;
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET level = 'image', item_id = NULL WHERE item_id = 2;
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET item_id = 1.5 WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET item_id = 'img 2', metric = NULL WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET metric = 3 WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET metric = 'blur', value = 9e999 WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET value = -9e999 WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET value = 'high' WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET value = 'nan' WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET value = x'0102' WHERE level = 'image';
SELECT count(*) FROM metric_values('bad');
.print twice
UPDATE bad SET value = 0 WHERE level = 'image';
INSERT INTO bad VALUES ('image', 'img 2', 'blur', 1);
SELECT count(*) FROM metric_values('bad');
UPDATE bad SET value = NULL WHERE value = 1;
SELECT count(*) FROM metric_values('bad');
