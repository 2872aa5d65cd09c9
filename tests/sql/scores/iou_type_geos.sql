-- needs geos
-- Polygons compared as vectors: those of iou_type.sql beside it.
.read tests/data/leaves.sql

.print vectors
CREATE TEMP VIEW vectors AS SELECT * FROM predictions WHERE id < 4;
CREATE TEMP VIEW vector_labels AS SELECT * FROM labels WHERE id <> 3;
SELECT prediction_id, outcome, label_id, round(iou, 6) FROM match_outcomes('vector_labels', 'vectors')
WHERE iou_type = 'polygon' AND prediction_id > 0;
.print a mask is the polygon of its pixels' edges
SELECT prediction_id, outcome, label_id, round(iou, 6) FROM match_outcomes WHERE iou_type = 'polygon' AND prediction_id > 0;
.print a polygon with holes is WKT
CREATE TABLE ring(id, image_id, class, score, segmentation);
INSERT INTO ring VALUES (1, 1, 'leaf', 0.5, 'POLYGON((2 2, 12 2, 12 12, 2 12, 2 2), (4 4, 4 6, 6 6, 6 4, 4 4))');
SELECT geometry FROM evaluated_objects('labels', 'ring') WHERE kind = 'prediction';
SELECT iou_type, outcome, round(iou, 6) FROM match_outcomes('labels', 'ring')
WHERE iou_type IN ('segm', 'polygon') AND prediction_id = 1;
.print outlines are clipped to the image, so its size must be known
DELETE FROM images;
SELECT * FROM ap_by_class('vector_labels', 'vectors') WHERE iou_type = 'polygon';
DROP TABLE images;
SELECT * FROM ap_by_class('vector_labels', 'vectors') WHERE iou_type = 'polygon';
