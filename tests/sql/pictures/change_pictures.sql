-- The views of pictures.sql over model_changes: what they show, and that their parameters mean what they mean in the direct call.
.read tests/data/pets.sql
.read sql/pictures.sql
ALTER TABLE images ADD COLUMN data;
UPDATE images SET data = geometry_png('[10,10,100,100]', width, height) WHERE id <> 3;
CREATE TEMP VIEW described AS
SELECT change, label_id, prediction_a, prediction_b, note, model_a, model_b,
  substr(picture, instr(picture, '<desc>') + 6, instr(picture, '</desc>') - instr(picture, '<desc>') - 6) AS objects, instr(picture, 'data:image/png') > 0 AS has_image,
  instr(picture, '#2a9d3a') > 0 AS green, instr(picture, '#fd0a5a') > 0 AS magenta, instr(picture, '#0072b2') > 0 AS blue, instr(picture, '#e69f00') > 0 AS orange
FROM change_pictures;
.print what is drawn
SELECT change, label_id, prediction_a AS a, prediction_b AS b, note FROM described;
SELECT change, label_id, prediction_a AS a, prediction_b AS b, objects, has_image, green, magenta, blue, orange FROM described;
SELECT DISTINCT model_a, model_b FROM change_drawings;
.print one picture
SELECT picture FROM change_pictures WHERE label_id = 8;
SELECT picture FROM change_crops WHERE prediction_b = 15;
.print the models in two tables, of which neither has names, and the other way round
CREATE VIEW first AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'a';
CREATE VIEW second AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'b';
SELECT note, length(picture) > 1000, model_a, model_b FROM change_crops WHERE predictions = 'first' AND predictions_b = 'second' AND change IN ('gained', 'new_false_positive');
SELECT change, label_id, note FROM change_pictures WHERE model_a = 'b' AND change IN ('gained', 'lost');
.print a model without a name has its own predictions only
CREATE VIEW unnamed AS SELECT id, image_id, class, score, x, y, width, height, nullif(model, 'a') AS model FROM predictions;
SELECT count(*), sum(length(replace(d.picture, '</title>', '')) - length(d.picture) = length(replace(e.picture, '</title>', '')) - length(e.picture)) AS as_many
FROM change_pictures AS d JOIN change_pictures AS e ON d.change = e.change AND d.label_id = e.label_id
WHERE d.predictions = 'unnamed' AND e.predictions = 'predictions' AND d.change IN ('gained', 'missed');
.print an image of which nothing is known
DELETE FROM images WHERE id = 5;
SELECT picture FROM change_pictures WHERE prediction_a = 8;
.print by masks, and rows of the views
UPDATE predictions SET segmentation = geometry_mask(json_array(x, y, width, height), 640, 480);
SELECT length(picture) > 1000 FROM change_pictures WHERE label_id = 1 AND iou_type = 'segm';
SELECT iou_threshold, count(*), (SELECT count(*) FROM model_changes AS m WHERE m.iou_threshold = d.iou_threshold) FROM change_drawings AS d WHERE iou_threshold IN (0.5, 0.75) AND drawing IS NOT NULL GROUP BY 1;
.print errors
SELECT picture FROM change_pictures WHERE predictions = 'only_b';
SELECT picture FROM change_pictures WHERE model_b = 'c';
