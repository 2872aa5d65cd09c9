.read tests/data/pets.sql
SELECT * FROM evaluated_objects;
SELECT kind, count(*) FROM evaluated_objects WHERE score_threshold = 0.8 AND classes = 'cat' GROUP BY 1;
SELECT id, model FROM evaluated_objects WHERE model = 'b' AND image_id = 1;
SELECT kind, class, geometry FROM evaluated_objects WHERE id = 1;
.print boxes come as they are read, from JSON too
CREATE TABLE boxed(id, image_id, class, bbox);
INSERT INTO boxed VALUES (1, 1, 'cat', ' [ 1e2, 0.5, 10.25, 0.1 ] ');
SELECT geometry FROM evaluated_objects('boxed', 'only_b') WHERE kind = 'label';
