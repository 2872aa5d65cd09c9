-- The tiny data set with quality metrics: brightness of the images; area and roundness of the objects, roundness with
-- gaps; a metric that labels alone have, one that only an unknown prediction has, one that has no value.
.read tests/data/pets.sql
INSERT INTO quality_metrics(level, item_id, metric, value)
SELECT 'image', id, 'brightness', id / 10.0 FROM images;
INSERT INTO quality_metrics(level, item_id, metric, value)
SELECT 'label', id, 'area_absolute', width * height FROM labels UNION ALL
SELECT 'prediction', id, 'area_absolute', width * height FROM predictions UNION ALL
SELECT 'label', id, 'roundness', nullif(id % 3, 2) FROM labels UNION ALL
SELECT 'prediction', id, 'roundness', nullif(id % 3, 2) FROM predictions UNION ALL
SELECT 'label', id, 'occlusion', id * 0.125 FROM labels UNION ALL
SELECT 'prediction', 99, 'speed', 3.5 UNION ALL
SELECT 'prediction', 1, 'nothing', NULL UNION ALL
SELECT 'prediction', 1, 'confidence', 17;
