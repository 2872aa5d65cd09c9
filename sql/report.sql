-- One self-contained HTML page about a detector: summary, class ranking, PR curves, what the mistakes depend on, and pictures
-- of the worst mistakes. It is a single SELECT that returns a single value, so it takes one line in the shell,
--
--     sqlite3 -batch -cmd ".load build/boxscore" -cmd ".mode list" -cmd ".headers off" my.db ".read sql/report.sql" > report.html
--
-- and one call in a program, which runs the text of boxscore_sql('report'). Any parameter may be NULL (in the shell: not set):
-- @title; @labels, @predictions, @images, @quality_metrics, names of tables or views; @model, if there are several;
-- @iou_threshold (0.5); @iou_type; @samples, the number of pictures of each outcome (50).
--
-- It includes report.css and report.js from this folder. The page can be read without a network, and without its script.
--
-- SQLite 3.54 allows a statement some 1,000 subqueries in all, and expands a WITH table at each place that names it: name the
-- long ones in as few places as possible.

WITH settings AS MATERIALIZED (
  SELECT coalesce(@title, 'How good is the detector?') AS title, coalesce(@labels, 'labels') AS labels,
    coalesce(@predictions, 'predictions') AS predictions, coalesce(@images, 'images') AS images,
    coalesce(@quality_metrics, 'quality_metrics') AS quality_metrics, coalesce(@iou_threshold, 0.5) AS iou_threshold,
    printf('%.4g', coalesce(@iou_threshold, 0.5)) AS shown, coalesce(@samples, 50) AS samples
),

-- The twelve figures of every model; the rest of the page is about one model.
figures AS MATERIALIZED (
  SELECT f.metric, iif(f.value IS NULL, '-', printf('%.3f', f.value)) AS text, f.iou_threshold, f.area_range,
    f.max_detections, f.model, f.iou_type
  FROM settings AS s CROSS JOIN coco_summary(s.labels, s.predictions, s.images) AS f
  WHERE f.iou_type = @iou_type
),
-- A model that the predictions do not have is an error here.
asked AS MATERIALIZED (
  SELECT 1 AS found FROM settings AS s CROSS JOIN match_outcomes(s.labels, s.predictions, s.images) AS m
  WHERE m.iou_threshold = s.iou_threshold AND m.iou_type = @iou_type AND m.model = @model LIMIT 1
),
chosen AS MATERIALIZED (
  SELECT s.*, iif((SELECT found FROM asked), @model, f.model) AS model, f.iou_type
  FROM settings AS s CROSS JOIN (SELECT min(model) AS model, max(iou_type) AS iou_type FROM figures) AS f
),

-- The thresholds of the slider: COCO's ten, and the one that was asked for.
thresholds AS MATERIALIZED (
  SELECT t.iou_threshold, printf('%.4g', t.iou_threshold) AS shown FROM coco_thresholds AS t
  UNION ALL
  SELECT s.iou_threshold, s.shown FROM settings AS s
  WHERE NOT EXISTS (SELECT 1 FROM coco_thresholds AS t WHERE abs(t.iou_threshold - s.iou_threshold) < 1e-12)
),

scores AS MATERIALIZED (
  SELECT t.shown, a.class, a.ap, a.ar, a.precision, a.recall, a.f1, a.label_count, a.prediction_count, a.tp, a.fp, a.fn
  FROM chosen AS s CROSS JOIN thresholds AS t CROSS JOIN ap_by_class(s.labels, s.predictions, s.images) AS a
  WHERE a.iou_threshold = t.iou_threshold AND a.iou_type = @iou_type AND a.model IS s.model
),

-- The classes, worst first at the threshold of the page; tables and pickers show a hundred.
classes AS MATERIALIZED (
  SELECT c.class, c.label_count, c.prediction_count, html_escape(c.class) AS name, class_colour(c.class) AS colour,
    row_number() OVER (ORDER BY c.ap IS NULL, c.ap, c.class) AS rank
  FROM settings AS s CROSS JOIN scores AS c WHERE c.shown = s.shown
),

