-- voc_predictions: what it reads, and what it says to files that are none.
SELECT * FROM voc_predictions('tests/data/voc/results');
SELECT directory, id, class, score FROM voc_predictions
WHERE directory = 'tests/data/voc/results' AND image_id = '000001';
SELECT id, typeof(image_id), class FROM voc_predictions('tests/data/voc/results') WHERE id = 3;

.print errors
SELECT * FROM voc_predictions;
SELECT * FROM voc_predictions('tests/data/voc/missing');
SELECT * FROM voc_predictions('tests/data/voc/bad');
SELECT * FROM voc_predictions('tests/data/voc/bad/word');
SELECT * FROM voc_predictions('tests/data/voc/bad_results/short');
SELECT * FROM voc_predictions('tests/data/voc/bad_results/word');
SELECT * FROM voc_predictions('tests/data/voc/bad_results/exchanged');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM voc_predictions('tests/data/voc/results');
SELECT * FROM kept;
