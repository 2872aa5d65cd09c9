.read tests/data/pets.sql
CREATE TABLE zones(image_id, geometry, ignore);
.print objects outside of the regions are left out: half of image 1, and all of image 3
INSERT INTO zones VALUES (1, '[0,0,150,480]', 0), (3, '[[0,0,640,0,640,480,0,480]]', NULL);
SELECT outcome, image_id, class, prediction_id, label_id, model FROM match_outcomes WHERE regions = 'zones';
SELECT class, label_count, tp, fp, fn, model FROM ap_by_class WHERE regions = 'zones';
SELECT kind, id FROM evaluated_objects WHERE regions = 'zones' AND image_id = 1;
.print several regions of an image are united, and an edge on the right or below does not belong to a region
SELECT count(*) FROM evaluated_objects WHERE regions = 'zones' AND image_id = 1;
INSERT INTO zones VALUES (1, '[100,0,540,480]', 0);
SELECT count(*) FROM evaluated_objects WHERE regions = 'zones' AND image_id = 1;
CREATE TABLE tiles(image_id, x, y, width, height);
INSERT INTO tiles VALUES (3, 0, 0, 110, 480);
SELECT id FROM evaluated_objects WHERE regions = 'tiles' AND kind = 'label';
UPDATE tiles SET x = 110;
SELECT id FROM evaluated_objects WHERE regions = 'tiles' AND kind = 'label';
.print regions of every kind: a rotated box, WKT with a hole, run lengths
DELETE FROM zones;
INSERT INTO zones VALUES (1, '[60,60,100,100,45]', 0);
SELECT id FROM evaluated_objects WHERE regions = 'zones' AND kind = 'label';
UPDATE zones SET geometry = 'POLYGON((0 0, 640 0, 640 480, 0 480, 0 0), (50 50, 70 50, 70 70, 50 70, 50 50))';
SELECT id FROM evaluated_objects WHERE regions = 'zones' AND kind = 'label';
UPDATE zones SET geometry = '{"size":[480,640],"counts":[480,120000,186720]}';
SELECT id FROM evaluated_objects WHERE regions = 'zones' AND kind = 'label';
.print an ignored region absorbs predictions, and labels inside do not count
DELETE FROM zones;
INSERT INTO zones VALUES (1, '[190,0,200,200]', 1), (3, '[480,380,60,100]', 1), (5, '[0,0,20,200]', 1);
SELECT outcome, reason, prediction_id, label_id, explanation FROM match_outcomes
WHERE regions = 'zones' AND image_id IN (1, 3, 5) AND model = 'a';
SELECT class, label_count, tp, fp, fn FROM ap_by_class WHERE regions = 'zones' AND model = 'a';
SELECT error, count FROM error_types WHERE regions = 'zones' AND model = 'a';
SELECT label_class, prediction_class, count FROM confusion_matrix WHERE regions = 'zones' AND model = 'a';
.print a region for one class only
ALTER TABLE zones ADD COLUMN class;
UPDATE zones SET class = 'cat' WHERE image_id = 1;
SELECT outcome, reason, prediction_id, label_id FROM match_outcomes WHERE regions = 'zones' AND image_id = 1 AND model = 'a';
.print of masks, the share of the mask counts
CREATE TABLE ms(id INTEGER PRIMARY KEY, image_id, class, segmentation);
CREATE TABLE mp(id INTEGER PRIMARY KEY, image_id, class, score, segmentation);
INSERT INTO ms VALUES (1, 5, 'a', '{"size":[4,4],"counts":[0,4,12]}');
INSERT INTO mp VALUES (1, 5, 'a', 0.9, '{"size":[4,4],"counts":[8,4,4]}'), (2, 5, 'a', 0.8, '{"size":[4,4],"counts":[8,8]}');
CREATE TABLE mz(image_id, ignore, geometry);
INSERT INTO mz VALUES (5, 1, '{"size":[4,4],"counts":[12,4]}');
UPDATE images SET width = 4, height = 4 WHERE id = 5;
SELECT outcome, reason, prediction_id, explanation FROM match_outcomes('ms', 'mp') WHERE regions = 'mz';
.print a model whose predictions all lie outside
SELECT class, tp, fn, model FROM ap_by_class WHERE regions = 'tiles' AND model = 'a';
DELETE FROM tiles;
INSERT INTO tiles VALUES (4, 0, 0, 640, 480);
SELECT class, tp, fn, model FROM ap_by_class WHERE regions = 'tiles' AND model = 'a';
.print the answer changes with the table
INSERT INTO tiles VALUES (1, 0, 0, 640, 480);
SELECT class, tp, fn, model FROM ap_by_class WHERE regions = 'tiles' AND model = 'a';
.print a region of an image without objects is one of the images
INSERT INTO images(id, width, height) VALUES (77, 640, 480);
INSERT INTO tiles VALUES (77, 0, 0, 640, 480);
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
.print errors
SELECT count(*) FROM match_outcomes WHERE regions = 'none';
UPDATE tiles SET image_id = 78 WHERE image_id = 77;
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
UPDATE tiles SET image_id = '1' WHERE image_id = 78;
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
DELETE FROM tiles;
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
INSERT INTO tiles VALUES (1, 0, 0, NULL, 480);
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
UPDATE tiles SET width = 'wide';
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
UPDATE tiles SET image_id = NULL;
SELECT count(*) FROM match_outcomes WHERE regions = 'tiles';
CREATE TABLE named(id, image_id, geometry, class, ignore);
INSERT INTO named VALUES ('north', 1, '[1,2,3', NULL, 0);
SELECT count(*) FROM match_outcomes WHERE regions = 'named';
UPDATE named SET geometry = '[1,2,3,4]', class = 'dragon';
SELECT count(*) FROM match_outcomes WHERE regions = 'named';
UPDATE named SET class = NULL, ignore = 'yes';
SELECT count(*) FROM match_outcomes WHERE regions = 'named';
UPDATE mz SET geometry = '{"size":[5,4],"counts":[12,8]}';
SELECT count(*) FROM match_outcomes('ms', 'mp') WHERE regions = 'mz';
CREATE TABLE bare(image_id);
INSERT INTO bare VALUES (1);
SELECT count(*) FROM match_outcomes WHERE regions = 'bare';
CREATE TABLE no_image(geometry);
SELECT count(*) FROM match_outcomes WHERE regions = 'no_image';
