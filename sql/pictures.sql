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

-- What changed from one model to another, object by object, as model_changes tells it. What the second model won is green, what it
-- lost magenta, the rest purple. A label is shown with the predictions that found it, the first model's in blue and the second's in orange,
-- and with all predictions of a model that missed it; a false positive with all labels of its image.
CREATE VIEW IF NOT EXISTS change_drawings AS -- boxscore: change_drawings
SELECT c.change, c.image_id, c.class, c.label_id, c.prediction_a, c.prediction_b, c.score_a, c.score_b, c.iou_a, c.iou_b, c.reason_a, c.reason_b,
  (
    SELECT draw_objects(d.drawing) FROM (
      SELECT (
        SELECT draw_objects(
          o.geometry,
          CASE WHEN o.kind = 'label' AND o.id IS NOT c.label_id THEN class_colour(o.class)
            WHEN o.kind = 'prediction' AND c.label_id IS NOT NULL THEN '#0072b2'
            WHEN c.change IN ('gained', 'gone_false_positive') THEN '#2a9d3a'
            WHEN c.change IN ('lost', 'new_false_positive') THEN '#fd0a5a' ELSE '#5658dd' END,
          o.class || iif(o.score IS NULL, '', printf(' %.2f', o.score) || coalesce(' ' || c.model_a, '')),
          iif(o.kind = 'label' AND o.id IS c.label_id OR o.kind = 'prediction' AND c.label_id IS NULL, 'front thick unfilled boxed', NULL)
        )
        FROM evaluated_objects AS o
        WHERE o.labels = c.labels AND o.predictions = c.predictions AND o.images = c.images AND o.iou_type = c.iou_type
          AND o.score_threshold IS c.score_threshold AND o.class_thresholds IS c.class_thresholds AND o.image_id = c.image_id
          AND CASE WHEN o.kind = 'label' THEN c.label_id IS NULL OR o.id = c.label_id
            WHEN c.prediction_a IS NOT NULL THEN o.id = c.prediction_a
            ELSE c.label_id IS NOT NULL AND o.model IS c.model_a END
      ) AS drawing
      UNION ALL
      SELECT (
        SELECT draw_objects(
          o.geometry,
          CASE WHEN c.label_id IS NOT NULL THEN '#e69f00' WHEN c.change = 'new_false_positive' THEN '#fd0a5a' ELSE '#5658dd' END,
          o.class || printf(' %.2f', o.score) || coalesce(' ' || c.model_b, ''), iif(c.label_id IS NULL, 'front thick unfilled boxed', NULL)
        )
        FROM evaluated_objects AS o
        WHERE o.labels = c.labels AND o.predictions = coalesce(c.predictions_b, c.predictions) AND o.images = c.images AND o.iou_type = c.iou_type
          AND o.score_threshold IS c.score_threshold AND o.class_thresholds IS c.class_thresholds AND o.image_id = c.image_id
          AND o.kind = 'prediction'
          AND CASE WHEN c.prediction_b IS NOT NULL THEN o.id = c.prediction_b
            ELSE c.label_id IS NOT NULL AND o.model IS c.model_b END
      )
    ) AS d
  ) AS drawing,
  replace(c.change, '_', ' ') || ': ' || c.class || '; ' || coalesce(c.model_a, 'first model') || ': ' || CASE
      WHEN c.prediction_a IS NOT NULL THEN printf('score %.2f, ', c.score_a) || coalesce(c.reason_a, printf('IoU %.2f', c.iou_a))
      WHEN c.label_id IS NOT NULL THEN 'missed, ' || c.reason_a ELSE 'nothing there' END
    || '; ' || coalesce(c.model_b, 'second model') || ': ' || CASE
      WHEN c.prediction_b IS NOT NULL THEN printf('score %.2f, ', c.score_b) || coalesce(c.reason_b, printf('IoU %.2f', c.iou_b))
      WHEN c.label_id IS NOT NULL THEN 'missed, ' || c.reason_b ELSE 'nothing there' END AS note,
  c.labels, c.predictions, c.predictions_b, c.model_a, c.model_b, c.images, c.iou_threshold, c.iou_type, c.area_range, c.score_threshold,
  c.class_thresholds
FROM model_changes AS c;

-- The image with the drawing on it, and below it what both models did.
CREATE VIEW IF NOT EXISTS change_pictures AS -- boxscore: change_pictures
SELECT d.change, d.image_id, d.class, d.label_id, d.prediction_a, d.prediction_b, d.score_a, d.score_b, d.iou_a, d.iou_b, d.reason_a, d.reason_b,
  d.note, picture_svg(i.data, i.width, i.height, d.drawing, d.note || iif(i.id IS NULL, printf('; %s has no image %s', d.images, d.image_id), '')) AS picture,
  d.labels, d.predictions, d.predictions_b, d.model_a, d.model_b, d.images, d.iou_threshold, d.iou_type, d.area_range, d.score_threshold,
  d.class_thresholds
FROM change_drawings AS d
LEFT JOIN evaluated_images AS i ON i.images = d.images AND i.id = d.image_id;

-- The same for galleries: a square around the label or false positive.
CREATE VIEW IF NOT EXISTS change_crops AS -- boxscore: change_crops
SELECT d.change, d.image_id, d.class, d.label_id, d.prediction_a, d.prediction_b, d.score_a, d.score_b, d.iou_a, d.iou_b, d.reason_a, d.reason_b,
  d.note, picture_crop(i.data, i.width, i.height, d.drawing, o.geometry) AS picture,
  d.labels, d.predictions, d.predictions_b, d.model_a, d.model_b, d.images, d.iou_threshold, d.iou_type, d.area_range, d.score_threshold,
  d.class_thresholds
FROM change_drawings AS d
LEFT JOIN evaluated_images AS i ON i.images = d.images AND i.id = d.image_id
LEFT JOIN evaluated_objects AS o ON o.labels = d.labels AND o.images = d.images AND o.iou_type = d.iou_type AND o.image_id = d.image_id
  AND o.predictions = iif(d.label_id IS NULL AND d.prediction_a IS NULL, coalesce(d.predictions_b, d.predictions), d.predictions)
  AND o.kind = iif(d.label_id IS NULL, 'prediction', 'label') AND o.id = coalesce(d.label_id, d.prediction_a, d.prediction_b);
