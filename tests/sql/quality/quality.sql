-- needs png
.read tests/data/pets.sql
.print several models: each is measured, and judged by its own counts
.read sql/quality.sql
SELECT metric, count(*) FROM quality_metrics WHERE metric LIKE 'predicted%' GROUP BY metric;
SELECT metric, model, n FROM metric_importance WHERE metric LIKE 'predicted%';
SELECT DISTINCT metric, measure, model FROM performance_by_metric WHERE metric LIKE 'predicted_object_count%';
SELECT count(*) FROM metric_importance WHERE model = 'b' AND metrics = 'predicted_object_count (a)';
CREATE VIEW numbered AS SELECT id, image_id, class, score, x, y, width, height, iif(model = 'a', 7, 8) AS model FROM predictions;
CREATE TABLE numbered_metrics AS SELECT level, item_id, metric, value FROM image_metrics('images', 'labels', 'numbered');
SELECT metric, model, n FROM metric_importance('labels', 'numbered') WHERE quality_metrics = 'numbered_metrics' AND metric LIKE '%count%';
DELETE FROM quality_metrics;
.print a TEMP VIEW stands in for the table
CREATE TEMP VIEW predictions AS SELECT * FROM main.predictions WHERE model = 'a';
.read sql/quality.sql
SELECT level, metric, count(*), count(value) FROM quality_metrics GROUP BY 1, 2;
.print again: rows are replaced, and those of other metrics stay
INSERT OR REPLACE INTO quality_metrics VALUES ('label', 1, 'distance', 12.5), ('label', 2, 'area_absolute', -1);
DELETE FROM quality_metrics WHERE level = 'image';
.read sql/quality.sql
SELECT * FROM quality_metrics WHERE metric IN ('distance', 'area_absolute', 'object_count') AND item_id < 3;
SELECT count(*) FROM quality_metrics;
.print every metric has a name for people
SELECT DISTINCT metric FROM quality_metrics EXCEPT SELECT metric FROM metric_names;
.print pixels, from a view over the images
.read tests/data/png.sql
CREATE TEMP VIEW images AS SELECT id, 8 AS width, 5 AS height, (SELECT data FROM png WHERE name = 'voc') AS data FROM main.images;
.read sql/quality.sql
SELECT level, metric, count(*), count(DISTINCT value) FROM quality_metrics WHERE metric IN ('brightness', 'area') GROUP BY 1, 2;
.print what was kept is what is computed
SELECT count(*) FROM quality_metrics q JOIN object_metrics o ON o.level = q.level AND o.item_id = q.item_id AND o.metric = q.metric
  AND o.value = q.value;
