-- needs png
-- PNG masks as segmentations.
.read tests/data/png.sql
CREATE TABLE labels AS
SELECT i.value AS id, 1 AS image_id, 'object' AS class, i.mask AS segmentation
FROM png AS p CROSS JOIN png_instances(p.data) AS i WHERE p.name = 'voc' AND i.value <> 255;
CREATE TABLE predictions AS SELECT 1 AS id, 1 AS image_id, 'object' AS class, 0.5 AS score, data AS segmentation
FROM png WHERE name = 'voc';
.print the pixels that are not 0 are the mask
SELECT iou_type, outcome, prediction_id, round(iou, 6), explanation FROM match_outcomes WHERE iou_threshold = 0.1;
SELECT kind, id, geometry FROM evaluated_objects;
SELECT outcome, round(iou, 6) FROM match_outcomes WHERE iou_type = 'bbox' AND iou_threshold = 0.1;
.print one that is cut off
UPDATE predictions SET segmentation = x'89504e470d0a1a0a00';
SELECT count(*) FROM match_outcomes;
