-- The report of make demo, for the sqlite3 shell with the extension loaded. 100 columns wide.
.headers off
.mode list
.nullvalue -
SELECT printf('boxscore %s on the street example: %d images, %d labels, %d predictions',
    boxscore_version(), (SELECT count(*) FROM images), (SELECT count(*) FROM labels), (SELECT count(*) FROM predictions));

.print
.print How good is it? COCO's twelve figures, equal to pycocotools to the last bit:
.print
SELECT line FROM coco_summary_text;

.print
.print Which classes pull the mean down? (IoU 0.5; mAP without: the mAP of all other classes)
.print
.headers on
.mode column
.width -4 14 -7 -12 -10 -7 -7 -5 -5 -5
SELECT rank, class, printf('%.3f', ap) AS AP, printf('%.3f', map_without) AS "mAP without", printf('%.3f', precision) AS precision,
  printf('%.3f', recall) AS recall, label_count AS labels, tp AS TP, fp AS FP, fn AS FN
FROM class_ranking ORDER BY rank;

.print
.print Which confident predictions match nothing? (Are these missing labels?)
.print
.width 15 -7 5 -8 -6 8 39
SELECT i.file, i.weather, i.time, printf('%d,%d', json_extract(f.geometry, '$[0]'), json_extract(f.geometry, '$[1]')) AS "at x,y",
  printf('%.3f', f.score) AS score, f.class, f.explanation
FROM false_positives AS f JOIN images AS i ON i.id = f.image_id
WHERE f.reason = 'no_overlap' AND f.confused_class IS NULL
ORDER BY f.score DESC, f.prediction_id LIMIT 4;

.print
.print Why are the other false positives wrong? The most confident of each kind:
.print
.headers off
.mode list
SELECT printf(' %4d %-11s%s %.3f in image %d:%s                 %s', count(*), reason, class, max(score), image_id, char(10), explanation)
FROM false_positives WHERE reason <> 'no_overlap' GROUP BY reason ORDER BY count(*) DESC;

.print
.print When does it fail? A slice is a GROUP BY:
.print
.headers on
.mode column
.width 6 -6 -7 -11
SELECT i.time, count(DISTINCT i.id) AS images,
  printf('%.3f', mean_average_precision(m.class, m.outcome, m.score, m.image_id, m.prediction_id)) AS mAP,
  printf('%.3f', average_precision(m.outcome, m.score, m.image_id, m.prediction_id)
    FILTER (WHERE m.class = 'person')) AS "AP person"
FROM match_outcomes AS m JOIN images AS i ON i.id = m.image_id
GROUP BY i.time ORDER BY 3;

.print
.print What do the mistakes depend on? (Importance: 0 says nothing about correctness, 1 decides it alone)
.print
.width 28 -10 -11 40
SELECT m.display_name AS property, printf('%.3f', m.importance) AS importance, printf('%+.2f', m.correlation) AS correlation,
  (SELECT group_concat(b.precision, ' ') FROM (
     SELECT printf('%.2f', p.value) AS precision FROM performance_by_metric AS p
     WHERE p.metrics = m.metric AND p.level = m.level AND p.measure = 'precision' AND p.bins = 8 ORDER BY p.bin
   ) AS b) AS "precision, from low values to high"
FROM metrics_ranked AS m WHERE m.metric <> 'area_absolute' ORDER BY m.rank LIMIT 5;

.print
.print Small predictions are the problem: precision by their share of the image
.print
.width -10 -10 -10 -6
SELECT printf('%.2f %%', 100 * low) AS "from", printf('%.2f %%', 100 * high) AS "to", printf('%.3f', value) AS precision, n
FROM performance_by_metric WHERE metrics = 'area_relative' AND measure = 'precision' AND bins = 8;

.print
.print 'Next, type  sqlite3 -cmd ".load build/boxscore" build/example.db  and try'
.print
.print "  1. SELECT class, confused_class, fp FROM confusions ORDER BY fp DESC LIMIT 3;"
.print "  2. SELECT model, metric, value FROM coco_summary('labels', 'both_models') WHERE metric = 'AP';"
.print "  3. SELECT outcome, class, explanation FROM match_outcomes WHERE image_id = 9;"
.print
.print Then read docs/tutorial.md, whose queries find the weaknesses planted in this example.
