-- Measures images, labels and predictions, and stores all metrics in quality_metrics, in one statement. It replaces existing
-- rows and keeps those of other metrics. If images has a column data with the files, the pixels are measured too. For many
-- images, use quality_in_batches.sql.
--
-- The tables are those of schema.sql. A TEMP VIEW with the name of a table hides it: use one for images on disk, or for
-- one model of several (docs/how-to/quality.md). If the predictions have several models, each is measured, and the names of
-- the metrics of images that depend on the model carry it: 'predicted_object_count (night)'.

INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
SELECT level, item_id, metric, value FROM object_metrics
UNION ALL
SELECT level, item_id, metric, value FROM image_metrics;