outcomes AS MATERIALIZED (
  SELECT row_number() OVER () AS sample, m.outcome, m.reason, m.explanation, m.image_id, m.class, m.prediction_id, m.label_id,
    m.score, m.iou, m.confused_class AS confused
  FROM chosen AS s CROSS JOIN match_outcomes(s.labels, s.predictions, s.images) AS m
  WHERE m.iou_threshold = s.iou_threshold AND m.iou_type = @iou_type AND m.model IS s.model
),

-- ---- the top of the page ----

tiles AS (
  SELECT printf('<div><b>%s</b>mAP at IoU 0.50:0.95</div><div><b>%s</b>mAP at IoU 0.50</div><div><b>%s</b>mAR, 100 detections</div>',
      max(f.text) FILTER (WHERE f.metric = 'AP'), max(f.text) FILTER (WHERE f.metric = 'AP50'),
      max(f.text) FILTER (WHERE f.metric = 'AR100'))
    || (SELECT printf('<div><b>%d</b>true positives</div><div><b>%d</b>false positives</div><div><b>%d</b>false negatives</div>',
          count(*) FILTER (WHERE outcome = 'TP'), count(*) FILTER (WHERE outcome = 'FP'), count(*) FILTER (WHERE outcome = 'FN'))
        FROM outcomes)
    || (SELECT printf('<div><b>%d</b>labels</div><div><b>%d</b>predictions</div><div><b>%d</b>classes</div>',
          sum(label_count), sum(prediction_count), count(*)) FROM classes) AS html
  FROM chosen AS s CROSS JOIN figures AS f WHERE f.model IS s.model
),

twelve AS (
  SELECT '<div class="scroll"><table class="sortable"><thead><tr><th>Figure</th><th>IoU</th><th>Area</th><th>Detections</th>'
    || (SELECT group_concat('<th>' || coalesce(html_escape(model), 'Value') || '</th>', '')
        FROM (SELECT DISTINCT model FROM figures ORDER BY model))
    || '</tr></thead><tbody>' || group_concat(r.html, '') || '</tbody></table></div>' AS html
  FROM (
    SELECT '<tr><td>' || f.metric || '</td><td>' || iif(typeof(f.iou_threshold) = 'text', f.iou_threshold,
        printf('%.2f', f.iou_threshold)) || printf('</td><td>%s</td><td>%d</td>', f.area_range, f.max_detections)
      || group_concat('<td>' || f.text || '</td>', '') || '</tr>' AS html
    FROM (SELECT *, row_number() OVER (PARTITION BY model) AS place FROM figures ORDER BY model) AS f
    GROUP BY f.place ORDER BY f.place
  ) AS r
),

-- ---- classes ----

