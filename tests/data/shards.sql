-- The example of pets cut into two shards: images 1, 2 and 5, and images 3 and 4.
.read tests/data/pets.sql
CREATE VIEW labels_1 AS SELECT * FROM labels WHERE image_id IN (1, 2, 5);
CREATE VIEW labels_2 AS SELECT * FROM labels WHERE image_id IN (3, 4);
CREATE VIEW predictions_1 AS SELECT * FROM predictions WHERE image_id IN (1, 2, 5);
CREATE VIEW predictions_2 AS SELECT * FROM predictions WHERE image_id IN (3, 4);
CREATE TABLE shards AS SELECT 1 AS shard, * FROM evaluation_state('labels_1', 'predictions_1');
INSERT INTO shards SELECT 2, * FROM evaluation_state('labels_2', 'predictions_2');
