-- One self-contained HTML page about a detector. In the sqlite3 shell it takes one line,
--
--     sqlite3 -batch -bail -cmd ".load build/boxscore" -cmd ".mode list" -cmd ".headers off" my.db ".read sql/report.sql" > report.html
--
-- and a program executes the text of boxscore_sql('report') as a script and then reads SELECT html FROM temp.report_page. The settings
-- are parameters of the shell (.parameter set @title ...), or rows of a temporary table report_settings(name, value):
-- title; labels, predictions, images, quality_metrics, names of tables or views; model, if there are several; iou_threshold (0.5);
-- score_threshold (the best mean F1); iou_type; samples, about how many pictures of each outcome (50); attributes, the table whose columns
-- may explain mistakes (the images; '' for none); model_b or predictions_b, the model to compare with.
--
-- Temporary tables report_... hold the steps, so that each function runs once. They are made first, because the tables of the user are
-- read again after a change of the temporary schema, and dropped at the end, except report_page.
--
-- The page has its figures twice: as HTML and SVG for the first look, for paper and for readers without scripts, and as data in JSON,
-- from which the scripts of sql/report/ draw again what a control changes. Counts in that data are written by report_codes:
-- one character up to 61, '-' and two characters up to 4095, otherwise '_', the number and ';'.

-- What a run that failed left behind.
DROP TABLE IF EXISTS temp.report_page;
DROP TABLE IF EXISTS temp.report_asked;
DROP TABLE IF EXISTS temp.report_grey;
DROP TABLE IF EXISTS temp.report_alphabet;
DROP TABLE IF EXISTS temp.report_codes;
DROP TABLE IF EXISTS temp.report_figures;
DROP TABLE IF EXISTS temp.report_found;
DROP TABLE IF EXISTS temp.report_chosen;
DROP TABLE IF EXISTS temp.report_ious;
DROP TABLE IF EXISTS temp.report_all;
DROP TABLE IF EXISTS temp.report_scale;
DROP TABLE IF EXISTS temp.report_trials;
DROP TABLE IF EXISTS temp.report_best;
DROP TABLE IF EXISTS temp.report_scores;
DROP TABLE IF EXISTS temp.report_bins;
DROP TABLE IF EXISTS temp.report_on;
DROP TABLE IF EXISTS temp.report_ap;
DROP TABLE IF EXISTS temp.report_classes;
DROP TABLE IF EXISTS temp.report_counts;
DROP TABLE IF EXISTS temp.report_reasons;
DROP TABLE IF EXISTS temp.report_matrix;
DROP TABLE IF EXISTS temp.report_intervals;
DROP TABLE IF EXISTS temp.report_bare;
DROP TABLE IF EXISTS temp.report_attributes;
DROP TABLE IF EXISTS temp.report_measured;
DROP TABLE IF EXISTS temp.report_importance;
DROP TABLE IF EXISTS temp.report_metrics;
DROP TABLE IF EXISTS temp.report_curves;
DROP TABLE IF EXISTS temp.report_performance;
DROP TABLE IF EXISTS temp.report_outcomes;
DROP TABLE IF EXISTS temp.report_parties;
DROP TABLE IF EXISTS temp.report_objects;
DROP TABLE IF EXISTS temp.report_values;
DROP TABLE IF EXISTS temp.report_ends;
DROP TABLE IF EXISTS temp.report_places;
DROP TABLE IF EXISTS temp.report_sample_values;
DROP TABLE IF EXISTS temp.report_samples;
DROP TABLE IF EXISTS temp.report_repairs;
DROP TABLE IF EXISTS temp.report_pair;
DROP TABLE IF EXISTS temp.report_comparison;
DROP TABLE IF EXISTS temp.report_changes;
DROP TABLE IF EXISTS temp.report_others;
DROP TABLE IF EXISTS temp.report_extras;
DROP TABLE IF EXISTS temp.report_images;
DROP TABLE IF EXISTS temp.report_drawings;
DROP TABLE IF EXISTS temp.report_crops;
DROP TABLE IF EXISTS temp.report_figures_of;
DROP TABLE IF EXISTS temp.report_extra_drawings;
DROP TABLE IF EXISTS temp.report_extra_figures;
DROP TABLE IF EXISTS temp.report_data;
DROP TABLE IF EXISTS temp.report_parts;
DROP TABLE IF EXISTS temp.report_now;
DROP TABLE IF EXISTS temp.report_errors;
DROP TABLE IF EXISTS temp.report_slices;
DROP TABLE IF EXISTS temp.report_findings;

CREATE TEMP TABLE IF NOT EXISTS report_settings(name, value);

CREATE TEMP TABLE report_asked(title, labels, predictions, images, quality_metrics, model, iou_threshold, score_threshold,
  iou_type, model_b, predictions_b, attributes, samples);
CREATE TEMP TABLE report_grey(grey);
CREATE TEMP TABLE report_alphabet(letters TEXT);
CREATE TEMP TABLE report_codes(n INTEGER PRIMARY KEY, code TEXT);
CREATE TEMP TABLE report_figures(metric TEXT, value REAL, text, iou_threshold, area_range TEXT, max_detections INT, model,
  iou_type NUM);
CREATE TEMP TABLE report_found(found);
CREATE TEMP TABLE report_chosen(title, labels, predictions, images, quality_metrics, iou_threshold, samples, asked_score, model,
  iou_type);
CREATE TEMP TABLE report_ious(number, iou_threshold REAL, shown, chosen);
CREATE TEMP TABLE report_all(outcome TEXT, score REAL, label_id);
CREATE INDEX temp.report_all_by_label ON report_all(label_id);
CREATE TEMP TABLE report_scale(low, width, unit);
CREATE TEMP TABLE report_trials(score);
CREATE TEMP TABLE report_best(score REAL);
CREATE TEMP TABLE report_scores(number INTEGER PRIMARY KEY, score REAL, shown TEXT, bin INTEGER, chosen INTEGER);
CREATE TEMP TABLE report_bins(bin INTEGER PRIMARY KEY, low REAL, high REAL);
CREATE TEMP TABLE report_on(title, labels, predictions, images, quality_metrics, iou_threshold, samples, asked_score, model,
  iou_type, score_threshold REAL, score_shown TEXT, score_number INT, iou_shown, iou_number);
CREATE TEMP TABLE report_ap(iou, class, ap REAL, ar REAL, label_count INT, prediction_count INT);
CREATE UNIQUE INDEX temp.report_ap_of ON report_ap(iou, class);
CREATE TEMP TABLE report_classes(number INTEGER PRIMARY KEY, class, name, colour, rank, label_count, ap);
CREATE INDEX temp.report_classes_by_name ON report_classes(class);
CREATE TEMP TABLE report_counts(iou, class, score, tp, fp, fn, PRIMARY KEY (iou, class, score)) WITHOUT ROWID;
CREATE TEMP TABLE report_reasons(iou, class INT, duplicate, bin, n, kept);
CREATE TEMP TABLE report_matrix(iou, score INT, label, prediction, n INT);
CREATE INDEX temp.report_matrix_of ON report_matrix(iou, score);
CREATE TEMP TABLE report_intervals(class, ap REAL, low REAL, high REAL, coco);
CREATE TEMP TABLE report_bare(image_id);
CREATE TEMP TABLE report_attributes(name);
CREATE TEMP TABLE report_measured(title, labels, predictions, images, quality_metrics, iou_threshold, samples, asked_score,
  model, iou_type, score_threshold REAL, score_shown TEXT, score_number INT, iou_shown, iou_number);
CREATE TEMP TABLE report_importance(class, metric, level TEXT, importance REAL, correlation REAL, reliable INT);
CREATE TEMP TABLE report_metrics(number INTEGER PRIMARY KEY, metric, level, importance, correlation, reliable, display, unit,
  factor);
CREATE INDEX temp.report_metrics_by_name ON report_metrics(metric);
CREATE TEMP TABLE report_curves(number INTEGER PRIMARY KEY, iou, score, metric, measure, iou_threshold REAL, score_threshold REAL,
  name, level, factor, wanted, by_class);
CREATE TEMP TABLE report_performance(iou, score, metric, measure, ends, counts, hits, PRIMARY KEY (iou, score, metric, measure)) WITHOUT ROWID;
CREATE TEMP TABLE report_outcomes(sample INTEGER PRIMARY KEY, outcome TEXT, reason TEXT, explanation TEXT, image_id, class, prediction_id,
  label_id, score REAL, kind, id, best_label_id, confused_label_id, best_prediction_id, confused_prediction_id, duplicate_of);
CREATE INDEX temp.report_outcomes_by_id ON report_outcomes(kind, id);
CREATE INDEX temp.report_outcomes_by_image ON report_outcomes(image_id);
CREATE TEMP TABLE report_parties(sample INT, kind, id);
CREATE INDEX temp.report_parties_of ON report_parties(sample);
CREATE TEMP TABLE report_objects(kind TEXT, id, image_id, class, score REAL, geometry);
CREATE INDEX temp.report_objects_by_image ON report_objects(image_id);
CREATE TEMP TABLE report_values(outcome, metric INTEGER, sample INTEGER, value);
CREATE TEMP TABLE report_ends(outcome, metric INTEGER, low, high, PRIMARY KEY (outcome, metric)) WITHOUT ROWID;
CREATE TEMP TABLE report_places(sample INT, metric INT, down, place);
CREATE INDEX temp.report_places_of ON report_places(sample);
CREATE TEMP TABLE report_sample_values(sample INT, metric INT, value);
CREATE INDEX temp.report_sample_values_of ON report_sample_values(sample, metric);
CREATE TEMP TABLE report_samples(sample INTEGER PRIMARY KEY, image_id, places TEXT, figures TEXT);
CREATE TEMP TABLE report_repairs(rank INT, kind TEXT, image_id, class, label_id, prediction_id, new_class, score REAL,
  suspicion REAL, map_gain REAL, repair_sql, place);
CREATE TEMP TABLE report_pair(title, labels, predictions, images, quality_metrics, iou_threshold, samples, asked_score, model,
  iou_type, score_threshold REAL, score_shown TEXT, score_number INT, iou_shown, iou_number, predictions_b, model_b, name_a,
  name_b);
CREATE TEMP TABLE report_comparison(class, ap_a REAL, ap_b REAL, difference REAL, low REAL, high REAL, p REAL, q REAL, won INT,
  lost INT);
CREATE TEMP TABLE report_changes(change TEXT, image_id, class, label_id, prediction_a, prediction_b, score_a REAL, score_b REAL,
  place);
CREATE TEMP TABLE report_others(id, image_id, class, score REAL, geometry);
CREATE TEMP TABLE report_extras(extra INT, gallery TEXT, place, image_id, class, kind, id, prediction_a, prediction_b, words);
CREATE TEMP TABLE report_images(number INTEGER PRIMARY KEY, image_id UNIQUE, file, pixels, width, height);
CREATE TEMP TABLE report_drawings(sample INT, drawing, geometry);
CREATE INDEX temp.report_drawings_of ON report_drawings(sample);
CREATE TEMP TABLE report_crops(kind TEXT, number INTEGER, svg TEXT);
CREATE INDEX temp.report_crops_of ON report_crops(kind, number);
CREATE TEMP TABLE report_figures_of(outcome TEXT, place, html);
CREATE TEMP TABLE report_extra_drawings(extra INT, geometry, drawing);
CREATE TEMP TABLE report_extra_figures(gallery TEXT, place, html);
CREATE TEMP TABLE report_data(name TEXT PRIMARY KEY, json TEXT);
CREATE TEMP TABLE report_parts(name TEXT PRIMARY KEY, html TEXT);
CREATE TEMP TABLE report_now(number INT, class, name, colour, rank, label_count, ap, ar REAL, tp, fp, fn, map_without);
CREATE TEMP TABLE report_errors(error TEXT, count INT, gain REAL);
CREATE TEMP TABLE report_slices(slice TEXT, universe TEXT, n INT, rate REAL, rest_rate REAL, q REAL, where_sql TEXT, place);
CREATE TEMP TABLE report_findings(kind, place, link, sentence);

INSERT INTO report_asked
SELECT coalesce(@title, max(value) FILTER (WHERE name = 'title'), 'How good is the detector?') AS title,
  coalesce(@labels, max(value) FILTER (WHERE name = 'labels'), 'labels') AS labels,
  coalesce(@predictions, max(value) FILTER (WHERE name = 'predictions'), 'predictions') AS predictions,
  coalesce(@images, max(value) FILTER (WHERE name = 'images')) AS images,
  coalesce(@quality_metrics, max(value) FILTER (WHERE name = 'quality_metrics'), 'quality_metrics') AS quality_metrics,
  coalesce(@model, max(value) FILTER (WHERE name = 'model')) AS model,
  coalesce(@iou_threshold, max(value) FILTER (WHERE name = 'iou_threshold'), 0.5) AS iou_threshold,
  coalesce(@score_threshold, max(value) FILTER (WHERE name = 'score_threshold')) AS score_threshold,
  coalesce(@iou_type, max(value) FILTER (WHERE name = 'iou_type')) AS iou_type,
  coalesce(@model_b, max(value) FILTER (WHERE name = 'model_b')) AS model_b,
  coalesce(@predictions_b, max(value) FILTER (WHERE name = 'predictions_b')) AS predictions_b,
  coalesce(@attributes, max(value) FILTER (WHERE name = 'attributes')) AS attributes,
  coalesce(@samples, max(value) FILTER (WHERE name = 'samples'), 50) AS samples
FROM temp.report_settings;