ranking_rows AS (
  SELECT r.shown, r.rank, '<tr data-class="' || c.name || '"><td data-value="' || c.name || '">'
    || printf('<span class="swatch" style="background:%s"></span>', c.colour) || c.name || '</td>'
    || printf('<td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>',
      iif(r.ap IS NULL, '-', printf('%.3f', r.ap)), iif(r.map_without IS NULL, '-', printf('%.3f', r.map_without)), iif(r.ar IS NULL, '-', printf('%.3f', r.ar)),
      iif(r.precision IS NULL, '-', printf('%.3f', r.precision)), iif(r.recall IS NULL, '-', printf('%.3f', r.recall)), iif(r.f1 IS NULL, '-', printf('%.3f', r.f1)),
      r.label_count, r.tp, r.fp, r.fn) AS html
  FROM (
    SELECT c.*, row_number() OVER (PARTITION BY c.shown ORDER BY c.ap IS NULL, c.ap, c.class) AS rank,
      avg(c.ap) OVER (PARTITION BY c.shown ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)
        AS map_without
    FROM scores AS c
  ) AS r JOIN classes AS c ON c.class IS r.class AND c.rank <= 100
),
ranking AS (
  SELECT '<div class="scroll"><table class="sortable"><thead><tr><th>Class</th><th>AP</th><th>mAP without</th><th>AR</th>'
    || '<th>Precision</th><th>Recall</th><th>F1</th><th>Labels</th><th>TP</th><th>FP</th><th>FN</th></tr></thead>'
    || group_concat(b.html, '') || '</table></div>' AS html
  FROM (
    SELECT printf('<tbody data-iou="%s"%s>', r.shown, iif(r.shown = s.shown, '', ' hidden')) || r.html || m.html || '</tbody>' AS html
    FROM settings AS s CROSS JOIN (
      SELECT shown, group_concat(html, '') AS html FROM (SELECT * FROM ranking_rows ORDER BY shown, rank) GROUP BY shown
    ) AS r JOIN (
      SELECT shown, printf('<tr class="mean"><td>%s</td><td>%s</td><td></td><td>%s</td><td></td><td></td><td></td>'
          || '<td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>',
          iif(count(*) > 100, printf('mean, with %d more', count(*) - 100), 'mean'),
          iif(count(ap), printf('%.3f', avg(ap)), '-'), iif(count(ar), printf('%.3f', avg(ar)), '-'),
          sum(label_count), sum(tp), sum(fp), sum(fn)) AS html
      FROM scores GROUP BY shown
    ) AS m ON m.shown = r.shown
    ORDER BY r.shown
  ) AS b
),

mean_scores AS (
  SELECT group_concat(printf('<figure data-iou="%s"%s>', b.shown, iif(b.shown = s.shown, '', ' hidden')) || b.svg || '</figure>', '')
    AS html
  FROM settings AS s CROSS JOIN (
    SELECT shown, svg_bars(class, value, measure, json_object(
        'title', 'AP and AR at IoU ' || shown || iif(classes > 30, ', the weakest classes', ''),
        'order', iif(classes > 30, 'smallest', 'auto'),
        'value_min', 0, 'value_max', 1, 'background', json('false'))) AS svg
    FROM (
      SELECT c.shown, c.class, m.measure, iif(m.measure = 'AP', c.ap, c.ar) AS value,
        count(*) OVER (PARTITION BY c.shown, m.measure) AS classes
      FROM (SELECT 'AP' AS measure UNION ALL SELECT 'AR') AS m CROSS JOIN scores AS c
    )
    GROUP BY shown
  ) AS b
),
pr_curves AS (
  SELECT group_concat(printf('<figure data-lines="classes" data-iou="%s"%s>', b.shown, iif(b.shown = s.shown, '', ' hidden'))
      || b.svg || '</figure>', '') AS html
  FROM settings AS s CROSS JOIN (
    SELECT t.shown, svg_lines(p.recall, p.precision, p.class, json_object('title', 'Precision over recall at IoU ' || t.shown,
        'x', 'recall', 'y', 'precision', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1, 'colours', 'class',
        'bars', json('false'), 'hidden', iif(t.shown = s.shown, 100, 0), 'background', json('false')), p.label_count) AS svg
    FROM chosen AS s CROSS JOIN thresholds AS t CROSS JOIN pr_curve(s.labels, s.predictions, s.images) AS p
    WHERE p.iou_threshold = t.iou_threshold AND p.iou_type = @iou_type AND p.model IS s.model
    GROUP BY t.shown
  ) AS b
),

-- ---- why predictions are wrong ----

