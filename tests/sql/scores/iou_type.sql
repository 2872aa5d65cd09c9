-- What objects are compared by: boxes, masks, boundaries, polygons, rotated boxes; and what decides where nobody says.
.read tests/data/leaves.sql

.print predictions have masks only, so masks decide
SELECT iou_type, prediction_id, outcome, label_id, round(iou, 6), explanation FROM match_outcomes WHERE prediction_id > 0;
.print boxes of the masks
SELECT iou_type, prediction_id, outcome, label_id, round(iou, 6) FROM match_outcomes
WHERE iou_type = 'bbox' AND prediction_id > 0;
.print boundaries
SELECT prediction_id, outcome, label_id, round(iou, 6) FROM match_outcomes WHERE iou_type = 'boundary' AND prediction_id > 0;
.print the same for every number of threads, and over several types in one query
SELECT iou_type, round(avg(ap), 6) FROM ap_by_class WHERE iou_type IN ('bbox', 'segm', 'boundary') GROUP BY 1;
SELECT (SELECT ap FROM ap_by_class WHERE iou_type = 'segm' AND threads = 1) =
  (SELECT ap FROM ap_by_class WHERE iou_type = 'segm' AND threads = 4);
.print the objects as they are compared
SELECT kind, id, geometry FROM evaluated_objects;
SELECT kind, id, geometry FROM evaluated_objects WHERE iou_type = 'bbox';

.print areas of masks tell the sizes apart
SELECT outcome, reason, explanation, prediction_id, label_id FROM match_outcomes WHERE area_range = '0-50';
SELECT metric, value FROM coco_summary WHERE metric IN ('AP', 'APs', 'APm');

.print rotated boxes in bbox
CREATE TABLE turned(id, image_id, class, bbox);
INSERT INTO turned VALUES (1, 1, 'leaf', '[10,10,8,4,30]'), (2, 1, 'leaf', '[20,5,12,12]');
CREATE TABLE found(id, image_id, class, score, bbox);
INSERT INTO found VALUES (1, 1, 'leaf', 0.9, '[10,10,8,4,35]'), (2, 1, 'leaf', 0.8, '[26,11,12,12,90]'), (3, 1, 'leaf', 0.7, '[10,10,8,4,120]');
SELECT iou_type, prediction_id, outcome, label_id, round(iou, 6) FROM match_outcomes('turned', 'found') WHERE prediction_id > 0;
SELECT count(*) FROM match_outcomes('turned', 'found') WHERE iou_type = 'bbox';

.print sizes come from images, or from the masks of the image
SELECT count(*) FROM match_outcomes WHERE images = 'no_images' AND iou_type = 'segm';
CREATE TABLE no_sizes(id, width, height);
SELECT count(*) FROM match_outcomes WHERE images = 'no_sizes' AND iou_type = 'segm';
INSERT INTO no_sizes VALUES (1, 40, 0);
SELECT count(*) FROM match_outcomes WHERE images = 'no_sizes' AND iou_type = 'segm';
UPDATE no_sizes SET height = 30;
SELECT count(*) FROM match_outcomes WHERE images = 'no_sizes' AND iou_type = 'segm';
INSERT INTO no_sizes VALUES (2, 50, 30);
SELECT count(*) FROM match_outcomes WHERE images = 'no_sizes' AND iou_type = 'segm';

.print a box where a mask is wanted is its box on the canvas; [] is no segmentation
CREATE TEMP VIEW mixed AS SELECT id, image_id, class, x, y, width, height, CASE WHEN id = 1 THEN '[]' END AS segmentation FROM labels;
SELECT prediction_id, outcome, round(iou, 6) FROM match_outcomes('mixed', 'predictions') WHERE iou_type = 'segm' AND prediction_id > 0;
.print rows without boxes between rows with them
CREATE TABLE some(id, image_id, class, score, x, y, width, height, segmentation);
INSERT INTO some VALUES (1, 1, 'leaf', 0.9, 3, 2, 10, 10, NULL), (2, 1, 'leaf', 0.8, NULL, NULL, NULL, NULL, '[[20,5,32,5,32,17]]');
SELECT iou_type, prediction_id, outcome, round(iou, 6) FROM match_outcomes('labels', 'some') WHERE prediction_id > 0;

.print what is wrong names its row
UPDATE some SET segmentation = NULL;
SELECT count(*) FROM match_outcomes('labels', 'some');
UPDATE some SET segmentation = '[[20,5,32,5]]' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some');
UPDATE some SET segmentation = '[[20,5,32,5,7]]' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some');
UPDATE some SET segmentation = '[[20,5,32,5,7,2e6]]' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
UPDATE some SET segmentation = '{"size":[30,40],"counts":[3,4]}' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
UPDATE some SET segmentation = '{"size":[3,4],"counts":[0,12]}' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
UPDATE some SET segmentation = 'LINESTRING(0 0, 1 1)' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
UPDATE some SET segmentation = 'nothing' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
UPDATE some SET segmentation = x'0102' WHERE id = 2;
SELECT count(*) FROM match_outcomes('labels', 'some') WHERE iou_type = 'segm';
SELECT count(*) FROM match_outcomes WHERE iou_type = 'rotated';
SELECT count(*) FROM match_outcomes WHERE iou_type = 'mask';

.print of the default images table only that it is missing is passed over
ALTER TABLE images RENAME TO sizes;
SELECT outcome, count(*) FROM match_outcomes WHERE iou_type = 'segm' AND image_id = 2 GROUP BY outcome;
CREATE TEMP VIEW masks AS SELECT * FROM predictions WHERE image_id = 2;
CREATE TEMP VIEW mask_labels AS SELECT * FROM labels WHERE id = 3;
SELECT outcome, count(*) FROM match_outcomes('mask_labels', 'masks') WHERE iou_type = 'segm' GROUP BY outcome;
CREATE TABLE images(id, width);
SELECT count(*) FROM match_outcomes WHERE iou_type = 'segm';
DROP TABLE images;
CREATE TEMP VIEW images AS SELECT * FROM not_there;
SELECT count(*) FROM match_outcomes WHERE iou_type = 'segm';
DROP VIEW images;
CREATE TEMP VIEW images AS SELECT * FROM sizes UNION ALL SELECT 2, 50, 50;
SELECT count(*) FROM match_outcomes WHERE iou_type = 'segm';
SELECT count(*) FROM match_outcomes WHERE iou_type = 'bbox';