-- One grey pixel, for images without pixels.
INSERT INTO report_grey
SELECT X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636800000082008177CD72B60000000049454E44AE426082' AS grey;

INSERT INTO report_alphabet VALUES ('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*+');
INSERT INTO report_codes
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 4095)
SELECT n, iif(n < 62, substr(letters, n + 1, 1), '-' || substr(letters, n / 64 + 1, 1) || substr(letters, n % 64 + 1, 1))
FROM number, temp.report_alphabet;

-- ---- what is evaluated ----

-- The twelve figures of every model; the rest of the page is about one model.
INSERT INTO report_figures
SELECT f.metric, f.value, iif(f.value IS NULL, '-', printf('%.3f', f.value)) AS text, f.iou_threshold, f.area_range,
  f.max_detections, f.model, f.iou_type
FROM temp.report_asked AS s CROSS JOIN coco_summary(s.labels, s.predictions, s.images) AS f
WHERE f.iou_type = s.iou_type;

-- A model that the predictions do not have is an error here: of the function that names its models.
INSERT INTO report_found
SELECT 1 AS found FROM temp.report_asked AS s CROSS JOIN model_changes(s.labels, s.predictions, s.images) AS m
WHERE s.model IS NOT NULL AND m.predictions_b = s.predictions AND m.model_a = s.model AND m.model_b = s.model AND m.iou_type = s.iou_type LIMIT 1;

INSERT INTO report_chosen
SELECT s.title, s.labels, s.predictions, s.images, s.quality_metrics, s.iou_threshold, s.samples, s.score_threshold AS asked_score,
  coalesce(s.model, f.model) AS model, f.iou_type
FROM temp.report_asked AS s
CROSS JOIN (SELECT min(model) AS model, max(iou_type) AS iou_type FROM temp.report_figures) AS f;

-- The IoU thresholds of the slider: COCO's ten, and the one that was asked for.
INSERT INTO report_ious
SELECT row_number() OVER (ORDER BY t.iou_threshold) - 1 AS number, t.iou_threshold, printf('%.4g', t.iou_threshold) AS shown,
  abs(t.iou_threshold - s.iou_threshold) < 1e-12 AS chosen
FROM temp.report_chosen AS s CROSS JOIN (
  SELECT iou_threshold FROM coco_thresholds
  UNION ALL
  SELECT s.iou_threshold FROM temp.report_chosen AS s
  WHERE NOT EXISTS (SELECT 1 FROM coco_thresholds AS t WHERE abs(t.iou_threshold - s.iou_threshold) < 1e-12)
) AS t;

-- Every prediction and label at the threshold of the page.
INSERT INTO report_all
SELECT m.outcome, m.score, m.label_id
FROM temp.report_chosen AS s CROSS JOIN match_outcomes(s.labels, s.predictions, s.images) AS m
WHERE m.iou_threshold = s.iou_threshold AND m.iou_type = s.iou_type AND m.model IS s.model AND m.outcome IN ('TP', 'FP');

-- Scores from 0 to 1 have steps of 0.05; others have twenty between the lowest and the highest.
INSERT INTO report_scale
SELECT iif(r.unit, 0.0, r.low) AS low, iif(r.unit, 0.05, coalesce(nullif(r.high - r.low, 0), 1) / 20) AS width, r.unit
FROM (
  SELECT min(score) AS low, max(score) AS high, coalesce(min(score) >= 0 AND max(score) <= 1, 1) AS unit FROM temp.report_all
) AS r;

-- The threshold with the best F1, averaged over the classes that have labels: of a hundred between the ends of the scale. Those from 0
-- to 1 are the rows of operating_points.
INSERT INTO report_trials
WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n < 100)
SELECT iif(r.unit, NULL, CAST(printf('%.4g', r.low + k.n * r.width / 5) AS REAL)) AS score
FROM temp.report_scale AS r, k WHERE NOT r.unit OR k.n = 0;

INSERT INTO report_best
SELECT p.score
FROM (
  SELECT o.score, avg(o.f1) AS f1
  FROM temp.report_chosen AS s CROSS JOIN temp.report_trials AS k
  CROSS JOIN operating_points(s.labels, s.predictions, s.images) AS o
  WHERE o.score_threshold = k.score AND o.iou_threshold = s.iou_threshold AND o.iou_type = s.iou_type AND o.model IS s.model
    AND o.recall IS NOT NULL
  GROUP BY o.score
) AS p ORDER BY p.f1 DESC, p.score LIMIT 1;

-- The score thresholds of the slider; bin counts the steps of equal width.
INSERT INTO report_scores
SELECT row_number() OVER (ORDER BY t.score) - 1, t.score, printf('%.4g', t.score), max(t.bin), max(t.chosen)
FROM (
  WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n < 19)
  SELECT CAST(printf('%.4g', iif(r.unit, k.n / 20.0, r.low + k.n * r.width)) AS REAL) AS score, k.n AS bin, 0 AS chosen
  FROM k, temp.report_scale AS r
  UNION ALL
  SELECT coalesce(s.asked_score, (SELECT score FROM temp.report_best), r.low), NULL, 1 FROM temp.report_chosen AS s, temp.report_scale AS r
) AS t GROUP BY t.score;

INSERT INTO report_bins SELECT bin, score, lead(score, 1, 9e300) OVER (ORDER BY bin) FROM temp.report_scores WHERE bin IS NOT NULL;
UPDATE report_bins SET low = -9e300 WHERE bin = 0;

-- What everything below joins: the choice with its thresholds.
INSERT INTO report_on
SELECT s.*, t.score AS score_threshold, t.shown AS score_shown, t.number AS score_number, i.shown AS iou_shown, i.number AS iou_number
FROM temp.report_chosen AS s, temp.report_scores AS t, temp.report_ious AS i WHERE t.chosen AND i.chosen;

-- ---- classes ----

INSERT INTO report_ap
SELECT t.number AS iou, a.class, a.ap, a.ar, a.label_count, a.prediction_count
FROM temp.report_on AS s CROSS JOIN temp.report_ious AS t CROSS JOIN ap_by_class(s.labels, s.predictions, s.images) AS a
WHERE a.iou_threshold = t.iou_threshold AND a.iou_type = s.iou_type AND a.model IS s.model
UNION ALL
SELECT -1, a.class, a.ap, a.ar, a.label_count, a.prediction_count
FROM temp.report_on AS s CROSS JOIN ap_by_class(s.labels, s.predictions, s.images) AS a
WHERE a.iou_threshold = '0.50:0.95' AND a.iou_type = s.iou_type AND a.model IS s.model;

-- Numbered by their labels: the number gives a class its colour everywhere. rank is by AP at the threshold of the page, worst
-- first; tables and pickers show a hundred.
INSERT INTO report_classes
SELECT c.number, c.class, html_escape(c.class), class_colour(c.number), c.rank, c.label_count, c.ap
FROM (
  SELECT a.class, a.label_count, a.ap, row_number() OVER (ORDER BY a.label_count DESC, a.prediction_count DESC, a.class) - 1 AS number,
    row_number() OVER (ORDER BY a.ap IS NULL, a.label_count < 10, a.ap, a.class) AS rank
  FROM temp.report_on AS s JOIN temp.report_ap AS a ON a.iou = s.iou_number
) AS c;

-- Counts by class at every pair of thresholds. A prediction of a lower score never changes the match of another.
INSERT INTO report_counts
SELECT t.number, c.number, p.number, o.tp, o.fp, o.fn
FROM temp.report_on AS s CROSS JOIN temp.report_ious AS t CROSS JOIN operating_points(s.labels, s.predictions, s.images) AS o
CROSS JOIN temp.report_scores AS p CROSS JOIN temp.report_classes AS c
WHERE p.score = o.score AND c.class = o.class AND o.iou_threshold = t.iou_threshold AND o.iou_type = s.iou_type AND o.model IS s.model;
INSERT INTO report_counts
SELECT t.number, c.number, p.number, o.tp, o.fp, o.fn
FROM temp.report_on AS s CROSS JOIN temp.report_ious AS t CROSS JOIN temp.report_scores AS p
CROSS JOIN operating_points(s.labels, s.predictions, s.images) AS o CROSS JOIN temp.report_classes AS c
WHERE c.class = o.class AND p.number NOT IN (SELECT score FROM temp.report_counts) AND o.iou_threshold = t.iou_threshold AND o.score_threshold = p.score
  AND o.iou_type = s.iou_type AND o.model IS s.model;

-- False positives that overlap a label of their class, by the step of their score, and how many of them are above the threshold of the
-- page. The others overlap none.
INSERT INTO report_reasons
SELECT m.iou, c.number AS class, m.duplicate, m.bin, m.n, m.kept
FROM (
  SELECT t.number AS iou, m.class, m.reason = 'duplicate' AS duplicate, b.bin - (m.score < b.low) + (m.score >= b.high) AS bin,
    count(*) AS n, sum(m.score >= s.score_threshold) AS kept
  FROM temp.report_on AS s CROSS JOIN temp.report_scale AS r CROSS JOIN temp.report_ious AS t
  CROSS JOIN match_outcomes(s.labels, s.predictions, s.images) AS m CROSS JOIN temp.report_bins AS b
  WHERE b.bin = max(0, min(19, CAST((m.score - r.low) / r.width AS INTEGER))) AND m.iou_threshold = t.iou_threshold
    AND m.iou_type = s.iou_type AND m.model IS s.model AND m.reason IN ('low_iou', 'duplicate') AND m.outcome = 'FP'
  GROUP BY 1, 2, 3, 4
) AS m JOIN temp.report_classes AS c ON c.class = m.class;

-- The confusion matrix at the score threshold of the page for every IoU, and at the IoU of the page for every score.
INSERT INTO report_matrix
SELECT t.number AS iou, p.number AS score, coalesce(l.number, -1) AS label, coalesce(c.number, -1) AS prediction, m.count AS n
FROM temp.report_on AS s CROSS JOIN temp.report_ious AS t CROSS JOIN temp.report_scores AS p
CROSS JOIN confusion_matrix(s.labels, s.predictions, s.images) AS m
LEFT JOIN temp.report_classes AS l ON l.class = m.label_class LEFT JOIN temp.report_classes AS c ON c.class = m.prediction_class
WHERE (t.chosen OR p.chosen) AND m.iou_threshold = t.iou_threshold AND m.score_threshold = p.score AND m.iou_type = s.iou_type
  AND m.model IS s.model;

-- They take long for a thousand classes.
INSERT INTO report_intervals
SELECT b.class, b.ap, b.low, b.high, b.iou_threshold = '0.50:0.95' AS coco
FROM temp.report_on AS s CROSS JOIN (SELECT '0.50:0.95' AS iou UNION ALL SELECT iou_threshold FROM temp.report_on) AS t
CROSS JOIN bootstrap_ap(s.labels, s.predictions, s.images) AS b
WHERE b.iou_threshold = t.iou AND b.iou_type = s.iou_type AND b.model IS s.model AND b.low IS NOT NULL
  AND (SELECT count(*) FROM temp.report_classes) <= 200;

-- ---- what the mistakes depend on ----

-- Whose columns may explain mistakes: those of the images, or with '' only the class and the metrics: report_bare stays empty.
INSERT INTO report_attributes
SELECT coalesce(nullif(a.attributes, ''), iif(a.attributes = '', 'temp.report_bare', s.images)) AS name FROM temp.report_asked AS a, temp.report_on AS s;

-- If there is no table of metrics, this part of the page says how to make it.
INSERT INTO report_measured
SELECT s.* FROM temp.report_on AS s WHERE EXISTS (
  SELECT 1 FROM pragma_table_list AS t WHERE lower(s.quality_metrics) IN (lower(t.name), lower(t.schema || '.' || t.name)));

INSERT INTO report_importance
SELECT NULL AS class, m.metric, m.level, m.importance, m.correlation, m.reliable
FROM temp.report_measured AS s CROSS JOIN metric_importance(s.labels, s.predictions, s.images) AS m
WHERE m.quality_metrics = s.quality_metrics AND m.iou_threshold = s.iou_threshold AND m.score_threshold = s.score_threshold
  AND m.iou_type = s.iou_type AND m.model IS s.model;

-- Of the thirty classes with the most labels.
INSERT INTO report_importance
SELECT c.number, m.metric, m.level, m.importance, m.correlation, m.reliable
FROM temp.report_measured AS s CROSS JOIN temp.report_classes AS c CROSS JOIN metric_importance(s.labels, s.predictions, s.images) AS m
WHERE c.number < 30 AND (SELECT count(*) FROM temp.report_classes) <= 100 AND (SELECT max(importance) FROM temp.report_importance) > 0
  AND m.quality_metrics = s.quality_metrics
  AND m.metrics = (SELECT json_group_array(DISTINCT metric) FROM temp.report_importance WHERE class IS NULL AND importance > 0) AND m.classes = json_array(c.class)
  AND m.iou_threshold = s.iou_threshold AND m.score_threshold = s.score_threshold AND m.iou_type = s.iou_type AND m.model IS s.model;

-- Most important first. The score stands apart, as number 0, and of both areas the less important one is left out.
INSERT INTO report_metrics
SELECT iif(i.metric = 'confidence', 0, row_number() OVER (PARTITION BY i.metric = 'confidence'
    ORDER BY i.importance IS NULL, i.importance DESC, i.metric, i.level)),
  i.metric, i.level, i.importance, i.correlation, i.reliable,
  coalesce(replace(n.display_name, ' (F)', i.owner || ' (F)'), i.metric || iif(i.level = 'image', ' (F)', ' (P)')),
  coalesce(n.unit, ''), coalesce(n.factor, 1)
