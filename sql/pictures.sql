-- Pictures: views that show the outcome of a prediction or a label on its image. Run `.read` on this file once, or execute
-- boxscore_sql('pictures').
--
--     SELECT picture FROM outcome_pictures WHERE prediction_id = 17;
--
-- The images come from the column data of the images table (PNG or JPEG). If they are files, make a view that reads
-- them and name it: WHERE images = 'images_with_data'. Parameters are set as in reports.sql.

-- The drawing of each prediction and label. A prediction is shown with all labels of its image, a missed label with all
-- predictions, in the colours of their classes. The object itself is purple, or magenta if it is a false positive.
CREATE VIEW IF NOT EXISTS outcome_drawings AS -- boxscore: outcome_drawings
SELECT m.outcome, m.reason, m.explanation, m.image_id, m.class, m.prediction_id, m.label_id, m.score, m.iou,
  (
    SELECT draw_objects(
      o.geometry,
      CASE WHEN o.kind <> iif(m.prediction_id IS NULL, 'label', 'prediction') OR o.id <> coalesce(m.prediction_id, m.label_id)
        THEN class_colour(o.class)
        WHEN m.outcome = 'FP' THEN '#fd0a5a' WHEN m.outcome = 'ignored' THEN '#808080' ELSE '#5658dd' END,
      o.class || iif(o.score IS NULL, '', printf(' %.2f', o.score)),
      iif(o.kind = iif(m.prediction_id IS NULL, 'label', 'prediction') AND o.id = coalesce(m.prediction_id, m.label_id),
        'front thick unfilled boxed', NULL)
    )
    FROM evaluated_objects AS o
    WHERE o.labels = m.labels AND o.predictions = m.predictions AND o.images = m.images AND o.iou_type = m.iou_type
      AND o.score_threshold IS m.score_threshold AND o.class_thresholds IS m.class_thresholds AND o.image_id = m.image_id
      AND CASE
        WHEN m.prediction_id IS NULL THEN o.kind = 'prediction' AND o.model IS m.model OR o.kind = 'label' AND o.id = m.label_id
        ELSE o.kind = 'label' OR o.id = m.prediction_id END
  ) AS drawing,
  m.outcome || ': ' || m.class || iif(m.score IS NULL, '', printf(' %.2f', m.score)) || ', ' || m.explanation AS note,
  m.labels, m.predictions, m.images, m.iou_threshold, m.iou_type, m.area_range, m.score_threshold, m.class_thresholds, m.model
FROM match_outcomes AS m;

-- The image with the drawing on it and the explanation below.
CREATE VIEW IF NOT EXISTS outcome_pictures AS -- boxscore: outcome_pictures
SELECT d.outcome, d.reason, d.explanation, d.image_id, d.class, d.prediction_id, d.label_id, d.score, d.iou,
  picture_svg(i.data, i.width, i.height, d.drawing,
    d.note || iif(i.id IS NULL, printf('; %s has no image %s', d.images, d.image_id), '')) AS picture,
  d.labels, d.predictions, d.images, d.iou_threshold, d.iou_type, d.area_range, d.score_threshold, d.class_thresholds, d.model
FROM outcome_drawings AS d
LEFT JOIN evaluated_images AS i ON i.images = d.images AND i.id = d.image_id;

-- The same for galleries: a square of a few kilobytes around the prediction or label, with some margin.
CREATE VIEW IF NOT EXISTS outcome_crops AS -- boxscore: outcome_crops
SELECT d.outcome, d.reason, d.explanation, d.image_id, d.class, d.prediction_id, d.label_id, d.score, d.iou,
  picture_crop(i.data, i.width, i.height, d.drawing, o.geometry) AS picture,
  d.labels, d.predictions, d.images, d.iou_threshold, d.iou_type, d.area_range, d.score_threshold, d.class_thresholds, d.model
FROM outcome_drawings AS d
LEFT JOIN evaluated_images AS i ON i.images = d.images AND i.id = d.image_id
LEFT JOIN evaluated_objects AS o ON o.labels = d.labels AND o.predictions = d.predictions AND o.images = d.images
  AND o.iou_type = d.iou_type AND o.image_id = d.image_id AND o.kind = iif(d.prediction_id IS NULL, 'label', 'prediction')
  AND o.id = coalesce(d.prediction_id, d.label_id);