mistakes AS (
  SELECT '<div class="scroll"><table class="sortable"><thead><tr><th>Class</th><th>False positives</th><th>no overlap</th>'
    || '<th>low IoU</th><th>duplicate</th><th>another class</th><th class="words">most often</th></tr></thead><tbody>'
    || coalesce(group_concat(r.html, ''), '') || '</tbody></table></div>' AS html
  FROM (
    SELECT '<tr data-class="' || c.name || '"><td data-value="' || c.name || '">'
      || printf('<span class="swatch" style="background:%s"></span>', c.colour) || c.name
      || printf('</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td class="words">', sum(m.n),
        sum(m.n) FILTER (WHERE m.reason = 'no_overlap'), sum(m.n) FILTER (WHERE m.reason = 'low_iou'),
        sum(m.n) FILTER (WHERE m.reason = 'duplicate'), sum(m.n) FILTER (WHERE m.confused IS NOT NULL))
      || coalesce(max(html_escape(m.confused) || printf(' (%d)', m.of_class)) FILTER (WHERE m.place = 1), '') || '</td></tr>' AS html
    FROM (
      SELECT o.class, o.reason, o.confused, count(*) AS n, sum(count(*)) OVER of_both AS of_class,
        dense_rank() OVER (PARTITION BY o.class ORDER BY o.confused IS NULL, sum(o.confused IS NOT NULL) DESC, o.confused) AS place
      FROM outcomes AS o WHERE o.outcome = 'FP' GROUP BY o.class, o.reason, o.confused
      WINDOW of_both AS (PARTITION BY o.class, o.confused)
    ) AS m JOIN classes AS c ON c.class IS m.class
    GROUP BY c.class ORDER BY sum(m.n) DESC, c.name LIMIT 100
  ) AS r
),
confusions AS (
  SELECT '<figure>' || svg_heatmap(c.class, c.confused, c.n, json_object('title', 'Confused classes', 'column',
      'prediction', 'row', 'label', 'value', 'false positives', 'background', json('false')))
    || '</figure>' AS html
  FROM (
    SELECT o.class, o.confused, count(*) AS n FROM outcomes AS o
    WHERE o.outcome = 'FP' AND o.confused IS NOT NULL GROUP BY o.class, o.confused
  ) AS c HAVING count(*) > 0
),
histogram AS (
  SELECT '<figure>' || svg_bars(b.low, b.n, b.outcome, json_object('title', 'Scores of true and false positives',
      'label', 'score', 'value', 'predictions', 'bin', 0.05, 'stack', json('true'),
      'colours', json_object('TP', '#5658dd', 'FP', '#fd0a5a'), 'background', json('false'))) || '</figure>' AS html
  FROM (
    SELECT o.outcome, CAST(o.score / 0.05 AS INTEGER) * 0.05 AS low, count(*) AS n
    FROM outcomes AS o WHERE o.outcome IN ('TP', 'FP') GROUP BY o.outcome, low
  ) AS b
),

-- ---- what the mistakes depend on ----