FROM (
  -- 'predicted_object_count (night)' is of one model.
  SELECT m.*, iif(m.level = 'image' AND m.metric LIKE '% (%)', substr(m.metric, instr(m.metric, ' (')), '') AS owner,
    row_number() OVER (PARTITION BY m.level, iif(m.metric IN ('area_relative', 'area_absolute'), 'area of an object', m.metric)
      ORDER BY m.importance DESC, m.metric DESC) AS twin
  FROM temp.report_importance AS m WHERE m.class IS NULL
) AS i LEFT JOIN metric_names AS n ON n.metric || i.owner = i.metric AND n.level = i.level
WHERE i.twin = 1;

-- Precision and false negative rate in twenty bins: of the score and the five most important metrics for all IoU thresholds, and for every
-- second score threshold, of the others for the thresholds of the page.
INSERT INTO report_curves
SELECT row_number() OVER (ORDER BY t.number, p.number, m.number, k.measure DESC), t.number, p.number, m.number, k.measure, t.iou_threshold, p.score,
  m.metric, m.level, m.factor, iif(t.chosen AND p.chosen, w.metrics, w.important), w.by_class
FROM temp.report_measured AS s CROSS JOIN temp.report_ious AS t CROSS JOIN temp.report_scores AS p CROSS JOIN temp.report_metrics AS m
CROSS JOIN (SELECT 'precision' AS measure UNION ALL SELECT 'fnr') AS k
CROSS JOIN (
  SELECT json_group_array(metric) AS metrics, json_group_array(metric) FILTER (WHERE number <= 5) AS important,
    (SELECT count(*) FROM temp.report_classes) <= 100 AS by_class
  FROM temp.report_metrics
) AS w
WHERE (p.chosen OR t.chosen AND p.bin % 2 = 0) AND (m.number <= 5 OR t.chosen AND p.chosen);

-- ends are those of the bins, the same for all classes; counts has each class, 0 for all together and otherwise its number and 1, and behind it how many are in each
-- bin; hits has those of the bins that are not empty. The rows of a class come one after the other, and its bins in order.
INSERT INTO report_performance
SELECT d.iou, d.score, d.metric, d.measure, (
    SELECT json_group_array(json_array(CAST(printf('%.6g', e.low * d.factor) AS REAL), CAST(printf('%.6g', e.high * d.factor) AS REAL)))
    FROM (
      SELECT DISTINCT e.low, e.high FROM (
        SELECT e.low, e.high FROM performance_by_metric(s.labels, s.predictions, s.images) AS e
        WHERE e.quality_metrics = s.quality_metrics AND e.metrics = d.wanted AND e.bins = 20 AND e.by_class = d.by_class
          AND e.iou_threshold = d.iou_threshold AND e.score_threshold = d.score_threshold AND e.iou_type = s.iou_type AND e.model IS s.model
          AND e.metric = d.name AND e.level = d.level AND e.measure = d.measure LIMIT 20
      ) AS e
    ) AS e
  ),
  group_concat(iif(v.bin = 1, (SELECT code FROM temp.report_codes WHERE n = coalesce(
      (SELECT c.number + 1 FROM temp.report_classes AS c WHERE c.class = v.class), 0)), '')
    || iif(v.n < 62, substr(a.letters, v.n + 1, 1), coalesce((SELECT code FROM temp.report_codes WHERE n = v.n), printf('_%d;', v.n))), ''),
  group_concat(iif(v.n = 0, '', coalesce((SELECT code FROM temp.report_codes WHERE n = CAST(round(v.value * v.n) AS INTEGER)),
    printf('_%d;', CAST(round(v.value * v.n) AS INTEGER)))), '')
FROM temp.report_curves AS d CROSS JOIN temp.report_measured AS s CROSS JOIN performance_by_metric(s.labels, s.predictions, s.images) AS v
CROSS JOIN temp.report_alphabet AS a
WHERE v.quality_metrics = s.quality_metrics AND v.metrics = d.wanted AND v.bins = 20 AND v.by_class = d.by_class
  AND v.iou_threshold = d.iou_threshold AND v.score_threshold = d.score_threshold AND v.iou_type = s.iou_type AND v.model IS s.model
  AND v.metric = d.name AND v.level = d.level AND v.measure = d.measure
GROUP BY d.number;

-- ---- pictures ----

INSERT INTO report_outcomes
SELECT CAST(row_number() OVER () AS INTEGER) AS sample, m.outcome, m.reason, m.explanation, m.image_id, m.class, m.prediction_id, m.label_id, m.score,
  iif(m.outcome = 'FN', 'label', 'prediction') AS kind, coalesce(m.prediction_id, m.label_id) AS id,
  m.best_label_id, m.confused_label_id, m.best_prediction_id, m.confused_prediction_id, m.duplicate_of
FROM temp.report_on AS s CROSS JOIN match_outcomes(s.labels, s.predictions, s.images) AS m
WHERE m.iou_threshold = s.iou_threshold AND m.score_threshold = s.score_threshold AND m.iou_type = s.iou_type AND m.model IS s.model
  AND m.outcome <> 'ignored';

-- The other object that each outcome is about: the label that a prediction holds, or fits badly, or that another prediction holds; the
-- prediction that sits on a missed label, or holds a label beside it.
INSERT INTO report_parties
SELECT sample, 'label' AS kind, coalesce(label_id, best_label_id) AS id FROM temp.report_outcomes
WHERE prediction_id IS NOT NULL AND coalesce(label_id, best_label_id) IS NOT NULL
UNION
SELECT sample, 'label', confused_label_id FROM temp.report_outcomes WHERE confused_label_id IS NOT NULL
UNION
SELECT sample, 'prediction', best_prediction_id FROM temp.report_outcomes WHERE best_prediction_id IS NOT NULL
UNION
SELECT sample, 'prediction', confused_prediction_id FROM temp.report_outcomes WHERE confused_prediction_id IS NOT NULL
UNION
SELECT sample, 'prediction', duplicate_of FROM temp.report_outcomes WHERE duplicate_of IS NOT NULL;

-- The objects of all images, but for the lowest scores of the scale where the page does without them.
INSERT INTO report_objects
SELECT e.kind, e.id, e.image_id, e.class, e.score, e.geometry
FROM temp.report_on AS s CROSS JOIN evaluated_objects(s.labels, s.predictions, s.images) AS e
WHERE e.iou_type = s.iou_type AND (e.kind = 'label'
  OR e.model IS s.model AND e.score >= (SELECT min(s.score_threshold, score) FROM temp.report_scores WHERE number = 1));

-- What ranks the pictures: number 0 is the score, or the size of a missed object; then the five most important metrics.
INSERT INTO report_values
SELECT outcome, 0, sample, score FROM temp.report_outcomes WHERE outcome <> 'FN';
INSERT INTO report_values
SELECT 'FN', 0, o.sample, geometry_area(e.geometry)
FROM temp.report_outcomes AS o CROSS JOIN temp.report_objects AS e
WHERE o.outcome = 'FN' AND e.image_id = o.image_id AND e.kind = 'label' AND e.id = o.label_id;
INSERT INTO report_values
SELECT o.outcome, m.number, o.sample, v.value * m.factor
FROM temp.report_measured AS s CROSS JOIN metric_values AS v CROSS JOIN temp.report_outcomes AS o CROSS JOIN temp.report_metrics AS m
WHERE v.quality_metrics = s.quality_metrics AND v.metrics = (
    SELECT json_group_array(metric) FROM temp.report_metrics WHERE number BETWEEN 1 AND 5 AND level <> 'image')
  AND (SELECT count(*) FROM temp.report_metrics WHERE number BETWEEN 1 AND 5 AND level <> 'image') > 0
  AND o.kind = v.level AND o.id = v.item_id AND m.metric = v.metric AND m.level <> 'image' AND m.number BETWEEN 1 AND 5;
INSERT INTO report_values
SELECT o.outcome, m.number, o.sample, v.value * m.factor
FROM temp.report_measured AS s CROSS JOIN metric_values AS v CROSS JOIN temp.report_metrics AS m CROSS JOIN temp.report_outcomes AS o
WHERE v.quality_metrics = s.quality_metrics AND v.metrics = (
    SELECT json_group_array(metric) FROM temp.report_metrics WHERE number BETWEEN 1 AND 5 AND level = 'image')
  AND (SELECT count(*) FROM temp.report_metrics WHERE number BETWEEN 1 AND 5 AND level = 'image') > 0
  AND v.level = 'image' AND m.metric = v.metric AND m.level = 'image' AND m.number BETWEEN 1 AND 5 AND o.image_id = v.item_id;

-- Both ends of each: about a sixth of @samples at an end, half as many true positives. They are among the rows beyond the extremes of
-- as many parts of an eighth of the samples, or of all where there are too few: that avoids sorting every value.
INSERT INTO report_ends
SELECT p.outcome, p.metric, iif(count(*) < p.most, 9e999, max(p.low)), iif(count(*) < p.most, -9e999, min(p.high))
FROM (
  SELECT v.outcome, v.metric, n.most, min(v.value) AS low, max(v.value) AS high
  FROM (SELECT max(1, samples * 12 / 50) AS most FROM temp.report_on) AS n CROSS JOIN temp.report_values AS v
  WHERE v.sample % 8 = 0 GROUP BY v.outcome, v.metric, v.sample / 8 % n.most
) AS p GROUP BY p.outcome, p.metric;
INSERT OR IGNORE INTO report_ends
SELECT v.outcome, v.metric, 9e999, -9e999 FROM temp.report_values AS v;

INSERT INTO report_places
WITH beyond AS MATERIALIZED (
  SELECT v.outcome, v.metric, v.sample, v.value, v.value >= e.high AS is_high, v.value <= e.low AS is_low
  FROM temp.report_values AS v CROSS JOIN temp.report_ends AS e
  WHERE e.outcome = v.outcome AND e.metric = v.metric AND (v.value >= e.high OR v.value <= e.low)
)
SELECT p.sample, p.metric, p.down, p.place
FROM temp.report_on AS s CROSS JOIN (
  SELECT v.outcome, v.metric, v.sample, 1 AS down, row_number() OVER (PARTITION BY v.outcome, v.metric ORDER BY v.value DESC, v.sample) AS place
  FROM beyond AS v WHERE v.is_high
  UNION ALL
  SELECT v.outcome, v.metric, v.sample, 0, row_number() OVER (PARTITION BY v.outcome, v.metric ORDER BY v.value, v.sample)
  FROM beyond AS v WHERE v.is_low
) AS p
WHERE p.place <= max(1, s.samples * iif(p.metric = 0 AND p.down, 12, 8) / 50 / iif(p.outcome = 'TP', 2, 1));

INSERT INTO report_sample_values
SELECT v.sample, v.metric, v.value FROM temp.report_values AS v WHERE v.sample IN (SELECT sample FROM temp.report_places);

INSERT INTO report_samples
SELECT p.sample, o.image_id, p.places,
  (SELECT json_group_array(value) FROM (
    SELECT iif(v.value IS NULL, NULL, CAST(printf('%.6g', v.value) AS REAL)) AS value FROM (
      SELECT 0 AS number UNION ALL SELECT number FROM temp.report_metrics WHERE number BETWEEN 1 AND 5
    ) AS m LEFT JOIN temp.report_sample_values AS v ON v.metric = m.number AND v.sample = p.sample ORDER BY m.number
  ))
FROM (
  SELECT sample, json_group_object(metric || iif(down, 'down', 'up'), place) AS places FROM temp.report_places GROUP BY sample
) AS p JOIN temp.report_outcomes AS o ON o.sample = p.sample;

-- ---- labels to look at ----

-- The repairs that promise most: each is a prediction that has no label, or a label with its prediction.
INSERT INTO report_repairs
SELECT r.rank, r.kind, r.image_id, r.class, r.label_id, r.prediction_id, r.new_class, r.score, r.suspicion, r.map_gain,
  iif(r.rank <= 10, r.repair_sql, NULL) AS repair_sql, row_number() OVER (PARTITION BY r.kind ORDER BY r.rank) AS place
FROM temp.report_on AS s CROSS JOIN repair_gains(s.labels, s.predictions, s.images) AS r
WHERE r.iou_threshold = s.iou_threshold AND r.iou_type = s.iou_type AND r.least_suspicion = 0.2 AND r.model IS s.model AND r.map_gain > 0;

-- ---- what changed from one model to another ----

INSERT INTO report_pair
SELECT s.*, a.predictions_b, iif(a.predictions_b IS NULL, coalesce(a.model_b, o.model), a.model_b) AS model_b,
  coalesce(CAST(s.model AS TEXT), s.predictions) AS name_a,
  coalesce(CAST(iif(a.predictions_b IS NULL, coalesce(a.model_b, o.model), a.model_b) AS TEXT), a.predictions_b) AS name_b
FROM temp.report_on AS s CROSS JOIN temp.report_asked AS a
CROSS JOIN (SELECT min(f.model) AS model FROM temp.report_figures AS f, temp.report_on AS s WHERE f.model <> s.model) AS o
WHERE coalesce(a.predictions_b, a.model_b, o.model) IS NOT NULL;

INSERT INTO report_comparison
SELECT c.class, c.ap_a, c.ap_b, c.difference, c.low, c.high, c.p, c.q, c.won, c.lost
FROM temp.report_pair AS s CROSS JOIN model_comparison(s.labels, s.predictions, s.images) AS c
WHERE c.iou_threshold = s.iou_threshold AND c.iou_type = s.iou_type AND c.model_a = s.model AND c.model_b = s.model_b
  AND c.predictions_b = s.predictions_b;

