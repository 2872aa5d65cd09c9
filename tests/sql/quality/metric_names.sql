SELECT * FROM metric_names;
.print joined
SELECT letter, count(*) FROM metric_names GROUP BY letter ORDER BY letter;
SELECT display_name, unit, 0.0024 * factor FROM metric_names WHERE metric = 'area_relative' AND level = 'prediction';
SELECT count(*) FROM metric_names WHERE metric = 'my own';
