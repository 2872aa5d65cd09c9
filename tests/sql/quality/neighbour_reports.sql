-- The views over nearest_neighbours: neighbour_agreement, uniqueness, near_duplicates.
.read sql/reports.sql
CREATE TABLE embeddings(id INTEGER PRIMARY KEY, class TEXT, embedding);
INSERT INTO embeddings VALUES
  (1, 'cat', '[1,0,0]'), (2, 'cat', '[1,0.1,0]'), (3, 'dog', '[1,0,0.1]'), (4, 'dog', '[0,1,0]'), (5, 'dog', '[0,1,0.1]'),
  (6, NULL, '[0,1,0.2]'), (7, 'cow', '[0,0,1]'), (8, 'cat', '[2,0,0]'), (9, 'dog', NULL);
CREATE VIEW others AS SELECT 'x' || id AS id, class, embedding FROM embeddings WHERE id < 8;
.print annotation quality
SELECT id, class, neighbour_count, agreeing, round(agreement, 4), nearest_class, k, distance_type
FROM neighbour_agreement WHERE k = 3 ORDER BY agreement, id;
.print uniqueness
SELECT id, class, neighbour_id, neighbour_class, round(distance, 6), round(uniqueness, 4), distance_type FROM uniqueness ORDER BY uniqueness DESC, id;
.print near duplicates
SELECT id, duplicate_id, class, duplicate_class, round(distance, 6), k, distance_type FROM near_duplicates WHERE distance < 0.01 ORDER BY distance, id;
.print parameters
SELECT embeddings, k, distance_type, count(*), sum(neighbour_count), sum(agreeing) FROM neighbour_agreement
WHERE k IN (1, 3) AND distance_type IN ('l2', 'cosine') AND embeddings IN ('embeddings', 'others') GROUP BY 1, 2, 3;
SELECT n.embeddings, n.k, n.distance_type, count(DISTINCT n.id), count(neighbour_class), sum(class = neighbour_class) FROM nearest_neighbours AS n
WHERE k IN (1, 3) AND distance_type IN ('l2', 'cosine') AND embeddings IN ('embeddings', 'others') AND class IS NOT NULL GROUP BY 1, 2, 3;
SELECT id, neighbour_id, round(distance, 6), round(uniqueness, 4) FROM uniqueness
WHERE embeddings = 'others' AND distance_type = 'l2' ORDER BY id;
SELECT embeddings, k, distance_type, count(*), count(DISTINCT id || ' ' || duplicate_id) FROM near_duplicates
WHERE k IN (1, 3) AND distance_type IN ('l2', 'cosine') AND embeddings IN ('embeddings', 'others') AND distance < 0.5 GROUP BY 1, 2, 3;
SELECT embeddings, k, distance_type, count(DISTINCT min(id, neighbour_id) || ' ' || max(id, neighbour_id)) FROM nearest_neighbours
WHERE k IN (1, 3) AND distance_type IN ('l2', 'cosine') AND embeddings IN ('embeddings', 'others') AND distance < 0.5 GROUP BY 1, 2, 3;
.print errors
SELECT count(*) FROM uniqueness WHERE embeddings = 'nowhere';
SELECT count(*) FROM near_duplicates WHERE k = 0;