INSERT INTO report_changes
SELECT w.change, w.image_id, w.class, w.label_id, w.prediction_a, w.prediction_b, w.score_a, w.score_b, w.place
FROM (
  SELECT c.change, c.image_id, c.class, c.label_id, c.prediction_a, c.prediction_b, c.score_a, c.score_b,
    row_number() OVER (PARTITION BY c.change ORDER BY coalesce(c.score_b, c.score_a) DESC, c.label_id) AS place
  FROM temp.report_pair AS s CROSS JOIN model_changes(s.labels, s.predictions, s.images) AS c
  WHERE c.iou_threshold = s.iou_threshold AND c.iou_type = s.iou_type AND c.model_a = s.model AND c.model_b = s.model_b
    AND c.predictions_b = s.predictions_b AND c.change IN ('lost', 'gained')
) AS w WHERE w.place <= 12;

-- The predictions of the second model around them.
INSERT INTO report_others
SELECT DISTINCT e.id, e.image_id, e.class, e.score, e.geometry
FROM temp.report_pair AS s CROSS JOIN temp.report_changes AS c CROSS JOIN evaluated_objects AS e
WHERE e.labels = s.labels AND e.predictions = coalesce(s.predictions_b, s.predictions) AND e.images = s.images AND e.iou_type = s.iou_type
  AND e.image_id = c.image_id AND e.kind = 'prediction' AND e.id = c.prediction_b;

-- The pictures of both: the object itself, and the predictions that the caption is about.
INSERT INTO report_extras
SELECT CAST(row_number() OVER (ORDER BY e.gallery, e.place) AS INTEGER) AS extra, e.*
FROM (
  SELECT r.kind AS gallery, r.place, r.image_id, r.class, iif(r.label_id IS NULL, 'prediction', 'label') AS kind,
    coalesce(r.label_id, r.prediction_id) AS id, iif(r.label_id IS NULL, NULL, r.prediction_id) AS prediction_a, NULL AS prediction_b,
    CASE r.kind WHEN 'add_label' THEN printf('scored %.2f, without a label; ', r.score)
      WHEN 'change_class' THEN 'detected as ' || r.new_class || printf(' %.2f; ', r.score) ELSE printf('the prediction, scored %.2f, lies elsewhere; ', r.score) END
      || printf('the repair gains %.4f mAP', r.map_gain) AS words
  FROM temp.report_repairs AS r WHERE r.kind <> 'delete_label' AND r.place <= 12
  UNION ALL
  SELECT c.change, c.place, c.image_id, c.class, 'label', c.label_id, c.prediction_a, c.prediction_b,
    CASE WHEN c.change = 'lost' THEN 'found by ' || s.name_a || printf(' (%.2f), missed by ', c.score_a) || s.name_b
      ELSE 'found by ' || s.name_b || printf(' (%.2f), missed by ', c.score_b) || s.name_a END
  FROM temp.report_pair AS s CROSS JOIN temp.report_changes AS c
) AS e;

-- ---- drawing ----

-- The image of each picture; one without a size is as large as its objects reach.
INSERT INTO report_images
SELECT p.image, p.image_id, coalesce(i.file, 'image ' || p.image_id), i.data IS NOT NULL,
  iif(i.width IS NULL AND i.data IS NULL, p.right, i.width), iif(i.height IS NULL AND i.data IS NULL, p.bottom, i.height)
FROM temp.report_on AS s CROSS JOIN (
  SELECT p.image, p.image_id, max(json_extract(p.box, '$[0]') + json_extract(p.box, '$[2]')) AS right,
    max(json_extract(p.box, '$[1]') + json_extract(p.box, '$[3]')) AS bottom
  FROM (
    SELECT p.image, p.image_id, geometry_box(e.geometry) AS box
    FROM (
      SELECT row_number() OVER (ORDER BY image_id) - 1 AS image, image_id
      FROM (SELECT image_id FROM temp.report_samples UNION SELECT image_id FROM temp.report_extras)
    ) AS p CROSS JOIN temp.report_objects AS e
    WHERE e.image_id = p.image_id
  ) AS p GROUP BY p.image, p.image_id
) AS p LEFT JOIN evaluated_images AS i ON i.images = s.images AND i.id = p.image_id;

-- Many names would cover a small picture: then only those concerned have one.
INSERT INTO report_drawings
SELECT d.sample, draw_objects(d.geometry,
    CASE WHEN NOT d.own THEN d.colour WHEN d.outcome = 'FP' THEN '#fd0a5a' ELSE '#5658dd' END,
    iif(d.own OR d.others > 5 AND NOT d.party, NULL, d.class || iif(d.score IS NULL, '', printf(' %.2f', d.score))),
    iif(d.own, 'front thick unfilled', iif(d.party, 'front dashed unfilled', NULL))) AS drawing,
  max(iif(d.own, d.geometry, NULL)) AS geometry
FROM (
  SELECT p.sample, o.outcome, e.kind, e.class, e.score, e.geometry, c.colour, e.kind = o.kind AND e.id = o.id AS own,
    EXISTS (SELECT 1 FROM temp.report_parties AS q WHERE q.sample = p.sample AND q.kind = e.kind AND q.id = e.id) AS party,
    count(*) FILTER (WHERE e.kind = iif(o.outcome = 'FN', 'prediction', 'label')) OVER (PARTITION BY p.sample) AS others
  FROM temp.report_on AS s CROSS JOIN temp.report_samples AS p CROSS JOIN temp.report_outcomes AS o
  CROSS JOIN temp.report_objects AS e CROSS JOIN temp.report_classes AS c
  WHERE o.sample = p.sample AND e.image_id = o.image_id AND (e.kind = 'label' OR e.score >= s.score_threshold) AND c.class = e.class
) AS d WHERE d.own OR d.party OR d.kind = iif(d.outcome = 'FN', 'prediction', 'label') GROUP BY d.sample;

INSERT INTO report_extra_drawings
SELECT e.extra, max(iif(e.own, e.geometry, NULL)) AS geometry, draw_objects(e.geometry, iif(e.own, '#5658dd', e.colour),
    iif(e.own OR e.others > 5 AND NOT e.party, NULL, e.class || iif(e.score IS NULL, '', printf(' %.2f', e.score))),
    iif(e.own, 'front thick unfilled', iif(e.party, 'front dashed unfilled', NULL))) AS drawing
FROM (
  SELECT x.extra, e.class, e.score, e.geometry, c.colour, e.kind = x.kind AND e.id = x.id AS own,
    e.kind = 'prediction' AND e.id IS x.prediction_a AS party, count(*) OVER (PARTITION BY x.extra) AS others
  FROM temp.report_extras AS x CROSS JOIN temp.report_objects AS e CROSS JOIN temp.report_classes AS c
  WHERE e.image_id = x.image_id AND c.class = e.class AND (e.kind = 'label' OR e.id = x.prediction_a OR x.kind = 'prediction' AND e.id = x.id)
  UNION ALL
  SELECT x.extra, e.class, e.score, e.geometry, c.colour, 0, 1, 0
  FROM temp.report_extras AS x CROSS JOIN temp.report_others AS e CROSS JOIN temp.report_classes AS c
  WHERE e.image_id = x.image_id AND c.class = e.class AND e.id = x.prediction_b
) AS e GROUP BY e.extra;

-- All pictures, those of one image after the other, so that each image is decoded once: without a LIMIT, SQLite leaves an ORDER BY inside of
-- a join out. Whole images are so small that all of them together stay below two megabytes.
INSERT INTO report_crops
SELECT p.kind, p.number, picture_crop(coalesce(i.data, g.grey), p.width, p.height, p.drawing, p.geometry, p.side)
FROM temp.report_on AS s CROSS JOIN temp.report_grey AS g CROSS JOIN (
  SELECT m.number AS image, m.image_id, m.width, m.height, 'whole' AS kind, m.number, NULL AS drawing, NULL AS geometry, (
      SELECT CASE WHEN count(*) < 12 THEN 640 WHEN count(*) < 30 THEN 420 WHEN count(*) < 60 THEN 300 WHEN count(*) < 130 THEN 200 WHEN count(*) < 180 THEN 128 ELSE 96 END
      FROM temp.report_images
    ) AS side
  FROM temp.report_images AS m
  UNION ALL
  SELECT m.number, m.image_id, m.width, m.height, 'sample', p.sample, d.drawing, d.geometry, 144
  FROM temp.report_samples AS p JOIN temp.report_drawings AS d ON d.sample = p.sample JOIN temp.report_images AS m ON m.image_id = p.image_id
  UNION ALL
  SELECT m.number, m.image_id, m.width, m.height, 'extra', x.extra, d.drawing, d.geometry, 144
  FROM temp.report_extras AS x JOIN temp.report_extra_drawings AS d ON d.extra = x.extra JOIN temp.report_images AS m ON m.image_id = x.image_id
  ORDER BY 1 LIMIT -1
) AS p LEFT JOIN evaluated_images AS i ON i.images = s.images AND i.id = p.image_id;

-- found: the score of the prediction that finds a missed label below the threshold of the page.
INSERT INTO report_figures_of
SELECT o.outcome, coalesce((SELECT place FROM temp.report_places AS q WHERE q.sample = p.sample AND q.metric = 0 AND q.down), 9999) AS place,
  '<figure data-outcome="' || o.outcome || printf('" data-class="%d" data-image="%d"', c.number, m.number)
    || ' data-id="' || html_escape(o.id) || '" data-places="' || html_escape(p.places) || '" data-values="' || p.figures || '"'
    || coalesce(' data-score="' || o.score || '"', '')
    || coalesce(' data-found="' || (
      SELECT score FROM temp.report_all AS f WHERE f.outcome = 'TP' AND f.label_id = o.label_id AND o.outcome = 'FN') || '"', '')
    || coalesce(' data-parties="' || html_escape((
      SELECT nullif(json_group_array(json_array(q.kind = 'prediction', q.id)), '[]') FROM temp.report_parties AS q WHERE q.sample = p.sample)) || '"', '')
    || '>' || d.svg
    || '<figcaption><b>' || c.name || '</b>' || iif(o.score IS NULL, '', printf(' %.2f', o.score)) || ' · '
    || html_escape(m.file) || '<br>' || html_escape(o.explanation) || '<span class="value"></span></figcaption></figure>' AS html
FROM temp.report_samples AS p JOIN temp.report_outcomes AS o ON o.sample = p.sample
JOIN temp.report_crops AS d ON d.kind = 'sample' AND d.number = p.sample JOIN temp.report_classes AS c ON c.class = o.class
JOIN temp.report_images AS m ON m.image_id = o.image_id
ORDER BY m.number;

INSERT INTO report_extra_figures
SELECT x.gallery, x.place, printf('<figure data-outcome="%s" data-class="%d" data-image="%d"', iif(x.kind = 'label', 'FN', 'FP'), c.number, m.number)
    || ' data-id="' || html_escape(x.id) || '"'
    || coalesce(' data-parties="' || html_escape(json_array(json_array(1, x.prediction_a))) || '"', '')
    || coalesce(' data-extra="' || html_escape((
      SELECT json_group_array(json_array(1, k.number, o.score, o.id, json(geometry_box(o.geometry))))
      FROM temp.report_others AS o CROSS JOIN temp.report_classes AS k
      WHERE o.image_id = x.image_id AND o.id = x.prediction_b AND k.class = o.class)) || '"', '')
    || '>' || d.svg
    || '<figcaption><b>' || c.name || '</b> · ' || html_escape(m.file) || '<br>' || html_escape(x.words) || '</figcaption></figure>' AS html
FROM temp.report_extras AS x JOIN temp.report_crops AS d ON d.kind = 'extra' AND d.number = x.extra
JOIN temp.report_classes AS c ON c.class = x.class JOIN temp.report_images AS m ON m.image_id = x.image_id
ORDER BY m.number;

-- ---- the data of the page ----

INSERT INTO report_data
SELECT 'page', json_object('iou', s.iou_number, 'score', s.score_number, 'asked', s.asked_score IS NOT NULL, 'labels', s.labels,
  'predictions', s.predictions, 'images', coalesce(s.images, 'images'), 'metrics', s.quality_metrics, 'model', s.model, 'type', s.iou_type,
  'byClass', (SELECT count(*) <= 100 FROM temp.report_classes))
FROM temp.report_on AS s;

INSERT INTO report_data
SELECT 'ious', json_group_array(shown) FROM (SELECT shown FROM temp.report_ious ORDER BY number);
INSERT INTO report_data
SELECT 'scores', json_group_array(json_array(score, shown, bin)) FROM (SELECT * FROM temp.report_scores ORDER BY number);
INSERT INTO report_data
SELECT 'classes', json_group_array(json_array(class, colour, label_count, rank))
FROM (SELECT * FROM temp.report_classes ORDER BY number);

-- AP and AR: a list for each IoU, and last for the mean over COCO's ten.
INSERT INTO report_data
SELECT 'ap', json_group_array(json(list)) FROM (
  SELECT json_group_array(json_array(ap, ar)) AS list FROM (
    SELECT a.iou, round(a.ap, 7) AS ap, round(a.ar, 7) AS ar, c.label_count
    FROM temp.report_ap AS a JOIN temp.report_classes AS c ON c.class = a.class ORDER BY a.iou < 0, a.iou, c.number
  ) GROUP BY iou ORDER BY iou < 0, iou
);

