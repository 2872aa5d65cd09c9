-- Does the work of quality.sql for many images, in the sqlite3 shell: a thousand images at a time, each batch in its own
-- transaction. It prints its progress, names the images that it cannot read, and continues. If it is stopped, by Ctrl-C or a
-- power cut, it resumes where it was:
--
--     sqlite3 -cmd ".load build/boxscore" my.db ".read sql/quality_in_batches.sql"
--
-- An image is done when quality_metrics has its area. To measure all images again:
--
--     DELETE FROM quality_metrics WHERE level = 'image' AND metric = 'area';
--
-- Objects are measured first, all at once: that takes no pixels, and shapes are compared over the whole data set.
.bail on
.headers off
.mode list

INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
SELECT level, item_id, metric, value FROM object_metrics;

-- The images to measure, in order of their ids, and the current batch.
DROP TABLE IF EXISTS temp.quality_todo;
DROP TABLE IF EXISTS temp.quality_batch;
DROP TABLE IF EXISTS temp.quality_rows;
DROP VIEW IF EXISTS temp.quality_images;
DROP VIEW IF EXISTS temp.quality_labels;
DROP VIEW IF EXISTS temp.quality_predictions;

CREATE TEMP TABLE quality_todo(number INTEGER PRIMARY KEY, id INT UNIQUE);
INSERT INTO quality_todo(id)
SELECT i.id FROM images AS i
LEFT JOIN quality_metrics AS m ON m.level = 'image' AND m.metric = 'area' AND m.item_id = i.id
WHERE m.item_id IS NULL ORDER BY i.id;

CREATE TEMP TABLE quality_batch(size INTEGER, last INTEGER);
INSERT INTO quality_batch VALUES (coalesce(@batch, 1000), 0); -- .parameter set @batch 100

CREATE TEMP VIEW quality_images AS
SELECT i.* FROM quality_batch AS b
JOIN quality_todo AS t ON t.number > b.last - b.size AND t.number <= b.last
JOIN images AS i ON i.id = t.id;

CREATE TEMP VIEW quality_labels AS
SELECT * FROM labels WHERE image_id IN (
  SELECT t.id FROM quality_batch AS b JOIN quality_todo AS t ON t.number > b.last - b.size AND t.number <= b.last);

CREATE TEMP VIEW quality_predictions AS
SELECT * FROM predictions WHERE image_id IN (
  SELECT t.id FROM quality_batch AS b JOIN quality_todo AS t ON t.number > b.last - b.size AND t.number <= b.last);

CREATE TEMP TABLE quality_rows(level, item_id, metric, value, error);

SELECT printf('%d of %d images to measure', (SELECT count(*) FROM quality_todo), (SELECT count(*) FROM images));

-- SQL has no loop, so the statements are written to a file once for each batch, and read from there.
.once quality_batches.tmp
WITH RECURSIVE batches(number) AS (
  SELECT 1 WHERE EXISTS (SELECT 1 FROM quality_todo)
  UNION ALL
  SELECT number + 1 FROM batches, quality_batch WHERE number * size < (SELECT max(number) FROM quality_todo)
)
SELECT 'BEGIN;
UPDATE quality_batch SET last = last + size;
INSERT INTO quality_rows SELECT level, item_id, metric, value, error
FROM image_metrics(''quality_images'', ''quality_labels'', ''quality_predictions'') WHERE on_error = ''report'';
DELETE FROM quality_metrics WHERE level = ''image'' AND metric = ''unreadable''
  AND item_id IN (SELECT id FROM quality_images);
INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
SELECT level, item_id, metric, value FROM quality_rows;
COMMIT;
SELECT printf(''image %s: %s'', item_id, error) FROM quality_rows WHERE error IS NOT NULL;
SELECT printf(''%d of %d'', min(last, (SELECT count(*) FROM quality_todo)), (SELECT count(*) FROM quality_todo))
FROM quality_batch;
DELETE FROM quality_rows;'
FROM batches;
.read '|cat quality_batches.tmp; rm quality_batches.tmp'
