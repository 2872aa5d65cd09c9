-- Measures images, labels and predictions and keeps what comes in quality_metrics: all metrics in one statement. Rows
-- that are there are replaced, those of other metrics stay. Where images has a column data with the files, the pixels are
-- measured too; images that take long are better measured with quality_in_batches.sql.
--
-- The tables are those of schema.sql. A TEMP VIEW of a table's name stands in for it: for images on disk, or for one
-- model of several (docs/how-to/quality.md).

INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
SELECT level, item_id, metric, value FROM object_metrics
UNION ALL
SELECT level, item_id, metric, value FROM image_metrics;