INSERT INTO report_data
SELECT 'counts', json_group_array(list) FROM (
  SELECT group_concat(code, '') AS list FROM (
    SELECT c.iou, coalesce((SELECT code FROM temp.report_codes WHERE n = c.tp), printf('_%d;', c.tp))
      || coalesce((SELECT code FROM temp.report_codes WHERE n = c.fp), printf('_%d;', c.fp)) AS code
    FROM temp.report_counts AS c ORDER BY c.iou, c.class, c.score
  ) GROUP BY iou ORDER BY iou
);

-- For each IoU: class, bin (those of duplicates behind those of low IoU), how many, and how many above the threshold of the page.
INSERT INTO report_data
SELECT 'reasons', json_group_array(coalesce(list, '')) FROM (
  SELECT (
    SELECT group_concat(code, '') FROM (
      SELECT (SELECT code FROM temp.report_codes WHERE n = r.class) || (SELECT code FROM temp.report_codes WHERE n = r.bin + 20 * r.duplicate)
        || coalesce((SELECT code FROM temp.report_codes WHERE n = r.n), printf('_%d;', r.n))
        || coalesce((SELECT code FROM temp.report_codes WHERE n = r.kept), printf('_%d;', r.kept)) AS code
      FROM temp.report_reasons AS r WHERE r.iou = t.number
    )
  ) AS list FROM temp.report_ious AS t ORDER BY t.number
);

INSERT INTO report_data
SELECT 'matrix', json_group_object(name, list) FROM (
  SELECT iou || ',' || score AS name, group_concat(code, '') AS list FROM (
    SELECT m.iou, m.score, (SELECT code FROM temp.report_codes WHERE n = m.label + 1)
      || (SELECT code FROM temp.report_codes WHERE n = m.prediction + 1)
      || coalesce((SELECT code FROM temp.report_codes WHERE n = m.n), printf('_%d;', m.n)) AS code
    FROM temp.report_matrix AS m ORDER BY m.iou, m.score
  ) GROUP BY iou, score
);

-- Calibration: for each IoU and class the ten bins, each with its predictions, the correct ones and the mean score in thousandths.
INSERT INTO report_data
SELECT 'calibration', json_group_array(json(coalesce(list, '{}'))) FROM (
  SELECT (
    SELECT json_group_object(class, list) FROM (
      SELECT q.class, group_concat(q.code, '') AS list FROM (
        SELECT k.number AS class, coalesce((SELECT code FROM temp.report_codes WHERE n = b.n), printf('_%d;', b.n))
          || coalesce((SELECT code FROM temp.report_codes WHERE n = b.hits), printf('_%d;', b.hits))
          || (SELECT code FROM temp.report_codes WHERE n = CAST(round(1000 * b.mean_score) AS INTEGER)) AS code
        FROM (
          SELECT c.class, c.bin, c.n, CAST(round(coalesce(c.precision, 0) * c.n) AS INTEGER) AS hits, coalesce(c.mean_score, 0) AS mean_score
          FROM temp.report_on AS s CROSS JOIN calibration(s.labels, s.predictions, s.images) AS c
          WHERE c.iou_threshold = t.iou_threshold AND c.iou_type = s.iou_type AND c.model IS s.model AND c.by_class = 1
        ) AS b JOIN temp.report_classes AS k ON k.class = b.class ORDER BY k.number, b.bin
      ) AS q GROUP BY q.class
    )
  ) AS list FROM temp.report_scale AS r CROSS JOIN temp.report_ious AS t WHERE r.unit ORDER BY t.number
);

-- Precision in thousandths at the recalls 0, 0.01, ..., up to the last one that the class reaches.
INSERT INTO report_data
SELECT 'curves', json_group_array(json(list)) FROM (
  SELECT (
    SELECT json_group_object(class, list) FROM (
      SELECT q.class, group_concat(q.code, '') AS list FROM (
        SELECT c.number AS class, (SELECT code FROM temp.report_codes WHERE n = CAST(round(p.precision * 1000) AS INTEGER)) AS code
        FROM temp.report_on AS s CROSS JOIN pr_curve(s.labels, s.predictions, s.images) AS p CROSS JOIN temp.report_classes AS c
        WHERE c.class = p.class AND p.iou_threshold = t.iou_threshold AND p.iou_type = s.iou_type AND p.model IS s.model AND p.score IS NOT NULL
        ORDER BY c.number, p.recall
      ) AS q GROUP BY q.class
    )
  ) AS list FROM temp.report_ious AS t ORDER BY t.number
);

INSERT INTO report_data
SELECT 'intervals', json_group_object(CASE WHEN i.class IS NOT NULL THEN iif(i.coco, 'coco', '') || c.number WHEN i.coco THEN 'coco' ELSE 'mean' END,
  json_array(round(i.low, 7), round(i.high, 7)))
FROM temp.report_intervals AS i LEFT JOIN temp.report_classes AS c ON c.class = i.class
WHERE i.class IS NULL OR c.number IS NOT NULL;

INSERT INTO report_data
SELECT 'metrics', json_group_array(json_object('number', m.number, 'metric', m.metric, 'level', m.level, 'name', m.display, 'unit', m.unit,
  'all', json_array(m.importance, m.correlation, m.reliable), 'classes', (
    SELECT json_group_object(i.class, json_array(round(i.importance, 5), round(i.correlation, 5), i.reliable))
    FROM temp.report_importance AS i WHERE i.metric = m.metric AND i.level = m.level AND i.class IS NOT NULL)))
FROM (SELECT * FROM temp.report_metrics ORDER BY number) AS m;

-- For each pair of thresholds, and of metric and measure: the ends of the bins, how many of each class are in them, and how many hits. Ends
-- and numbers that are those of the thresholds of the page are left out.
INSERT INTO report_data
SELECT 'performance', json_group_object(name, json(list)) FROM (
  SELECT p.iou || ',' || p.score AS name, json_group_object(p.metric || p.measure,
    json_array(json(nullif(p.ends, b.ends)), nullif(p.counts, b.counts), p.hits)) AS list
  FROM temp.report_on AS s CROSS JOIN temp.report_performance AS p
  LEFT JOIN temp.report_performance AS b ON b.iou = s.iou_number AND b.score = s.score_number AND b.metric = p.metric AND b.measure = p.measure
    AND (p.iou <> s.iou_number OR p.score <> s.score_number)
  GROUP BY p.iou, p.score
);

-- Of each image all labels, and its sixty most confident predictions.
INSERT INTO report_data
SELECT 'pictures', json_group_array(json_array(m.file, m.image_id, m.svg, (
  SELECT json_group_array(json_array(e.kind = 'prediction', c.number, e.score, e.id, CASE
      WHEN s.iou_type = 'bbox' THEN json(e.geometry)
      WHEN s.iou_type = 'keypoints' OR json_valid(geometry_polygon(e.geometry)) = 0 THEN json(geometry_box(e.geometry))
      ELSE json(geometry_polygon(e.geometry)) END))
  FROM (
    SELECT o.*, row_number() OVER (PARTITION BY o.kind ORDER BY o.score DESC) AS place
    FROM temp.report_objects AS o WHERE o.image_id = m.image_id
  ) AS e JOIN temp.report_classes AS c ON c.class = e.class WHERE e.kind = 'label' OR e.place <= 60)))
FROM temp.report_on AS s CROSS JOIN (
  SELECT m.*, c.svg FROM temp.report_images AS m JOIN temp.report_crops AS c ON c.kind = 'whole' AND c.number = m.number ORDER BY m.number LIMIT -1
) AS m;

-- ---- the page ----

-- The counts of each class at the thresholds of the page.
INSERT INTO report_now
SELECT c.number, c.class, c.name, c.colour, c.rank, c.label_count, c.ap, a.ar, n.tp, n.fp, n.fn,
  (w.total - coalesce(c.ap, 0)) / nullif(w.scored - (c.ap IS NOT NULL), 0) AS map_without
FROM temp.report_on AS s CROSS JOIN (SELECT sum(ap) AS total, count(ap) AS scored FROM temp.report_classes) AS w CROSS JOIN temp.report_classes AS c CROSS JOIN temp.report_ap AS a CROSS JOIN temp.report_counts AS n
WHERE a.iou = s.iou_number AND a.class = c.class AND n.iou = s.iou_number AND n.class = c.number AND n.score = s.score_number;

INSERT INTO report_parts
SELECT 'lead', CASE WHEN coalesce(sum(label_count), 0) = 0 THEN 'There are no labels, so there is nothing to score.'
  WHEN sum(tp + fp) = 0 THEN printf('The detector finds none of %,d objects.', sum(label_count))
  ELSE coalesce('The model ' || html_escape(s.model), 'The detector')
    || printf(' finds %.0f %% of %,d objects, and %.0f %% of its predictions are correct.', 100.0 * sum(tp) / sum(tp + fn), sum(tp + fn),
    100.0 * sum(tp) / sum(tp + fp)) END
FROM temp.report_on AS s LEFT JOIN temp.report_now;

INSERT INTO report_parts
SELECT 'cards', group_concat('<div id="card-' || id || '"><b>' || coalesce(value, '-') || '</b><span>' || name || '</span>'
  || coalesce('<small>' || note || '</small>', '') || '</div>', '')
FROM (
  SELECT 'map' AS id, f.text AS value, 'mAP at IoU 0.50:0.95' AS name,
    iif(i.low IS NULL, NULL, printf('%.3f to %.3f', i.low, i.high)) AS note, 1 AS place
  FROM temp.report_on AS s CROSS JOIN temp.report_figures AS f
  LEFT JOIN temp.report_intervals AS i ON i.coco AND i.class IS NULL WHERE f.metric = 'AP' AND f.model IS s.model
  UNION ALL
  SELECT 'map-iou', printf('%.3f', avg(n.ap)), 'mAP at IoU ' || s.iou_shown,
    (SELECT printf('%.3f to %.3f', low, high) FROM temp.report_intervals WHERE NOT coco AND class IS NULL), 2
  FROM temp.report_on AS s LEFT JOIN temp.report_now AS n ON n.ap IS NOT NULL HAVING count(n.ap)
  UNION ALL
  SELECT 'mar', printf('%.3f', avg(ar)), 'mAR at IoU ' || s.iou_shown, NULL, 3
  FROM temp.report_on AS s JOIN temp.report_now AS n HAVING count(ar)
  UNION ALL
  SELECT k.id, CASE k.id WHEN 'precision' THEN iif(sum(tp + fp) > 0, printf('%.3f', 1.0 * sum(tp) / sum(tp + fp)), '-')
      WHEN 'recall' THEN iif(sum(tp + fn) > 0, printf('%.3f', 1.0 * sum(tp) / sum(tp + fn)), '-')
      WHEN 'f1' THEN iif(sum(tp + fp + fn) > 0, printf('%.3f', 2.0 * sum(tp) / sum(2 * tp + fp + fn)), '-')
      WHEN 'tp' THEN printf('%,d', sum(tp)) WHEN 'fp' THEN printf('%,d', sum(fp)) WHEN 'fn' THEN printf('%,d', sum(fn)) END, k.name, NULL, k.place
  FROM (SELECT 'precision' AS id, 'precision' AS name, 4 AS place UNION ALL SELECT 'recall', 'recall', 5 UNION ALL SELECT 'f1', 'F1', 6
    UNION ALL SELECT 'tp', 'true positives', 7 UNION ALL SELECT 'fp', 'false positives', 8 UNION ALL SELECT 'fn', 'missed objects', 9) AS k
  LEFT JOIN temp.report_now GROUP BY k.id ORDER BY 5
);

INSERT INTO report_parts
SELECT 'figures', '<div class="scroll"><table><thead><tr><th>Figure</th>'
  || (SELECT group_concat('<th>' || coalesce(html_escape(model), 'Value') || '</th>', '')
      FROM (SELECT DISTINCT model FROM temp.report_figures ORDER BY model))
  || '<th>IoU</th><th>Area</th><th>Detections</th></tr></thead><tbody>' || group_concat(r.html, '') || '</tbody></table></div>'
FROM (
  SELECT '<tr><td>' || f.metric || '</td>' || group_concat('<td>' || f.text || '</td>', '') || '<td>'
    || iif(typeof(f.iou_threshold) = 'text', f.iou_threshold, printf('%.2f', f.iou_threshold))
    || printf('</td><td>%s</td><td>%d</td></tr>', f.area_range, f.max_detections) AS html
  FROM (SELECT *, row_number() OVER (PARTITION BY model) AS place FROM temp.report_figures ORDER BY model) AS f
  GROUP BY f.place ORDER BY f.place
) AS r;

INSERT INTO report_parts
SELECT 'ranking', '<div class="scroll"><table class="sortable" id="ranking"><thead><tr><th>Class</th><th>AP</th><th>mAP without</th><th>AR</th>'
  || '<th>Precision</th><th>Recall</th><th>F1</th><th>Labels</th><th>TP</th><th>FP</th><th>FN</th></tr></thead><tbody>'
  || coalesce(group_concat(r.html, ''), '') || (
    SELECT printf('<tr class="mean"><td>%s</td><td>%s</td><td></td><td>%s</td><td></td><td></td><td></td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>',
      iif(count(*) > 100, printf('mean, with %d more', count(*) - 100), 'mean'), iif(count(ap), printf('%.3f', avg(ap)), '-'),
      iif(count(ar), printf('%.3f', avg(ar)), '-'), sum(label_count), sum(tp), sum(fp), sum(fn)) FROM temp.report_now)
  || '</tbody></table></div>'
