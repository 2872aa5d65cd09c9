-- Scores two COCO files: prints the twelve lines, and the classes, worst first. In the sqlite3 shell, in one line:
--
--     sqlite3 -cmd ".load build/boxscore" -cmd ".parameter set @labels instances.json" \
--       -cmd ".parameter set @predictions results.json" :memory: ".read sql/evaluate_coco.sql"
--
-- It writes only temporary tables, and stops at the first error. Programs get the twelve figures from
-- coco_evaluation(labels_path, predictions_path).

.bail on

DROP TABLE IF EXISTS temp.coco_file_labels;
DROP TABLE IF EXISTS temp.coco_file_predictions;

CREATE TEMP TABLE coco_file_labels AS
SELECT id, image_id, class, category_id, x, y, width, height, area, iscrowd
FROM coco_labels(@labels);

CREATE TEMP TABLE coco_file_predictions AS
SELECT id, image_id, class, category_id, score, x, y, width, height
FROM coco_predictions(@predictions, @labels);

-- The same as the view coco_summary_text of reports.sql, which explains it.
SELECT printf(' %-18s %s @[ IoU=%-9s | area=%6s | maxDets=%3d ] = %.3f',
    iif(r.metric LIKE 'AP%', 'Average Precision', 'Average Recall'), iif(r.metric LIKE 'AP%', '(AP)', '(AR)'),
    iif(r.iou_threshold LIKE '%:%', r.iou_threshold, printf('%.2f', r.iou_threshold)),
    r.area_range, r.max_detections,
    coalesce((r.thousandths + (r.side > 0 OR r.side = 0 AND r.thousandths % 2)) / 1000.0, -1.0)
  ) AS line
FROM (
  SELECT c.*, c.high * 125 - (2 * c.thousandths + 1) / 16.0 + (c.value - c.high) * 125 AS side
  FROM (
    SELECT s.metric, s.value, s.iou_threshold, s.area_range, s.max_detections,
      s.value * 134217729.0 - (s.value * 134217729.0 - s.value) AS high,
      CAST(s.value * 1000 AS INTEGER) AS thousandths
    FROM coco_summary('coco_file_labels', 'coco_file_predictions') AS s
  ) AS c
) AS r;

SELECT printf('%s %!-24s %6s %6s %6s %9s %12s', char(10), 'class', 'AP', 'AP50', 'AR', 'labels', 'predictions') AS line;

-- A class without labels has no AP and comes last.
SELECT printf(' %!-24s %6s %6s %6s %9d %12d', a.class, iif(a.ap IS NULL, '-', printf('%.3f', a.ap)),
    iif(h.ap IS NULL, '-', printf('%.3f', h.ap)), iif(a.ar IS NULL, '-', printf('%.3f', a.ar)),
    h.label_count, h.prediction_count
  ) AS line
FROM ap_by_class('coco_file_labels', 'coco_file_predictions') AS a
JOIN ap_by_class('coco_file_labels', 'coco_file_predictions') AS h ON h.class = a.class
WHERE a.iou_threshold = '0.50:0.95' AND h.iou_threshold = 0.5
ORDER BY a.ap IS NULL, a.ap, a.class;