-- If there is no table of metrics, this part of the page says how to make it.
measured_data AS MATERIALIZED (
  SELECT s.* FROM chosen AS s WHERE EXISTS (
    SELECT 1 FROM pragma_table_list AS t WHERE lower(s.quality_metrics) IN (lower(t.name), lower(t.schema || '.' || t.name)))
),
metrics AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY i.importance IS NULL, i.importance DESC, i.metric, i.level) AS rank, i.metric, i.level,
    i.importance, i.correlation, i.n, i.reliable, i.display_name, coalesce(i.unit, '') AS unit, coalesce(i.factor, 1) AS factor,
    html_escape(i.display_name || coalesce(' in ' || nullif(i.unit, ''), '')) AS name
  FROM (
    SELECT m.*, n.unit, n.factor, coalesce(replace(n.display_name, ' (F)', m.owner || ' (F)'),
      m.metric || iif(m.level = 'image', ' (F)', ' (P)')) AS display_name
    FROM (
      -- 'predicted_object_count (night)' is of one model.
      SELECT m.*, iif(m.level = 'image' AND m.metric LIKE '% (%)', substr(m.metric, instr(m.metric, ' (')), '') AS owner
      FROM measured_data AS s CROSS JOIN metric_importance(s.labels, s.predictions, s.images) AS m
      WHERE m.quality_metrics = s.quality_metrics AND m.iou_threshold = s.iou_threshold AND m.iou_type = @iou_type
        AND m.model IS s.model
    ) AS m LEFT JOIN metric_names AS n ON n.metric || m.owner = m.metric AND n.level = m.level
  ) AS i
),
importance AS (
  SELECT '<figure>' || svg_bars(m.display_name, m.importance, NULL, json_object('title', 'Metric importance', 'order', 'largest',
        'direction', 'horizontal', 'value_min', 0, 'background', json('false')))
    || '</figure><figure>' || svg_bars(m.display_name, m.correlation, NULL, json_object('title', 'Correlation with correctness',
        'order', 'largest', 'direction', 'horizontal', 'background', json('false'))) || '</figure>' AS html
  FROM metrics AS m
),
-- By class there are fewer bins, so that a point stands for about ten predictions of a class.
bins AS MATERIALIZED (
  SELECT 0 AS by_class, 20 AS bins
  UNION ALL
  SELECT 1, max(4, min(20, coalesce(sum(prediction_count) / count(*) / 10, 0))) FROM classes
),
performance AS MATERIALIZED (
  SELECT p.metric, p.level, p.measure, p.class, b.by_class, (p.low + p.high) / 2 AS middle, p.value, p.n, p.average
  FROM measured_data AS s CROSS JOIN bins AS b
  CROSS JOIN performance_by_metric(s.labels, s.predictions, s.images) AS p
  WHERE p.quality_metrics = s.quality_metrics AND p.bins = b.bins AND p.by_class = b.by_class
    AND p.iou_threshold = s.iou_threshold AND p.iou_type = @iou_type AND p.model IS s.model
),
performance_charts AS (
  SELECT group_concat(f.html, '') AS html
  FROM (
    SELECT printf('<figure data-of-metric="%d"%s>', m.rank, iif(p.by_class, ' data-lines="classes"', '')) || svg_lines(p.middle * m.factor, p.value, p.class,
        json_object('title', iif(p.measure = 'fnr', 'False negative rate by ', 'Precision by ') || m.display_name
            || iif(p.by_class, ', class by class', ''),
          'x', m.display_name || coalesce(' in ' || nullif(m.unit, ''), ''), 'y',
          iif(p.measure = 'fnr', 'false negative rate', 'precision'), 'x_scale', 'auto', 'y_min', 0, 'y_max', 1, 'colours', 'class', 'hidden', 100,
          'count', iif(p.measure = 'fnr', 'labels', 'predictions'),
          'reference', json_array(json_object('value', p.average, 'label', 'average')), 'background', json('false')),
        p.n) || '</figure>' AS html
    FROM performance AS p JOIN metrics AS m ON m.metric = p.metric AND m.level = p.level
    GROUP BY m.rank, p.measure, p.by_class ORDER BY m.rank, p.by_class, p.measure DESC
  ) AS f
),

-- ---- pictures ----