FROM (
  SELECT printf('<tr data-class="%d"%s><td>', number, iif(label_count < 10 AND (SELECT max(label_count) FROM temp.report_now) >= 10, ' class="few"', ''))
    || printf('<span class="swatch" style="background:%s"></span>', colour) || name
    || printf('</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>',
      iif(ap IS NULL, '-', printf('%.3f', ap)), iif(map_without IS NULL, '-', printf('%.3f', map_without)), iif(ar IS NULL, '-', printf('%.3f', ar)),
      iif(tp + fp, printf('%.3f', 1.0 * tp / (tp + fp)), '-'), iif(tp + fn, printf('%.3f', 1.0 * tp / (tp + fn)), '-'),
      iif(tp + fp + fn, printf('%.3f', 2.0 * tp / (2 * tp + fp + fn)), '-'), label_count, tp, fp, fn) AS html
  FROM temp.report_now WHERE rank <= 100 ORDER BY rank
) AS r;

INSERT INTO report_parts
SELECT 'scores', svg_bars(m.class, m.value, m.measure, json_object('title', 'AP and AR at IoU ' || s.iou_shown, 'width', 560,
    'order', iif((SELECT count(*) FROM temp.report_now) > 30, 'smallest', 'auto'), 'value_min', 0, 'value_max', 1, 'background', json('false')))
FROM temp.report_on AS s CROSS JOIN (
  SELECT class, 'AP' AS measure, ap AS value FROM temp.report_now UNION ALL SELECT class, 'AR', ar FROM temp.report_now
) AS m;

INSERT INTO report_parts
SELECT 'curves', svg_lines(p.recall, p.precision, p.class, json_object('title', 'Precision over recall at IoU ' || s.iou_shown,
    'x', 'recall', 'y', 'precision', 'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1, 'width', 560, 'background', json('false'),
    'colours', json((SELECT json_group_object(class, colour) FROM temp.report_classes WHERE number < 64))), p.label_count)
FROM temp.report_on AS s CROSS JOIN (
  SELECT p.recall, p.precision, p.class, p.label_count FROM temp.report_on AS s CROSS JOIN pr_curve(s.labels, s.predictions, s.images) AS p
  WHERE p.iou_threshold = s.iou_threshold AND p.iou_type = s.iou_type AND p.model IS s.model AND p.score IS NOT NULL
) AS p;

INSERT INTO report_parts
SELECT 'histogram', svg_bars(b.low, b.n, b.outcome, json_object('title', 'Scores of true and false positives', 'width', 560,
    'label', 'score', 'value', 'predictions', 'bin', b.width, 'stack', json('true'),
    'colours', json_object('TP', '#5658dd', 'FP', '#fd0a5a'), 'background', json('false')))
FROM (
  SELECT a.outcome, r.width, r.low + CAST((a.score - r.low) / r.width AS INTEGER) * r.width AS low, count(*) AS n
  FROM temp.report_scale AS r CROSS JOIN temp.report_all AS a GROUP BY a.outcome, low
) AS b;

INSERT INTO report_parts
SELECT 'reasons', '<div class="scroll"><table class="sortable" id="reasons"><thead><tr><th>Class</th><th>Count</th><th>no overlap</th>'
  || '<th>low IoU</th><th>duplicate</th><th class="words">often on</th></tr></thead><tbody>' || coalesce(group_concat(r.html, ''), '')
  || '</tbody></table></div>'
FROM (
  SELECT printf('<tr data-class="%d"><td>', n.number) || printf('<span class="swatch" style="background:%s"></span>', n.colour) || n.name
    || printf('</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td class="words">', n.fp, n.fp - coalesce(sum(r.kept), 0),
      coalesce(sum(r.kept) FILTER (WHERE NOT r.duplicate), 0), coalesce(sum(r.kept) FILTER (WHERE r.duplicate), 0))
    || coalesce((SELECT l.name || ' (' || m.n || ')' FROM temp.report_matrix AS m JOIN temp.report_classes AS l ON l.number = m.label
      WHERE m.iou = s.iou_number AND m.score = s.score_number AND m.prediction = n.number AND m.label <> n.number
      ORDER BY m.n DESC, m.label LIMIT 1), '') || '</td></tr>' AS html
  FROM temp.report_on AS s CROSS JOIN temp.report_now AS n LEFT JOIN temp.report_reasons AS r ON r.iou = s.iou_number AND r.class = n.number
  WHERE n.rank <= 100 AND n.fp GROUP BY n.number ORDER BY n.fp DESC, n.number
) AS r;

INSERT INTO report_parts
SELECT 'matrix', svg_heatmap(coalesce(p.class, 'background'), coalesce(l.class, 'background'), m.n, json_object('title', 'Confusion matrix',
    'column', 'prediction', 'row', 'label', 'value', 'objects', 'width', 560, 'background', json('false')))
FROM temp.report_on AS s JOIN temp.report_matrix AS m ON m.iou = s.iou_number AND m.score = s.score_number
LEFT JOIN temp.report_classes AS l ON l.number = m.label LEFT JOIN temp.report_classes AS p ON p.number = m.prediction;

-- AP does not depend on the score threshold, and so do the gains of these types of errors.
INSERT INTO report_errors
SELECT e.error, e.count, e.gain FROM temp.report_on AS s CROSS JOIN error_types(s.labels, s.predictions, s.images) AS e
WHERE s.iou_threshold > 0.1 AND e.iou_threshold = s.iou_threshold AND e.iou_type = s.iou_type AND e.model IS s.model;

INSERT INTO report_parts
SELECT 'errors', '<div class="scroll"><table><thead><tr><th>Error</th><th>Count</th><th>Gain of AP</th><th class="words">if repaired</th></tr></thead><tbody>'
  || group_concat('<tr><td>' || replace(e.error, '_', ' ') || printf('</td><td>%d</td><td>', e.count) || iif(e.gain IS NULL, '-', printf('%.3f', e.gain))
    || printf('</td><td class="words"><span class="gain" style="width:%.1f%%"></span></td></tr>', 100 * coalesce(e.gain, 0) / e.most), '')
  || '</tbody></table></div>'
FROM (SELECT e.*, max(0.001, max(e.gain) OVER ()) AS most FROM temp.report_errors AS e) AS e HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'calibration', svg_lines(iif(t.ideal, (c.low + c.high) / 2, c.mean_score), iif(t.ideal, (c.low + c.high) / 2, c.precision),
    iif(t.ideal, 'calibrated', 'detector'), json_object('title', 'Precision by score', 'x', 'score', 'y', 'precision', 'count', 'predictions',
    'x_min', 0, 'x_max', 1, 'y_min', 0, 'y_max', 1, 'width', 560, 'background', json('false')), iif(t.ideal, NULL, c.n))
FROM temp.report_on AS s CROSS JOIN temp.report_scale AS r CROSS JOIN (SELECT 0 AS ideal UNION ALL SELECT 1) AS t
CROSS JOIN calibration(s.labels, s.predictions, s.images) AS c
WHERE r.unit AND c.iou_threshold = s.iou_threshold AND c.iou_type = s.iou_type AND c.model IS s.model AND c.by_class = 0;

INSERT INTO report_parts
SELECT 'missed', '<div class="scroll"><table class="sortable" id="missed"><thead><tr><th>Class</th><th>Missed</th><th>not seen</th><th>seen as another</th>'
  || '<th class="words">most often as</th></tr></thead><tbody>' || coalesce(group_concat(r.html, ''), '') || '</tbody></table></div>'
FROM (
  SELECT printf('<tr data-class="%d"><td>', n.number) || printf('<span class="swatch" style="background:%s"></span>', n.colour) || n.name
    || printf('</td><td>%d</td><td>%d</td><td>%d</td><td class="words">', sum(m.n), coalesce(sum(m.n) FILTER (WHERE m.prediction < 0), 0),
      coalesce(sum(m.n) FILTER (WHERE m.prediction >= 0), 0))
    || coalesce((SELECT l.name || ' (' || o.n || ')' FROM temp.report_matrix AS o JOIN temp.report_classes AS l ON l.number = o.prediction
      WHERE o.iou = s.iou_number AND o.score = s.score_number AND o.label = n.number AND o.prediction <> n.number
      ORDER BY o.n DESC, o.prediction LIMIT 1), '') || '</td></tr>' AS html
  FROM temp.report_on AS s CROSS JOIN temp.report_now AS n
  JOIN temp.report_matrix AS m ON m.iou = s.iou_number AND m.score = s.score_number AND m.label = n.number AND m.prediction <> n.number
  WHERE n.rank <= 100 GROUP BY n.number ORDER BY sum(m.n) DESC, n.number
) AS r;

-- The confirmed slices of labels and of predictions at the thresholds of the page.
INSERT INTO report_slices
SELECT w.slice, w.universe, w.n, w.rate, w.rest_rate, w.q, w.where_sql,
  row_number() OVER (PARTITION BY w.universe ORDER BY (w.rate - w.rest_rate) * w.n DESC) AS place
FROM temp.report_on AS s CROSS JOIN temp.report_attributes AS a CROSS JOIN weak_slices(a.name, s.labels, s.predictions, s.images) AS w
WHERE w.quality_metrics = (SELECT quality_metrics FROM temp.report_measured) AND w.iou_threshold = s.iou_threshold
  AND w.score_threshold = s.score_threshold AND w.iou_type = s.iou_type AND w.model IS s.model AND w.confirmed;

INSERT INTO report_parts
SELECT 'slices', '<div class="scroll"><table><thead><tr><th>Where</th><th>Share</th><th>elsewhere</th><th>Objects</th><th>q</th><th class="words">SQL</th></tr></thead><tbody>'
  || group_concat('<tr><td>' || html_escape(w.slice) || '</td><td>' || printf('%.0f %% %s', 100 * w.rate, iif(w.universe = 'labels', 'missed', 'wrong'))
    || printf('</td><td>%.0f %%</td><td>%d</td><td>%s</td>', 100 * w.rest_rate, w.n, iif(w.q < 0.001, '&lt; 0.001', printf('%.3f', w.q)))
    || '<td class="words"><details><summary>WHERE</summary><code>' || html_escape(w.where_sql) || '</code></details></td></tr>', '') || '</tbody></table></div>'
FROM (SELECT * FROM temp.report_slices WHERE place <= 8 ORDER BY universe, place) AS w HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'repairs', '<div class="scroll"><table><thead><tr><th>Repair</th><th class="words">Image</th><th>Gain of mAP</th><th>Suspicion</th><th class="words">SQL</th></tr></thead><tbody>'
  || group_concat('<tr><td>' || CASE r.kind WHEN 'add_label' THEN 'add a label: ' || html_escape(r.class)
      WHEN 'delete_label' THEN printf('delete label %s: ', html_escape(r.label_id)) || html_escape(r.class)
      WHEN 'change_class' THEN printf('label %s: from ', html_escape(r.label_id)) || html_escape(r.class) || ' to ' || html_escape(r.new_class)
      ELSE printf('move label %s: ', html_escape(r.label_id)) || html_escape(r.class) END
    || '</td><td class="words">' || html_escape(r.file) || printf('</td><td>%.4f</td><td>%.2f</td><td class="words">', r.map_gain, r.suspicion)
    || coalesce('<details><summary>repair</summary><code>' || html_escape(r.repair_sql) || '</code></details>', '') || '</td></tr>', '') || '</tbody></table></div>'
FROM (
  SELECT r.*, coalesce(m.file, 'image ' || r.image_id) AS file
  FROM temp.report_repairs AS r LEFT JOIN temp.report_images AS m ON m.image_id = r.image_id WHERE r.rank <= 10 ORDER BY r.rank
) AS r HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'issues', '<div class="scroll"><table><thead><tr><th>Issue</th><th>Rows</th><th class="words">for example</th></tr></thead><tbody>'
  || group_concat('<tr><td>' || i.severity || ': ' || replace(i.issue, '_', ' ') || printf('</td><td>%d</td><td class="words">', i.n)
    || html_escape(i.table_name || coalesce(' ' || i.id, '') || ': ' || i.detail) || '</td></tr>', '') || '</tbody></table></div>'
FROM (
  SELECT i.severity, i.issue, i.table_name, count(*) AS n, min(i.id) AS id, i.detail
  FROM temp.report_on AS s CROSS JOIN dataset_issues(s.labels, s.predictions, s.images) AS i
  WHERE i.quality_metrics = (SELECT quality_metrics FROM temp.report_measured) AND i.iou_type = s.iou_type
  GROUP BY i.severity, i.issue, i.table_name ORDER BY i.severity = 'info', i.severity, i.issue
) AS i HAVING count(*) > 0;

-- ---- findings ----

-- Sentences under the conditions of the view findings, with the figures of the page; link is the section that shows more. The page has
-- eight: the first of each kind, then the others.
INSERT INTO report_findings
SELECT 1, c.rank, 'classes-ranked', printf('The AP of %s is %.3f, the mean of all classes %.3f; without this class it would be %.3f.', c.class, c.ap, w.map, n.map_without)
FROM temp.report_intervals AS i JOIN temp.report_classes AS c ON c.class = i.class JOIN temp.report_now AS n ON n.number = c.number
CROSS JOIN (SELECT avg(ap) AS map FROM temp.report_classes) AS w
WHERE NOT i.coco AND c.rank <= 2 AND i.high < w.map;

INSERT INTO report_findings
SELECT 2, 1, 'mistakes', printf('%d of %d labels of %s (%.0f %%) match no prediction, however low its score, so no score threshold recovers them.',
  r.fn, r.label_count, r.class, 100.0 * r.fn / r.label_count)
