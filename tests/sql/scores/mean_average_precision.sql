.read tests/data/pets.sql
.print the AP50 of coco_summary
SELECT model, mean_average_precision(class, outcome, score),
  mean_average_precision(class, outcome, score, image_id, prediction_id) IS
    (SELECT value FROM coco_summary AS s WHERE s.metric = 'AP50' AND s.model = m.model) AS equal
FROM match_outcomes AS m GROUP BY model;
.print any slice
SELECT file, mean_average_precision(class, outcome, score) FROM match_outcomes('labels', 'only_b')
JOIN images ON images.id = image_id GROUP BY file;
.print shards by image give the same
CREATE TABLE odd AS SELECT * FROM match_outcomes('labels', 'only_b') WHERE image_id % 2;
CREATE TABLE even AS SELECT * FROM match_outcomes('labels', 'only_b') WHERE image_id % 2 = 0;
SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) =
  (SELECT value FROM coco_summary('labels', 'only_b') WHERE metric = 'AP50')
FROM (SELECT * FROM odd UNION ALL SELECT * FROM even);
.print classes without labels do not count, integers and texts do
SELECT mean_average_precision(column1, column2, column3)
FROM (VALUES (1, 'TP', 0.5), ('1', 'FN', NULL), (2, 'FP', 0.9), (NULL, NULL, NULL));
SELECT mean_average_precision('cat', 'FP', 0.5);
.print errors
SELECT mean_average_precision(NULL, 'TP', 0.5);
SELECT mean_average_precision('cat', 'maybe', 0.5);
SELECT mean_average_precision('cat', 'TP', NULL);
SELECT mean_average_precision('cat', 'TP');