-- Every sample with the values that it can be ranked by. The metrics are read once, row by row, and the samples of each item
-- are looked up.
measurable AS MATERIALIZED (
  SELECT o.sample, o.outcome, iif(w.own, iif(o.outcome = 'FN', 'label', 'prediction'), 'image') AS level,
    iif(w.own, coalesce(o.prediction_id, o.label_id), o.image_id) AS item_id
  FROM (SELECT 1 AS own UNION ALL SELECT 0) AS w CROSS JOIN outcomes AS o WHERE o.outcome <> 'ignored'
),
measured AS MATERIALIZED (
  SELECT o.sample, o.outcome, m.rank AS metric, v.value * m.factor AS value
  FROM settings AS s CROSS JOIN metrics AS m CROSS JOIN metric_values AS v CROSS JOIN measurable AS o
  WHERE v.quality_metrics = s.quality_metrics AND v.metric = m.metric AND (v.level = 'image') = (m.level = 'image')
    AND o.item_id = v.item_id AND o.level = v.level
  UNION ALL
  SELECT o.sample, o.outcome, m.rank, o.score FROM outcomes AS o JOIN metrics AS m ON m.metric = 'confidence'
  WHERE o.outcome IN ('TP', 'FP')
),
-- Half of the pictures are the most confident or the largest; the others are the two ends of each metric, so that any metric
-- can rank the gallery.
merits AS (
  SELECT o.sample, o.outcome, coalesce(o.score, geometry_area(e.geometry)) AS merit
  FROM chosen AS s CROSS JOIN outcomes AS o
  LEFT JOIN evaluated_objects AS e ON e.labels = s.labels AND e.predictions = s.predictions AND e.images = s.images
    AND e.iou_type = s.iou_type AND e.id = iif(o.outcome = 'FN', o.label_id, NULL) AND e.kind = 'label'
  WHERE o.outcome <> 'ignored'
),
-- The number of samples from each end of a metric. They are among the rows beyond the extremes of as many parts of the
-- samples, which avoids sorting every value.
ends AS MATERIALIZED (
  SELECT max(1, s.samples / 4 / (SELECT count(*) FROM metrics)) AS n FROM settings AS s
),
limits AS MATERIALIZED (
  SELECT p.outcome, p.metric, p.n, iif(count(*) < p.n, max(p.high), max(p.low)) AS low, iif(count(*) < p.n, min(p.low), min(p.high)) AS high
  FROM (
    SELECT v.outcome, v.metric, e.n, min(v.value) AS low, max(v.value) AS high
    FROM ends AS e CROSS JOIN measured AS v GROUP BY v.outcome, v.metric, v.sample % e.n
  ) AS p GROUP BY p.outcome, p.metric
),
picked AS MATERIALIZED (
  SELECT w.sample FROM settings AS s CROSS JOIN (
    SELECT sample, row_number() OVER (PARTITION BY outcome ORDER BY merit DESC, sample) AS place FROM merits
  ) AS w WHERE w.place <= s.samples / 2
  UNION
  SELECT w.sample FROM (
    SELECT v.sample, l.n, row_number() OVER (PARTITION BY v.outcome, v.metric ORDER BY v.value, v.sample) AS place,
      row_number() OVER (PARTITION BY v.outcome, v.metric ORDER BY v.value DESC, v.sample DESC) AS place_down
    FROM measured AS v CROSS JOIN limits AS l
    WHERE l.outcome = v.outcome AND l.metric = v.metric AND (v.value <= l.low OR v.value >= l.high)
  ) AS w WHERE min(w.place, w.place_down) <= w.n
),
picked_values AS MATERIALIZED (
  SELECT v.sample, v.metric, CAST(printf('%.4g', v.value) AS REAL) AS value
  FROM measured AS v WHERE v.sample IN (SELECT sample FROM picked)
),
-- In order of the metric's rank, so that the script finds the value of the n-th metric at place n.
sample_values AS MATERIALIZED (
  SELECT a.sample, json_group_array(a.value) FILTER (WHERE a.rank IS NOT NULL) AS json
  FROM (
    SELECT p.sample, m.rank, v.value FROM picked AS p LEFT JOIN metrics AS m
    LEFT JOIN picked_values AS v ON v.sample = p.sample AND v.metric = m.rank ORDER BY p.sample, m.rank
  ) AS a GROUP BY a.sample
),
-- A prediction's picture shows the labels of its image; a missed label's shows the predictions.
drawings AS (
  SELECT o.sample, draw_objects(e.geometry,
      CASE WHEN NOT e.own THEN class_colour(e.class) WHEN o.outcome = 'FP' THEN '#fd0a5a' ELSE '#5658dd' END,
      iif(e.own, NULL, e.class), iif(e.own, 'front thick unfilled', NULL)) AS drawing,
    max(iif(e.own, e.geometry, NULL)) AS geometry, max(e.json) AS json
  FROM (
    SELECT p.sample, p.json, o.outcome, e.kind, e.class, e.geometry,
      e.kind = iif(o.outcome = 'FN', 'label', 'prediction') AND e.id = coalesce(o.prediction_id, o.label_id) AS own
    FROM chosen AS s CROSS JOIN sample_values AS p JOIN outcomes AS o ON o.sample = p.sample
    CROSS JOIN evaluated_objects AS e
    WHERE e.labels = s.labels AND e.predictions = s.predictions AND e.images = s.images AND e.iou_type = s.iou_type
      AND e.image_id = o.image_id AND (e.kind = 'label' OR e.model IS s.model)
  ) AS e JOIN outcomes AS o ON o.sample = e.sample
  WHERE e.own OR e.kind = iif(o.outcome = 'FN', 'prediction', 'label')
  GROUP BY o.sample
),
samples AS MATERIALIZED (
  SELECT o.outcome, '<figure data-class="' || c.name || '" data-rank="'
    || row_number() OVER (PARTITION BY o.outcome ORDER BY m.merit DESC, o.sample) || '" data-metrics="'
    || d.json || '">'
    || picture_crop(i.data, i.width, i.height, d.drawing, d.geometry, 180)
    || '<figcaption><b>' || c.name || '</b>' || iif(o.score IS NULL, '', printf(' %.2f', o.score)) || ' · image ' || html_escape(o.image_id)
    || '<br>' || html_escape(o.explanation) || '<div class="value"></div></figcaption></figure>' AS html, m.merit, o.sample
  FROM chosen AS s CROSS JOIN drawings AS d JOIN outcomes AS o ON o.sample = d.sample JOIN merits AS m ON m.sample = o.sample
  JOIN classes AS c ON c.class IS o.class
  LEFT JOIN evaluated_images AS i ON i.images = s.images AND i.id = o.image_id
),
galleries AS (
  SELECT group_concat('<section data-outcome="' || g.outcome || '"><h3>' || g.title || '</h3><div class="rank" hidden>'
    || '<label>Rank by <select class="metric"><option value="">' || g.rank || '</option>'
    || coalesce((SELECT group_concat(printf('<option value="%d">', rank) || name || '</option>', '')
        FROM (SELECT * FROM metrics WHERE g.outcome <> 'FN' OR metric <> 'confidence' ORDER BY rank)), '')
    || '</select></label><label>Order <select class="order"><option value="down">highest first</option>'
    || '<option value="up">lowest first</option></select></label><span class="none" hidden>None of the selected classes.</span></div>'
    || '<div class="gallery">'
    || coalesce((SELECT group_concat(p.html, '') FROM (SELECT * FROM samples WHERE outcome = g.outcome ORDER BY merit DESC, sample) AS p),
      '<p class="quiet">There are none.</p>')
    || '</div><p class="more" hidden><button type="button">Show more</button></p></section>', '') AS html
  FROM (
    SELECT 'FP' AS outcome, 'False positives, most confident first' AS title, 'score' AS rank
    UNION ALL SELECT 'FN', 'False negatives, largest first', 'size'
    UNION ALL SELECT 'TP', 'True positives, most confident first', 'score'
  ) AS g
),