FROM (
  SELECT n.class, n.label_count, k.fn, 1.0 * k.fn / n.label_count AS rate, 1.0 * sum(k.fn) OVER () / sum(n.label_count) OVER () AS mean_rate,
    row_number() OVER (ORDER BY 1.0 * k.fn / n.label_count DESC, n.class) AS place
  FROM temp.report_on AS s CROSS JOIN temp.report_now AS n JOIN temp.report_counts AS k ON k.iou = s.iou_number AND k.class = n.number AND k.score = 0
  WHERE n.label_count >= 20
) AS r
WHERE r.place = 1 AND r.fn >= 10 AND r.rate > r.mean_rate
  AND (r.rate - r.mean_rate) * (r.rate - r.mean_rate) * r.label_count > 9 * r.mean_rate * (1 - r.mean_rate);

INSERT INTO report_findings
SELECT 3, 1, 'errors', printf(CASE e.error
    WHEN 'missed' THEN 'Missed objects cost most: finding all %d would raise the mean AP by %.3f.'
    WHEN 'localisation' THEN 'Badly located boxes cost most: locating all %d well would raise the mean AP by %.3f.'
    WHEN 'classification' THEN 'Wrong classes cost most: correcting all %d would raise the mean AP by %.3f.'
    WHEN 'background' THEN 'Detections on the background cost most: removing all %d would raise the mean AP by %.3f.'
    WHEN 'duplicate' THEN 'Duplicates cost most: removing all %d would raise the mean AP by %.3f.'
    ELSE 'Boxes that are badly located and of the wrong class cost most: removing all %d would raise the mean AP by %.3f.' END, e.count, e.gain)
FROM temp.report_errors AS e
WHERE e.error NOT IN ('false_positives', 'false_negatives') AND e.count >= 10 AND e.gain >= 0.01
ORDER BY e.gain DESC, e.error LIMIT 1;

INSERT INTO report_findings
SELECT 4, 1, 'mistakes', printf('%d of %d predictions with a score from %s (%.1f %%) are duplicates of a more confident one.', d.n, d.total, d.shown, 100.0 * d.n / d.total)
FROM (
  SELECT s.score_shown AS shown, (SELECT sum(tp + fp) FROM temp.report_now) AS total,
    (SELECT sum(r.kept) FROM temp.report_reasons AS r WHERE r.iou = s.iou_number AND r.duplicate) AS n
  FROM temp.report_on AS s
) AS d WHERE d.n >= 10 AND d.n * 100 >= d.total;

INSERT INTO report_findings
SELECT 5, 1, 'mistakes', printf('%d of %d labels of %s (%.0f %%) are detected as %s.', k.n, k.total, l.class, 100.0 * k.n / k.total, p.class)
FROM (
  SELECT m.label, m.prediction, m.n, sum(m.n) OVER (PARTITION BY m.label) AS total
  FROM temp.report_on AS s JOIN temp.report_matrix AS m ON m.iou = s.iou_number AND m.score = s.score_number
) AS k JOIN temp.report_classes AS l ON l.number = k.label JOIN temp.report_classes AS p ON p.number = k.prediction
WHERE k.label <> k.prediction AND k.n >= 10 AND k.n * 20 >= k.total ORDER BY k.n DESC, l.class LIMIT 1;

INSERT INTO report_findings
SELECT 6, r.place, 'slices', printf(iif(r.universe = 'labels', '%.0f %% of the labels with %s are missed, against %.0f %% of the others.',
  '%.0f %% of the predictions with %s are false positives, against %.0f %% of the others.'), 100 * r.rate, r.slice, 100 * r.rest_rate)
FROM temp.report_slices AS r WHERE r.place = 1;

INSERT INTO report_findings
SELECT 7, 1, 'labels', printf('%d confident predictions of %s have no label: labels may be missing.', count(*), r.class)
FROM temp.report_repairs AS r WHERE r.kind = 'add_label' AND r.suspicion >= 0.5 GROUP BY r.class HAVING count(*) >= 3 ORDER BY count(*) DESC, r.class LIMIT 1;

INSERT INTO report_findings
SELECT 8, 1, 'changes', printf('From %s to %s, mAP goes from %.3f to %.3f', s.name_a, s.name_b, c.ap_a, c.ap_b)
  || CASE WHEN c.p > 0.05 THEN ', which may be chance.' WHEN c.p IS NOT NULL THEN ', more than chance explains.' ELSE '.' END
FROM temp.report_pair AS s, temp.report_comparison AS c WHERE c.class IS NULL;

INSERT INTO report_parts
SELECT 'findings', '<section id="findings"><h2>Findings</h2><ol>' || group_concat('<li><a href="#' || f.link || '">' || html_escape(f.sentence) || '</a></li>', '')
  || '</ol><p class="note" hidden></p></section>'
FROM (
  SELECT * FROM (
    SELECT f.*, row_number() OVER (PARTITION BY kind ORDER BY place, sentence) AS turn FROM temp.report_findings AS f ORDER BY turn, kind LIMIT 8
  ) ORDER BY kind, turn
) AS f HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'suspects', group_concat('<section class="plain" data-gallery="' || g.gallery || '"><h3>' || g.title || '</h3><p class="note" hidden></p><div class="gallery">'
  || g.html || '</div></section>', '')
FROM (
  SELECT k.gallery, k.title, (SELECT group_concat(html, '') FROM (
    SELECT html FROM temp.report_extra_figures AS f WHERE f.gallery = k.gallery ORDER BY f.place)) AS html
  FROM (SELECT 1 AS n, 'add_label' AS gallery, 'Likely missing labels' AS title UNION ALL SELECT 2, 'change_class', 'Likely wrong classes'
    UNION ALL SELECT 3, 'move_label', 'Likely badly drawn labels') AS k ORDER BY k.n
) AS g WHERE g.html IS NOT NULL;

-- The confirmed slices of either model; one that is none of a model has no share of it.
INSERT INTO report_parts
SELECT 'slice_changes', '<div class="fixed" id="slice-changes"><h3>Slices that differ</h3><p>The weak slices of either model, those that changed most first. A dash: it is no weak'
  || ' slice of that model.</p><p class="note" hidden></p><div class="scroll"><table><thead><tr><th>Where</th><th class="words">Share</th><th>' || html_escape(s.name_a) || '</th><th>'
  || html_escape(s.name_b) || '</th><th>Difference</th></tr></thead><tbody>' || group_concat('<tr><td>' || html_escape(w.slice) || '</td><td class="words">'
    || iif(w.universe = 'labels', 'missed', 'wrong') || '</td><td>' || iif(w.a IS NULL, '-', printf('%.0f %%', 100 * w.a)) || '</td><td>'
    || iif(w.b IS NULL, '-', printf('%.0f %%', 100 * w.b))
    || '</td><td>' || iif(w.a IS NULL OR w.b IS NULL, '-', printf('%+.0f', 100 * (w.b - w.a))) || '</td></tr>', '') || '</tbody></table></div></div>'
FROM temp.report_pair AS s CROSS JOIN (
  SELECT w.universe, w.slice, max(w.rate) FILTER (WHERE NOT w.second) AS a, max(w.rate) FILTER (WHERE w.second) AS b
  FROM (
    SELECT 0 AS second, r.universe, r.slice, r.rate FROM temp.report_slices AS r
    UNION ALL
    SELECT 1, w.universe, w.slice, w.rate
    FROM temp.report_pair AS s CROSS JOIN temp.report_attributes AS t CROSS JOIN weak_slices(t.name, s.labels, coalesce(s.predictions_b, s.predictions), s.images) AS w
    WHERE w.quality_metrics = (SELECT quality_metrics FROM temp.report_measured) AND w.iou_threshold = s.iou_threshold
      AND w.score_threshold = s.score_threshold AND w.iou_type = s.iou_type AND w.model IS s.model_b AND w.confirmed
  ) AS w GROUP BY w.universe, w.slice ORDER BY abs(b - a) IS NULL, abs(b - a) DESC, w.universe, w.slice LIMIT 12
) AS w HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'changes', '<section id="changes"><h2>What changed</h2><p>From <b>' || html_escape(s.name_a) || '</b> to <b>' || html_escape(s.name_b) || '</b>, mAP at IoU ' || s.iou_shown
  || (SELECT printf(' goes from %.3f to %.3f: %+.3f', c.ap_a, c.ap_b, c.difference) || iif(c.low IS NULL, '', printf(' (%+.3f to %+.3f)', c.low, c.high))
    || CASE WHEN c.p > 0.05 THEN ', which may be chance' WHEN c.p IS NOT NULL THEN ', more than chance explains' ELSE '' END FROM temp.report_comparison AS c WHERE c.class IS NULL)
  || '. Won are labels that only the second model finds, lost those that only the first one finds; q is corrected for the number of classes.</p><div class="beside"><div class="scroll">'
  || '<table class="sortable" id="comparison"><thead><tr><th>Class</th><th>' || html_escape(s.name_a) || '</th><th>' || html_escape(s.name_b)
  || '</th><th>Difference</th><th>Interval</th><th>q</th><th>Won</th><th>Lost</th></tr></thead><tbody>' || (
    SELECT group_concat(r.html, '') FROM (
      SELECT printf('<tr data-class="%d"><td>', k.number) || k.name || '</td><td>' || iif(c.ap_a IS NULL, '-', printf('%.3f', c.ap_a)) || '</td><td>'
        || iif(c.ap_b IS NULL, '-', printf('%.3f', c.ap_b)) || '</td><td>' || iif(c.difference IS NULL, '-', printf('%+.3f', c.difference)) || '</td><td>'
        || iif(c.low IS NULL, '-', printf('%+.3f to %+.3f', c.low, c.high)) || '</td><td>' || iif(c.q IS NULL, '-', printf('%.3f', c.q))
        || printf('</td><td>%d</td><td>%d</td></tr>', c.won, c.lost) AS html
      FROM temp.report_comparison AS c JOIN temp.report_classes AS k ON k.class = c.class WHERE k.rank <= 100 ORDER BY c.difference DESC
    ) AS r) || '</tbody></table></div><figure id="differences">' || (
    SELECT svg_bars(c.class, c.difference, NULL, json_object('title', 'Difference of AP, with its interval', 'order', 'largest', 'direction', 'horizontal',
      'width', 560, 'background', json('false')), c.low, c.high) FROM temp.report_comparison AS c WHERE c.class IS NOT NULL)
  || '</figure></div>' || coalesce((SELECT html FROM temp.report_parts WHERE name = 'slice_changes'), '') || coalesce((
    SELECT group_concat('<section class="plain" data-gallery="' || g.gallery || '"><h3>' || g.title || '</h3><p class="note" hidden></p><div class="gallery">' || g.html || '</div></section>', '')
    FROM (
      SELECT k.gallery, k.title, (SELECT group_concat(html, '') FROM (
        SELECT html FROM temp.report_extra_figures AS f WHERE f.gallery = k.gallery ORDER BY f.place)) AS html
      FROM (SELECT 1 AS n, 'lost' AS gallery, 'Lost, the most confident ones of the first model' AS title
        UNION ALL SELECT 2, 'gained', 'Won, the most confident ones of the second model') AS k ORDER BY k.n
    ) AS g WHERE g.html IS NOT NULL), '') || '</section>'
FROM temp.report_pair AS s;

INSERT INTO report_parts
SELECT 'importance', '<figure id="importance">' || svg_bars(m.display, m.importance, NULL, json_object('title', 'Metric importance',
      'order', 'largest', 'direction', 'horizontal', 'value_min', 0, 'width', 560, 'background', json('false')))
  || '</figure><figure id="correlation">' || svg_bars(m.display, m.correlation, NULL, json_object('title', 'Correlation with correctness',
      'order', 'largest', 'direction', 'horizontal', 'width', 560, 'background', json('false'))) || '</figure>'
FROM temp.report_metrics AS m WHERE m.number > 0 HAVING count(*) > 0;

INSERT INTO report_parts
SELECT 'performance', group_concat(f.html, '') FROM (
  SELECT printf('<figure data-chart="%d%s">', p.metric, p.measure) || svg_lines((p.low + p.high) / 2, p.hits * 1.0 / nullif(p.n, 0), NULL, json_object('title',
      iif(p.measure = 'fnr', 'False negative rate by ', 'Precision by ') || m.display, 'x', m.display || coalesce(' in ' || nullif(m.unit, ''), ''),
      'y', iif(p.measure = 'fnr', 'false negative rate', 'precision'), 'x_scale', 'auto', 'y_min', 0, 'y_max', 1, 'width', 560,
      'count', iif(p.measure = 'fnr', 'labels', 'predictions'), 'reference', json_array(json_object('value', p.average, 'label', printf('average %.3f', p.average))),
      'background', json('false')), p.n) || '</figure>' AS html
  FROM (
    SELECT m.number AS metric, v.measure, v.low * m.factor AS low, v.high * m.factor AS high, v.n, CAST(round(coalesce(v.value, 0) * v.n) AS INTEGER) AS hits,
      v.average
    FROM temp.report_measured AS s CROSS JOIN performance_by_metric(s.labels, s.predictions, s.images) AS v CROSS JOIN temp.report_metrics AS m
    WHERE v.quality_metrics = s.quality_metrics AND v.metrics = (SELECT json_group_array(metric) FROM temp.report_metrics) AND v.bins = 20
      AND v.iou_threshold = s.iou_threshold AND v.score_threshold = s.score_threshold AND v.iou_type = s.iou_type AND v.model IS s.model
      AND m.metric = v.metric AND m.level = v.level AND m.number <= 5
  ) AS p JOIN temp.report_metrics AS m ON m.number = p.metric
  GROUP BY p.metric, p.measure ORDER BY p.metric = 0, p.metric, p.measure DESC
) AS f;

