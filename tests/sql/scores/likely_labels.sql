-- The views likely_missing_labels and likely_wrong_classes, on a data set with one label forgotten and one of the wrong class.
.read sql/schema.sql
.read sql/reports.sql
INSERT INTO images(id, width, height) SELECT value, 640, 480 FROM json_each('[1,2,3,4,5,6]');
INSERT INTO labels(id, image_id, class, x, y, width, height) SELECT id, id, iif(id = 5, 'dog', 'cat'), 10, 10, 100, 100 FROM images;
INSERT INTO labels(id, image_id, class, x, y, width, height) SELECT id + 10, id, 'dog', 300, 10, 100, 100 FROM images WHERE id < 4;
INSERT INTO predictions(id, image_id, class, score, x, y, width, height)
SELECT id, id, 'cat', 0.9 + id / 100.0, 12, 10, 100, 100 FROM images;
INSERT INTO predictions(id, image_id, class, score, x, y, width, height) VALUES
  (11, 1, 'dog', 0.8, 300, 12, 100, 100), (12, 2, 'dog', 0.7, 300, 12, 100, 100), (13, 3, 'dog', 0.6, 300, 14, 100, 100),
  (14, 4, 'dog', 0.75, 300, 12, 100, 100),  -- nobody labeled it
  (15, 6, 'cat', 0.5, 90, 60, 100, 100),    -- another cat, which overlaps the one that is labeled
  (16, 6, 'cat', 0.4, 20, 10, 100, 100),    -- a duplicate
  (17, 6, 'cat', 0.3, 60, 10, 100, 100),    -- a bad box
  (18, 1, 'bird', 0.9, 400, 400, 20, 20);   -- a class that is never correct
.print missing labels
SELECT rank, image_id, class, prediction_id, score, round(precision_at_score, 3), reason, round(iou, 3), best_label_id, geometry
FROM likely_missing_labels ORDER BY rank;
.print wrong classes
SELECT rank, image_id, label_id, class, confused_class, prediction_id, score, round(precision_at_score, 3), round(iou, 3), geometry
FROM likely_wrong_classes ORDER BY rank;
.print with parameters: the same as over a table of those predictions alone
CREATE VIEW above AS SELECT * FROM predictions WHERE score >= 0.7;
SELECT rank, class, prediction_id, round(precision_at_score, 3) FROM likely_missing_labels WHERE score_threshold = 0.7 ORDER BY rank;
SELECT rank, class, prediction_id, round(precision_at_score, 3) FROM likely_missing_labels WHERE predictions = 'above' ORDER BY rank;
SELECT iou_threshold, rank, prediction_id FROM likely_missing_labels WHERE iou_threshold IN (0.5, 0.97) ORDER BY 1, 2;
SELECT iou_threshold, rank, label_id FROM likely_wrong_classes WHERE iou_threshold IN (0.5, 0.97) ORDER BY 1, 2;
SELECT rank, label_id, class, confused_class FROM likely_wrong_classes WHERE predictions = 'above';
