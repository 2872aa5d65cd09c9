-- needs xml
-- voc_labels: what it reads, and what it says to files that are none.
SELECT * FROM voc_labels('tests/data/voc/annotations');
SELECT id, image_id, typeof(image_id), class, typeof(x), typeof(difficult) FROM voc_labels('tests/data/voc/annotations');

.print the parameter comes back, and keys find their rows
SELECT directory, id, class FROM voc_labels WHERE directory = 'tests/data/voc/annotations' AND image_id = '000001';
SELECT id, class FROM voc_labels('tests/data/voc/annotations/') WHERE id = 3;

.print as the VOC devkit counts pixels: from 1, both ends included
CREATE TEMP VIEW exact AS
  SELECT id, image_id, class, x - 1 AS x, y - 1 AS y, width + 1 AS width, height + 1 AS height
  FROM voc_labels('tests/data/voc/annotations');
SELECT * FROM exact WHERE id = 1;

.print evaluated without an import
CREATE TEMP VIEW labels AS SELECT * FROM voc_labels('tests/data/voc/annotations');
CREATE TEMP VIEW predictions AS SELECT * FROM voc_predictions('tests/data/voc/results');
SELECT outcome, reason, image_id, class, prediction_id, label_id, round(iou, 4) FROM match_outcomes;
SELECT metric, value, class_count, label_count, prediction_count FROM voc_summary;

.print fractions, empty elements, and columns nobody asked for; objects without a name are skipped and counted
SELECT id, class, difficult, typeof(difficult), x, y, width, height, skipped FROM voc_labels('tests/data/voc/odd') WHERE on_unknown = 'skip';
SELECT id, truncated, typeof(truncated) FROM voc_labels('tests/data/voc/odd') WHERE on_unknown = 'skip' AND id = 1;
SELECT id FROM voc_labels('tests/data/voc/odd', 'skip');
SELECT on_unknown, skipped FROM voc_labels('tests/data/voc/annotations') LIMIT 1;

.print errors
SELECT id FROM voc_labels('tests/data/voc/odd');
SELECT id FROM voc_labels('tests/data/voc/odd', 'ignore');
SELECT * FROM voc_labels('tests/data/voc/bad/rotated');
SELECT * FROM voc_labels;
SELECT * FROM voc_labels('tests/data/voc/missing');
SELECT * FROM voc_labels('tests/data/voc/results');
SELECT * FROM voc_labels('tests/data/voc/bad/cut');
SELECT * FROM voc_labels('tests/data/voc/bad/doctype');
SELECT * FROM voc_labels('tests/data/voc/bad/laughs');
SELECT * FROM voc_labels('tests/data/voc/bad/outside');
SELECT * FROM voc_labels('tests/data/voc/bad/other');
SELECT * FROM voc_labels('tests/data/voc/bad/no_name');
SELECT * FROM voc_labels('tests/data/voc/bad/no_box');
SELECT * FROM voc_labels('tests/data/voc/bad/no_corner');
SELECT * FROM voc_labels('tests/data/voc/bad/twice');
SELECT * FROM voc_labels('tests/data/voc/bad/exchanged');
SELECT * FROM voc_labels('tests/data/voc/bad/word');
SELECT * FROM voc_labels('tests/data/voc/bad/flag');
SELECT * FROM voc_labels('tests/data/voc/bad/deep');
SELECT * FROM voc_labels('tests/data/voc/bad/long_name');
SELECT * FROM voc_labels('tests/data/voc/bad/not_xml');
SELECT * FROM voc_labels('tests/data/voc/bad/empty');
SELECT * FROM voc_labels WHERE directory > 'a';

.print never from a view of the schema: a database must not open files
CREATE VIEW kept AS SELECT * FROM voc_labels('tests/data/voc/annotations');
SELECT * FROM kept;
