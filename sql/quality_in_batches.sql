-- Does the work of quality.sql for many images, in the sqlite3 shell: a thousand images at a time, each batch in its own
-- transaction. It prints its progress, names the images that it cannot read, and continues. If it is stopped, by Ctrl-C or a
-- power cut, it resumes where it was. Two runs on one database share the work:
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
.timeout 600000

INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
SELECT level, item_id, metric, value FROM object_metrics;

-- The images to measure, in order of their ids, and the current batch.
DROP TABLE IF EXISTS temp.quality_todo;
DROP TABLE IF EXISTS temp.quality_batch;
DROP TABLE IF EXISTS temp.quality_rows;
DROP VIEW IF EXISTS temp.quality_images;
DROP VIEW IF EXISTS temp.quality_labels;
DROP VIEW IF EXISTS temp.quality_predictions;
DROP VIEW IF EXISTS temp.quality_progress;

CREATE TEMP TABLE quality_todo(number INTEGER PRIMARY KEY, id UNIQUE);
INSERT INTO quality_todo(id)
SELECT i.id FROM images AS i
LEFT JOIN quality_metrics AS m ON m.level = 'image' AND m.metric = 'area' AND m.item_id = i.id
WHERE m.item_id IS NULL ORDER BY i.id;

-- At most a thousand batches: SQL has no loop, so the shell is given a thousand statements, of which the last ones do nothing.
CREATE TEMP TABLE quality_batch(size INTEGER, last INTEGER, total INTEGER);
INSERT INTO quality_batch -- .parameter set @batch 100
SELECT max(coalesce(@batch, 1000), (count(*) + 999) / 1000, 1), 0, count(*) FROM quality_todo;

-- Those of the batch that no other run has measured meanwhile.
CREATE TEMP VIEW quality_images AS
SELECT i.* FROM quality_batch AS b
JOIN quality_todo AS t ON t.number > b.last - b.size AND t.number <= b.last
JOIN images AS i ON i.id = t.id
WHERE NOT EXISTS (
  SELECT 1 FROM quality_metrics AS m WHERE m.level = 'image' AND m.metric = 'area' AND m.item_id = t.id);

CREATE TEMP VIEW quality_labels AS SELECT * FROM labels WHERE image_id IN (SELECT id FROM quality_images);
CREATE TEMP VIEW quality_predictions AS SELECT * FROM predictions WHERE image_id IN (SELECT id FROM quality_images);

CREATE TEMP TABLE quality_rows(level, item_id, metric, value, error);

CREATE TEMP TRIGGER quality_measure AFTER UPDATE ON quality_batch WHEN new.last - new.size < new.total
BEGIN
  DELETE FROM quality_rows;
  INSERT INTO quality_rows SELECT level, item_id, metric, value, error
  FROM image_metrics('quality_images', 'quality_labels', 'quality_predictions') WHERE on_error = 'report';
  DELETE FROM quality_metrics WHERE level = 'image' AND metric = 'unreadable'
    AND item_id IN (SELECT id FROM quality_images);
  INSERT OR REPLACE INTO quality_metrics(level, item_id, metric, value)
  SELECT level, item_id, metric, value FROM quality_rows;
END;

CREATE TEMP VIEW quality_progress AS
SELECT printf('image %s: %s', r.item_id, r.error) FROM quality_batch AS b JOIN quality_rows AS r
WHERE b.last - b.size < b.total AND r.error IS NOT NULL
UNION ALL
SELECT printf('%d of %d', min(last, total), total) FROM quality_batch WHERE last - size < total;

SELECT printf('%d of %d images to measure', total, (SELECT count(*) FROM images)) FROM quality_batch;
.read '|i=0; while [ $i -lt 1000 ]; do i=$((i + 1)); echo "UPDATE quality_batch SET last = last + size; SELECT * FROM quality_progress;"; done'
