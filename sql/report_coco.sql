-- The HTML report of two COCO files and a folder of images. In the sqlite3 shell, from the folder that holds sql/, in one line:
--
--     sqlite3 -cmd ".load build/boxscore" -cmd ".parameter set @labels instances.json" -cmd ".parameter set @predictions results.json" \
--       -cmd ".parameter set @images images" :memory: ".read sql/report_coco.sql" > report.html
--
-- @images is optional: without it there are no pixels. Images that the folder lacks stand on grey. The other settings are those of
-- report.sql. It writes only temporary tables, and stops at the first error.

.bail on
.mode list
.headers off

CREATE TEMP TABLE labels AS SELECT * FROM coco_labels(@labels);
CREATE TEMP TABLE predictions AS SELECT * FROM coco_predictions(@predictions, @labels);
CREATE TEMP TABLE image_list(id INTEGER PRIMARY KEY, width, height, file);
INSERT INTO image_list SELECT id, width, height, file FROM coco_images(@labels);
CREATE TEMP TABLE image_folder AS SELECT @images || '/' AS path;
CREATE TEMP VIEW images AS
SELECT i.id, i.width, i.height, i.file, read_file((SELECT path FROM temp.image_folder) || i.file, NULL) AS data FROM temp.image_list AS i;

CREATE TEMP TABLE quality_metrics(level TEXT, item_id INT, metric TEXT, value REAL, PRIMARY KEY (level, metric, item_id)) WITHOUT ROWID;
INSERT INTO quality_metrics SELECT level, item_id, metric, value FROM object_metrics;
INSERT OR REPLACE INTO quality_metrics
SELECT level, item_id, metric, value FROM image_metrics WHERE on_error = 'report' AND error IS NULL AND @images IS NOT NULL;

-- In report.sql these are names of tables.
.parameter unset @labels
.parameter unset @predictions
.parameter unset @images
.read sql/report.sql
