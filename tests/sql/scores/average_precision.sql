.read tests/data/pets.sql
.print grouped by class it is ap_by_class.ap
SELECT m.model, m.class, average_precision(m.outcome, m.score) AS ap,
  average_precision(m.outcome, m.score) IS a.ap AS equal,
  average_precision(m.outcome, m.score, m.image_id, m.prediction_id) IS a.ap AS equal_with_ids
FROM match_outcomes AS m JOIN ap_by_class AS a ON a.class = m.class AND a.model IS m.model
GROUP BY m.model, m.class;
.print any other slice
SELECT image_id, average_precision(outcome, score) FROM match_outcomes('labels', 'only_b') GROUP BY 1;
.print with the ids the order of rows does not matter
CREATE TABLE saved AS SELECT * FROM match_outcomes;
UPDATE saved SET score = 0.5 WHERE score IS NOT NULL;
SELECT (SELECT average_precision(outcome, score, image_id, prediction_id) FROM (SELECT * FROM saved ORDER BY prediction_id)) =
  (SELECT average_precision(outcome, score, image_id, prediction_id) FROM (SELECT * FROM saved ORDER BY prediction_id DESC));
SELECT (SELECT average_precision(outcome, score) FROM (SELECT * FROM saved ORDER BY prediction_id)) =
  (SELECT average_precision(outcome, score) FROM (SELECT * FROM saved ORDER BY prediction_id DESC));
.print no rows, no labels, ignored rows, NULL
SELECT average_precision(outcome, score) FROM saved WHERE 0;
SELECT average_precision(outcome, score) FROM saved WHERE outcome = 'FP';
SELECT average_precision(outcome, score) FROM saved WHERE outcome = 'ignored';
SELECT average_precision(outcome, score) FROM saved WHERE outcome = 'FN';
SELECT average_precision(NULL, 0.5);
SELECT average_precision('TP', '0.5'), average_precision('TP', 1, 'a', 'b');
.print errors
SELECT average_precision('true', 0.5);
SELECT average_precision(1, 0.5);
SELECT average_precision('TP', NULL);
SELECT average_precision('FP', 'high');
SELECT average_precision('FP', 9e999);
SELECT average_precision('TP', 0.5, NULL, 1);
SELECT average_precision('TP', 0.5, 1, x'00');
SELECT average_precision('TP');
