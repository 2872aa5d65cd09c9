-- The views of pictures.sql: what they show, and that their parameters mean what they mean in the direct call.
.read tests/data/pets.sql
.read sql/pictures.sql
ALTER TABLE images ADD COLUMN data;
UPDATE images SET data = geometry_png('[10,10,100,100]', width, height) WHERE id <> 3;
CREATE TEMP VIEW described AS
SELECT outcome, prediction_id, label_id, substr(picture, instr(picture, '<title>') + 7, instr(picture, '</title>') - instr(picture, '<title>') - 7) AS title,
  substr(picture, instr(picture, '<desc>') + 6, instr(picture, '</desc>') - instr(picture, '<desc>') - 6) AS objects, instr(picture, 'data:image/png') > 0 AS has_image,
  instr(picture, 'stroke="#5658dd"') > 0 AS purple, instr(picture, 'stroke="#fd0a5a"') > 0 AS magenta, model
FROM outcome_pictures;
.print what is drawn
SELECT * FROM described ORDER BY model, prediction_id IS NULL, prediction_id, label_id;
.print one picture
SELECT picture FROM outcome_pictures WHERE label_id = 8 AND model = 'a';
SELECT picture FROM outcome_crops WHERE prediction_id = 6;
.print an image of which nothing is known
DELETE FROM images WHERE id = 5;
SELECT picture FROM outcome_pictures WHERE prediction_id = 8;
.print by masks
UPDATE predictions SET segmentation = geometry_mask(json_array(x, y, width, height), 640, 480);
SELECT length(picture) > 1000 FROM outcome_pictures WHERE prediction_id = 1 AND iou_type = 'segm';

CREATE TEMP TABLE seen AS
SELECT 'at 0.75' AS which, outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM outcome_pictures WHERE iou_threshold = 0.75 AND picture IS NOT NULL;
CREATE TEMP TABLE direct AS
SELECT 'at 0.75' AS which, outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold = 0.75;
INSERT INTO seen
SELECT 'at 0.5 and 0.75', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM outcome_crops WHERE iou_threshold IN (0.5, 0.75) AND picture IS NOT NULL;
INSERT INTO direct
SELECT 'at 0.5 and 0.75', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75);
INSERT INTO seen
SELECT 'another table', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM outcome_drawings WHERE iou_threshold IN (0.5, 0.75) AND predictions = 'only_b' AND drawing IS NOT NULL;
INSERT INTO direct
SELECT 'another table', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75) AND predictions = 'only_b';
INSERT INTO seen
SELECT 'one model', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM outcome_pictures WHERE iou_threshold IN (0.5, 0.75) AND model = 'a' AND area_range = 'small' AND picture IS NOT NULL;
INSERT INTO direct
SELECT 'one model', outcome, image_id, prediction_id, label_id, explanation, labels, predictions, images, iou_threshold, iou_type, area_range, model
FROM match_outcomes WHERE iou_threshold IN (0.5, 0.75) AND model = 'a' AND area_range = 'small';
.print rows of the views
SELECT which, count(*) FROM seen GROUP BY which ORDER BY which;
.print rows that only one of the two has
SELECT 'view', * FROM (SELECT * FROM seen EXCEPT SELECT * FROM direct);
SELECT 'call', * FROM (SELECT * FROM direct EXCEPT SELECT * FROM seen);
SELECT (SELECT count(*) FROM seen) - (SELECT count(*) FROM direct);
.print one evaluation for all pictures
CREATE TEMP TABLE counted AS SELECT json_extract(boxscore_debug(), '$.runs') AS runs;
SELECT count(picture) FROM outcome_pictures WHERE model = 'a';
SELECT json_extract(boxscore_debug(), '$.runs') - runs FROM counted;
.print other images
CREATE TABLE frames AS SELECT * FROM images WHERE id = 1;
SELECT instr(picture, 'data:image/png') > 0, images FROM outcome_pictures WHERE prediction_id IN (1, 4) AND images = 'frames';
.print errors
SELECT picture FROM outcome_pictures WHERE images = 'nothing';
DROP TABLE images;
SELECT length(drawing) > 0 FROM outcome_drawings WHERE prediction_id = 1;
SELECT picture FROM outcome_pictures WHERE prediction_id = 1;
.run SELECT boxscore_sql('drop_reports')
SELECT count(*) FROM sqlite_schema WHERE type = 'view';
