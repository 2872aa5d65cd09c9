-- Two clusters and a loner; 6 lies on 2.
CREATE TABLE embeddings(id INTEGER PRIMARY KEY, class TEXT, embedding);
INSERT INTO embeddings VALUES
  (1, 'cat', '[1, 0, 0]'), (2, 'cat', '[1, 0.1, 0]'), (3, 'dog', '[1, 0, 0.2]'), (4, 'dog', '[0, 1, 0]'),
  (5, NULL, x'0000000000008040cdcccc3e'), -- 0, 4, 0.4
  (6, 'cat', x'00000041CDCC4C3F00000000'), -- 8, 0.8, 0
  (7, 'cow', NULL);
.print every row with its neighbours
SELECT id, class, neighbour_id, neighbour_class, rank, round(distance, 6) FROM nearest_neighbours WHERE k = 3;
.print by length of the difference
SELECT id, neighbour_id, rank, round(distance, 6) FROM nearest_neighbours('embeddings') WHERE k = 2 AND distance_type = 'l2';
.print those of one, and what is set comes back
SELECT neighbour_id, rank, embeddings, k, distance_type, threads FROM nearest_neighbours WHERE id = 6 AND k = 2;
SELECT count(*) FROM nearest_neighbours WHERE id = 99;
SELECT count(*), count(DISTINCT neighbour_id) FROM nearest_neighbours WHERE id = 6;
.print no more than there are
SELECT id, count(*), max(rank) FROM nearest_neighbours WHERE k = 1000 GROUP BY id;
.print the keys, alone and beside each other
SELECT id, neighbour_id FROM nearest_neighbours WHERE k = 1 AND class = 'dog';
SELECT id, neighbour_id FROM nearest_neighbours WHERE k = 1 AND neighbour_class = 'dog';
SELECT id, rank FROM nearest_neighbours WHERE k = 2 AND neighbour_id = 4 ORDER BY id;
SELECT id, rank, neighbour_id FROM nearest_neighbours WHERE k = 2 AND (id = 6 OR class = 'dog') ORDER BY id, rank;
SELECT id, rank, neighbour_id FROM nearest_neighbours WHERE k = 2 AND id IN (6, 3) AND class = 'dog' ORDER BY id, rank;
SELECT k, distance_type, count(*) FROM nearest_neighbours WHERE k IN (1, 4) AND distance_type IN ('l2', 'cosine') GROUP BY 1, 2;
.print a join asks once for one, then for all
CREATE TEMP TABLE wanted AS SELECT id FROM embeddings WHERE id IN (2, 4, 5);
CREATE TEMP TABLE before AS SELECT json_extract(boxscore_debug(), '$.runs') AS runs;
SELECT w.id, n.neighbour_id, n.rank FROM wanted AS w LEFT JOIN nearest_neighbours AS n ON n.id = w.id AND n.k = 1 ORDER BY 1;
SELECT json_extract(boxscore_debug(), '$.runs') - runs FROM before;
.print ties go to the lower id, whatever the order of the rows
CREATE TABLE ties(item_id, embedding);
INSERT INTO ties VALUES ('b', '[0,1]'), (10, '[2,0]'), ('a', '[0,-1]'), (9, '[-2,0]'), (2, '[0,0]');
SELECT * FROM nearest_neighbours('ties') WHERE distance_type = 'l2' AND k = 4;
SELECT neighbour_id FROM nearest_neighbours('ties') WHERE distance_type = 'l2' AND k = 1 AND id IN (2, 'b');
.print a table without ids has its rowid
CREATE TABLE bare(embedding);
INSERT INTO bare VALUES ('[1,2]'), ('[3,4]');
SELECT id, neighbour_id, distance FROM nearest_neighbours('bare') WHERE distance_type = 'l2';
.print nothing, and one row
CREATE TABLE few(id, embedding);
SELECT count(*) FROM nearest_neighbours('few');
INSERT INTO few VALUES (1, '[1]');
SELECT count(*) FROM nearest_neighbours('few');
INSERT INTO few VALUES (2, NULL);
SELECT count(*) FROM nearest_neighbours('few');
.print many rows: the same for any number of threads, and as the scalar functions have it
CREATE TABLE many(id INTEGER PRIMARY KEY, class INT, embedding TEXT);
INSERT INTO many
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 203)
SELECT i, i % 3, printf('[%d,%d,%d,%d,%d]', i * 7919 % 101, i * 104729 % 97, i * 1299709 % 89 + 1, i % 2, i * i % 11) FROM n;
CREATE TEMP TABLE found AS SELECT * FROM nearest_neighbours('many') WHERE distance_type IN ('cosine', 'l2') AND threads = 1;
SELECT count(*) FROM (SELECT * FROM found EXCEPT SELECT * FROM nearest_neighbours('many') WHERE distance_type IN ('cosine', 'l2') AND threads = 5);
CREATE TEMP TABLE pairs AS
SELECT a.id, b.id AS neighbour_id, l2_distance(a.embedding, b.embedding) AS l2, cosine_distance(a.embedding, b.embedding) AS cosine
FROM many AS a JOIN many AS b ON a.id <> b.id WHERE a.id % 10 = 1;
SELECT count(*), sum(l2 = distance AND place = rank) FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY l2, neighbour_id) AS place FROM pairs)
JOIN nearest_neighbours('many') USING (id, neighbour_id) WHERE distance_type = 'l2' AND threads = 2;
SELECT count(*), sum(cosine = distance AND place = rank) FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY cosine, neighbour_id) AS place FROM pairs)
JOIN nearest_neighbours('many') USING (id, neighbour_id) WHERE distance_type = 'cosine' AND threads = 2;
.print scalars
SELECT cosine_distance('[1,0]', '[1,0]'), cosine_distance('[1,0]', '[0,2]'), cosine_distance('[1,0]', '[-3,0]'), l2_distance('[0,0]', '[3,4]');
SELECT cosine_distance(x'0000803f', '[7]'), cosine_distance(NULL, '[1]'), l2_distance('[1]', NULL);
.print errors
SELECT count(*) FROM nearest_neighbours('nowhere');
CREATE VIEW v AS SELECT embedding FROM few;
SELECT count(*) FROM nearest_neighbours('v');
CREATE TABLE vectors(id, vector);
SELECT count(*) FROM nearest_neighbours('vectors');
SELECT count(*) FROM nearest_neighbours WHERE k = 0;
SELECT count(*) FROM nearest_neighbours WHERE k = 2.5;
SELECT count(*) FROM nearest_neighbours WHERE k = 1001;
SELECT count(*) FROM nearest_neighbours WHERE k = 'many';
SELECT count(*) FROM nearest_neighbours WHERE k > 5;
SELECT count(*) FROM nearest_neighbours WHERE distance_type = 'dot';
SELECT count(*) FROM nearest_neighbours WHERE distance_type = 2;
SELECT count(*) FROM nearest_neighbours WHERE threads = -1;
SELECT count(*) FROM nearest_neighbours('ties');
CREATE TABLE wrong(id, class, embedding);
CREATE TABLE one(id, class, embedding);
INSERT INTO one VALUES (1, NULL, '[1,2]');
CREATE VIEW both AS SELECT * FROM one UNION ALL SELECT * FROM wrong;
INSERT INTO wrong VALUES (2, NULL, '[1,2,3]');
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = x'000000';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = x'';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = '[]';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = '[1,"2"]';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = 'cat';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = 5;
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = x'0000803f0000c07f';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = '[1e39,1]';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = '[0,0]';
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET embedding = zeroblob(4 * 65537);
SELECT count(*) FROM nearest_neighbours('wrong');
UPDATE wrong SET embedding = '[3,4]', id = 1;
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET id = NULL;
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET id = 2.5;
SELECT count(*) FROM nearest_neighbours('both');
UPDATE wrong SET id = 2, class = x'00';
SELECT count(*) FROM nearest_neighbours('both');
SELECT cosine_distance('[1,2]', '[1,2,3]');
SELECT cosine_distance('[1,2]', '[0,0]');
SELECT l2_distance('[1,2]', 'x');
SELECT l2_distance(1, '[1]');
SELECT l2_distance('[1]');