pickers AS (
  SELECT '<div class="controls" hidden><div><label>IoU <input type="range" id="iou" min="0" step="1" data-steps="'
    || (SELECT html_escape(json_group_array(shown)) FROM (SELECT shown FROM thresholds ORDER BY iou_threshold))
    || printf('"><output id="iou-shown" for="iou">%s</output></label>', s.shown)
    || '<details id="classes"><summary>Classes: all</summary><fieldset><legend>Classes</legend>'
    || '<label><input type="checkbox" name="every-class" checked>all</label>'
    || coalesce((SELECT group_concat('<label><input type="checkbox" name="class" value="' || name || '" checked>'
          || printf('<span class="swatch" style="background:%s"></span>', colour) || name || '</label>', '')
        FROM (SELECT * FROM classes WHERE rank <= 100 ORDER BY name)), '')
    || '</fieldset></details>'
    || coalesce((SELECT '<label>Metric <select id="metric"><option value="top">the five most important</option><option value="">all</option>'
          || group_concat(printf('<option value="%d">', rank) || name || '</option>', '') || '</select></label>'
          FROM (SELECT * FROM metrics ORDER BY rank) HAVING count(*) > 0), '')
    || '<label>Pictures <select id="outcome"><option value="">all</option><option value="FP">false positives</option>'
    || '<option value="FN">false negatives</option><option value="TP">true positives</option></select></label></div></div>' AS html
  FROM settings AS s
)