INSERT INTO report_parts
SELECT 'galleries', group_concat('<section class="gallery-of" data-outcome="' || g.outcome || '"><h3 id="gallery-' || g.outcome || '">' || g.title || '</h3>'
  || '<div class="rank" hidden><label>Rank by <select class="metric"><option value="0">' || g.rank || '</option>'
  || coalesce((SELECT group_concat(printf('<option value="%d">', number) || html_escape(display) || '</option>', '')
      FROM (SELECT * FROM temp.report_metrics WHERE number BETWEEN 1 AND 5 ORDER BY number)), '')
  || '</select></label><label>Order <select class="order"><option value="down">highest first</option><option value="up">lowest first</option></select></label>'
  || '<span class="shown" role="status"></span></div><p class="note" hidden></p>'
  || '<div class="gallery">' || coalesce((SELECT group_concat(html, '') FROM (
      SELECT html FROM temp.report_figures_of WHERE outcome = g.outcome ORDER BY place)), '<p class="quiet">There are none.</p>')
  || '</div><details class="sql" hidden><summary>SQL for the rest</summary><pre></pre></details></section>', '')
FROM (
  SELECT 'FP' AS outcome, 'False positives' AS title, 'score' AS rank
  UNION ALL SELECT 'FN', 'Missed objects', 'size'
  UNION ALL SELECT 'TP', 'True positives', 'score'
) AS g;

-- Said once, above the pictures.
INSERT INTO report_parts
SELECT 'pixels', CASE WHEN sum(pixels) IS count(*) THEN '' WHEN sum(pixels) = 0 THEN 'There are no pixels: the column <code>data</code> of '
    || html_escape(coalesce(s.images, 'images')) || ' is missing or empty. The boxes stand on grey.'
  ELSE printf('%d of %d images have no pixels: their column <code>data</code> is NULL.', sum(NOT pixels), count(*)) END
FROM temp.report_on AS s JOIN temp.report_images;

INSERT INTO report_parts
SELECT 'classes', group_concat(printf('<label><input type="checkbox" name="class" value="%d" checked><span class="swatch" style="background:%s"></span>', number, colour)
  || name || '</label>', '') FROM (SELECT * FROM temp.report_classes WHERE rank <= 100 ORDER BY name);

CREATE TEMP TABLE report_page AS
SELECT '<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="boxscore ' || boxscore_version() || '"><title>' || html_escape(s.title) || '</title><style>
' || boxscore_sql('report/style.css') || '</style></head><body>
<header><h1>' || html_escape(s.title) || '</h1><p id="lead">' || p.lead || '</p>
<p class="quiet">' || html_escape(s.predictions) || ' against ' || html_escape(s.labels) || ', compared by ' || s.iou_type || '. Counts are at IoU <span class="iou">'
  || s.iou_shown || '</span> and include predictions with a score from <span class="score">' || s.score_shown || '</span>'
  || iif(s.asked_score IS NULL, '<span class="best">, the threshold with the best mean F1</span>', '') || '. AP and AR include all predictions.</p>
<nav aria-label="Sections"><a href="#summary">Summary</a><a href="#classes-ranked">Classes</a><a href="#mistakes">Mistakes</a>' || iif(p.changes IS NULL, '', '<a href="#changes">Changes</a>') || '<a href="#labels">Labels</a>'
  || '<a href="#metrics">Metrics</a><a href="#performance">Performance</a><a href="#pictures">Pictures</a></nav></header>
<div class="controls" hidden><div><label>IoU <input type="range" id="iou" min="0" step="1"><output id="iou-shown" for="iou">' || s.iou_shown || '</output></label>'
  || '<label>Score from <input type="range" id="score" min="0" step="1"><output id="score-shown" for="score">' || s.score_shown || '</output></label>'
  || '<details id="classes"><summary>Classes: all</summary><fieldset><legend>Classes</legend>'
  || '<label><input type="checkbox" name="every-class" checked>all</label>' || coalesce(p.classes, '') || '</fieldset></details>'
  || '<button type="button" id="reset" disabled>Reset</button></div></div>
<main>
' || coalesce(p.findings, '') || '<section id="summary"><h2>Summary</h2><div class="beside stretch"><div><div class="tiles">' || coalesce(p.cards, '') || '</div><p class="note" hidden></p></div>
<div>' || coalesce(p.figures, '') || '</div></div>
</section><section id="classes-ranked"><h2>Classes</h2><p>Worst class first' || iif((SELECT min(label_count) < 10 AND max(label_count) >= 10 FROM temp.report_classes),
    ', but those with fewer than ten labels, which tell little, in grey at the end', '') || '. <b>mAP without</b> is the mAP of all other classes; the larger it is, the more this class'
  || ' pulls the mean down.</p><div class="beside"><div>' || coalesce(p.ranking, '') || '</div><figure id="scores">' || p.scores || '</figure></div>
<div class="beside even"><figure id="curves">' || p.curves || '</figure><figure id="histogram">' || p.histogram || '</figure></div>
</section><section id="mistakes"><h2>Why predictions are wrong</h2><p>A prediction is a duplicate if a more confident one already holds the label. <b>Often on</b>'
  || ' names the class of the labels that false positives of the class lie on most often. The confusion matrix counts each label and prediction once; the background'
  || ' stands for no label, or no prediction.</p>
<div class="beside even"><div><h3>False positives</h3>' || coalesce(p.reasons, '') || '</div><div><h3>Missed objects</h3>' || coalesce(p.missed, '') || '</div></div>
<div class="beside"><div><p class="note" id="matrix-note" hidden></p><figure id="matrix">' || p.matrix || '</figure></div><div><figure id="calibration">' || p.calibration
  || '</figure>' || coalesce('<div class="fixed" id="errors"><h3>Types of errors</h3><p>What AP at IoU ' || s.iou_shown || ' would gain if all errors of a type were repaired, over all predictions; the types are those of'
  || ' TIDE.</p><p class="note" hidden></p>' || p.errors || '</div>', '')
  || '</div></div>
' || coalesce('<div class="fixed" id="slices"><h3>Weak slices</h3><p>Where more objects are missed, or more predictions are wrong, than elsewhere. Each was found in one half of the images and'
  || ' confirmed in the other; the shares are those of the second half.</p><p class="note" hidden></p>' || p.slices || '</div>', '') || '
</section>' || coalesce(p.changes, '') || '<section id="labels"><h2>Labels to look at</h2>'
  || coalesce('<div class="fixed"><h3>Repairs worth most</h3><p>Each gain is that of one repair alone. Look at the image before you repair a label: it is worth it'
  || ' only if the label is wrong.</p><p class="note" hidden></p>' || p.repairs || '</div>', '') || coalesce(p.suspects, '')
  || '<h3>Issues of the data set</h3>' || coalesce(p.issues, '<p>There are none.</p>') || '
</section><section id="metrics"><h2>What the mistakes depend on</h2>' || coalesce((
    SELECT '<p>Importance runs from 0 (says nothing about whether a prediction is correct) to 1 (decides it alone), beyond what chance would give. (P) is a'
      || ' property of the prediction, (F) of its image.' || coalesce(' Not reliable, because there are fewer than 50 true positives or chance explains the figure: '
      || group_concat(iif(importance > 0 AND NOT reliable, html_escape(display), NULL), ', ') || '.', '') || '</p>'
    FROM temp.report_metrics HAVING count(*) > 0
  ), '') || '<p id="confidence"></p><p class="note" id="importance-note" hidden></p>'
  || coalesce('<div class="beside even">' || p.importance || '</div>', '')
  || iif(EXISTS (SELECT 1 FROM temp.report_metrics WHERE number > 0), '', '<p>'
  || iif(EXISTS (SELECT 1 FROM temp.report_measured), 'The table ' || html_escape(s.quality_metrics) || ' has no metrics of these images and predictions',
    'There is no table ' || html_escape(s.quality_metrics))
  || '. The script <code>quality</code> of boxscore (sql/quality.sql) fills it; then this part of the page shows which properties of images and'
  || ' objects matter.</p>') || '
</section><section id="performance"><h2>Performance by metric</h2>' || coalesce('<p>Bins hold about the same number of objects, except that equal values are never'
  || ' divided. The bars below count them; a point is hollow where there are fewer than ten. The dashed line is the average.</p>'
  || '<div class="rank" hidden><label>Metric <select id="metric"></select></label><label>Lines <select id="lines"><option value="">all classes together</option>'
  || '<option value="classes">class by class</option></select></label></div><p class="note" id="performance-note" hidden></p>'
  || '<div class="beside even" id="performance-charts">' || p.performance || '</div>', '<p>This part requires the metrics too.</p>') || '
</section><section id="pictures"><h2>Pictures</h2><p>Click a picture to see the whole image. A false positive is magenta, a true positive or a missed label purple. Labels around'
  || ' predictions, and predictions around a missed label, have the colours of their classes; the other object that the explanation is about is dashed.</p>'
  || coalesce('<p class="quiet">' || nullif(p.pixels, '') || '</p>', '') || '
' || coalesce(p.galleries, '') || '
</section></main>
<footer>Made by boxscore ' || boxscore_version() || '.</footer>
<dialog id="picture" aria-label="Picture"></dialog>
<script type="application/json" id="data">' || replace((
    SELECT '{' || group_concat('"' || name || '":' || coalesce(json, 'null'), ',') || '}' FROM temp.report_data), '<', '\u003c') || '</script>
<script>
"use strict";
(function () {
' || boxscore_sql('report/data.js') || boxscore_sql('report/charts.js') || boxscore_sql('report/tables.js') || boxscore_sql('report/pictures.js')
  || boxscore_sql('report/controls.js') || '})();
</script></body></html>' AS html
FROM temp.report_on AS s CROSS JOIN (
  SELECT max(html) FILTER (WHERE name = 'lead') AS lead, max(html) FILTER (WHERE name = 'cards') AS cards, max(html) FILTER (WHERE name = 'figures') AS figures,
    max(html) FILTER (WHERE name = 'ranking') AS ranking, max(html) FILTER (WHERE name = 'scores') AS scores, max(html) FILTER (WHERE name = 'curves') AS curves,
    max(html) FILTER (WHERE name = 'histogram') AS histogram, max(html) FILTER (WHERE name = 'reasons') AS reasons, max(html) FILTER (WHERE name = 'matrix') AS matrix,
    max(html) FILTER (WHERE name = 'errors') AS errors, max(html) FILTER (WHERE name = 'findings') AS findings, max(html) FILTER (WHERE name = 'calibration') AS calibration, max(html) FILTER (WHERE name = 'missed') AS missed,
    max(html) FILTER (WHERE name = 'slices') AS slices, max(html) FILTER (WHERE name = 'repairs') AS repairs, max(html) FILTER (WHERE name = 'issues') AS issues,
    max(html) FILTER (WHERE name = 'suspects') AS suspects, max(html) FILTER (WHERE name = 'changes') AS changes,
    max(html) FILTER (WHERE name = 'importance') AS importance, max(html) FILTER (WHERE name = 'performance') AS performance,
    max(html) FILTER (WHERE name = 'galleries') AS galleries, max(html) FILTER (WHERE name = 'pixels') AS pixels, max(html) FILTER (WHERE name = 'classes') AS classes
  FROM temp.report_parts
) AS p;

-- What stays is the page.
DROP TABLE temp.report_settings;
DROP TABLE temp.report_asked;
DROP TABLE temp.report_grey;
DROP TABLE temp.report_alphabet;
DROP TABLE temp.report_codes;
DROP TABLE temp.report_figures;
DROP TABLE temp.report_found;
DROP TABLE temp.report_chosen;
DROP TABLE temp.report_ious;
DROP TABLE temp.report_all;
DROP TABLE temp.report_scale;
DROP TABLE temp.report_trials;
DROP TABLE temp.report_best;
DROP TABLE temp.report_scores;
DROP TABLE temp.report_bins;
DROP TABLE temp.report_on;
DROP TABLE temp.report_ap;
DROP TABLE temp.report_classes;
DROP TABLE temp.report_counts;
DROP TABLE temp.report_reasons;
DROP TABLE temp.report_matrix;
DROP TABLE temp.report_intervals;
DROP TABLE temp.report_bare;
DROP TABLE temp.report_attributes;
DROP TABLE temp.report_measured;
DROP TABLE temp.report_importance;
DROP TABLE temp.report_metrics;
DROP TABLE temp.report_curves;
DROP TABLE temp.report_performance;
DROP TABLE temp.report_outcomes;
DROP TABLE temp.report_parties;
DROP TABLE temp.report_objects;
DROP TABLE temp.report_values;
DROP TABLE temp.report_ends;
DROP TABLE temp.report_places;
DROP TABLE temp.report_sample_values;
DROP TABLE temp.report_samples;
DROP TABLE temp.report_repairs;
DROP TABLE temp.report_pair;
DROP TABLE temp.report_comparison;
DROP TABLE temp.report_changes;
DROP TABLE temp.report_others;
DROP TABLE temp.report_extras;
DROP TABLE temp.report_images;
DROP TABLE temp.report_drawings;
DROP TABLE temp.report_crops;
DROP TABLE temp.report_figures_of;
DROP TABLE temp.report_extra_drawings;
DROP TABLE temp.report_extra_figures;
DROP TABLE temp.report_data;
DROP TABLE temp.report_parts;
DROP TABLE temp.report_now;
DROP TABLE temp.report_errors;
DROP TABLE temp.report_slices;
DROP TABLE temp.report_findings;

SELECT html FROM temp.report_page;
