.read tests/data/pets.sql
.print the errors of each class
SELECT class, classification, localisation, both, duplicate, background, missed, prediction_count, label_count, model
FROM class_errors;
.print at 0.75 they are those of the direct call, for each threshold
SELECT v.iou_threshold, v.class, v.model, v.localisation = count(e.id) FILTER (WHERE e.error = 'localisation') AS equal
FROM class_errors AS v
JOIN match_errors AS e ON e.iou_threshold = v.iou_threshold AND e.class = v.class AND e.model = v.model
WHERE v.iou_threshold IN (0.5, 0.75) GROUP BY 1, 2, 3;
SELECT class, localisation FROM class_errors WHERE iou_threshold = 0.75 AND model = 'a';
SELECT class, background FROM class_errors WHERE background_iou = 0.4 AND model = 'a';
SELECT class, missed FROM class_errors WHERE predictions = 'only_b';
.print every object with an error, with both geometries
SELECT error, kind, id, other_id, geometry, other_geometry FROM error_objects WHERE model = 'a' AND iou_threshold = 0.75;
SELECT count(*) = (SELECT count(*) FROM match_errors WHERE error IS NOT NULL AND iou_threshold IN (0.5, 0.75)) AS equal
FROM error_objects WHERE iou_threshold IN (0.5, 0.75);