SELECT '<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="boxscore ' || boxscore_version() || '"><title>' || html_escape(s.title) || '</title><style>
' || boxscore_sql('report.css') || '</style></head><body data-iou="' || s.shown || '">
<header><h1>' || html_escape(s.title) || '</h1><p class="quiet">'
  || coalesce('Model ' || html_escape(s.model) || '. ', '') || html_escape(s.predictions) || ' against ' || html_escape(s.labels)
  || ', compared by ' || s.iou_type || ', IoU ' || s.shown || ' where nothing else is said.</p>
<nav><a href="#summary">Summary</a><a href="#classes-ranked">Classes</a><a href="#curves">Curves</a><a href="#mistakes">Mistakes</a>'
  || '<a href="#metrics">Metrics</a><a href="#performance">Performance</a><a href="#pictures">Pictures</a></nav></header>
' || (SELECT html FROM pickers) || '
<main>
<section id="summary"><h2>Summary</h2><div class="tiles">' || coalesce((SELECT html FROM tiles), '') || '</div>
' || (SELECT html FROM twelve) || '
</section><section id="classes-ranked"><h2>Classes</h2><p>Worst class first. <b>mAP without</b> is the mAP of all other classes; the larger it is, the more this class'
  || ' pulls the mean down.</p>
' || coalesce((SELECT html FROM ranking), '') || '
<h3>Mean scores</h3><div class="charts">' || coalesce((SELECT html FROM mean_scores), '') || '</div>
</section><section id="curves"><h2>Precision and recall</h2><div class="charts">' || coalesce((SELECT html FROM pr_curves), '') || (SELECT html FROM histogram) || '</div>
</section><section id="mistakes"><h2>Why predictions are wrong</h2><p>A prediction is a duplicate if a more confident one already holds the label. <b>Another'
  || ' class</b> counts false positives that overlap a label of another class.</p>
' || (SELECT html FROM mistakes) || coalesce('<div class="charts">' || (SELECT html FROM confusions) || '</div>', '') || '
</section><section id="metrics"><h2>What the mistakes depend on</h2>' || coalesce((
    SELECT '<p>Importance runs from 0 (says nothing about whether a prediction is correct) to 1 (decides it alone), beyond'
      || ' what chance would give. (P) is a property of the prediction, (F) of its image.' || coalesce(' Not reliable, because there are fewer than 50'
      || ' true positives or chance explains the figure: ' || group_concat(iif(importance > 0 AND NOT reliable, html_escape(display_name), NULL), ', ')
      || '.', '') || '</p><div class="charts">' || (SELECT html FROM importance) || '</div>'
    FROM metrics HAVING count(*) > 0
  ), '') || iif(EXISTS (SELECT 1 FROM metrics WHERE metric <> 'confidence'), '', '<p>'
  || iif(EXISTS (SELECT 1 FROM measured_data), 'The table ' || html_escape(s.quality_metrics) || ' has no metrics of these images and predictions',
    'There is no table ' || html_escape(s.quality_metrics))
  || '. The script <code>quality</code> of boxscore (sql/quality.sql) fills it; then this part of the page shows which properties of images and'
  || ' objects matter.</p>') || '
</section><section id="performance"><h2>Performance by metric</h2>' || coalesce('<p>The points stand for about the same number of samples, except that'
  || ' equal values are never divided. The bars below count the samples; the dashed line is the average.</p><div class="charts">' || (SELECT html FROM performance_charts) || '</div>',
  '<p>This part requires the metrics too.</p>') || '
</section><section id="pictures"><h2>Pictures</h2><p>False and true positives are shown with all labels of the image in the colours of their classes; a false'
  || ' positive is magenta, a true positive purple. False negatives are shown with all predictions; the missed label is purple.</p>
' || (SELECT html FROM galleries) || '
</section></main>
<footer>Made by boxscore ' || boxscore_version() || '.</footer>
<script>
' || boxscore_sql('report.js') || '</script></body></html>' AS html
FROM chosen AS s;
