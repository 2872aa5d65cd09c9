-- coco_predictions: what it reads, what it says to files that are none, and an evaluation without an import.
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT id, image_id, typeof(image_id), class, typeof(class), category_id, score, x, y, width, height, segmentation
FROM coco_predictions('tests/data/coco/odd_results.json', 'tests/data/coco/odd_instances.json');
SELECT count(*) FROM coco_predictions('tests/data/coco/no_results.json', 'tests/data/coco/instances.json');

.print the parameters come back, and keys find their rows
SELECT path, labels_path, id, score FROM coco_predictions
WHERE path = 'tests/data/coco/results.json' AND labels_path = 'tests/data/coco/instances.json' AND image_id = 3;
SELECT id, class, score FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json') WHERE id = 8;

.print JSON Lines, oriented boxes of Ultralytics, and the keys that are left
SELECT * FROM coco_predictions('tests/data/coco/lines.jsonl', 'tests/data/coco/unlisted.json');
SELECT id, attributes FROM coco_predictions('tests/data/coco/stems.json', '{"1":"cat","7":"yak"}');

.print image_id is the name of a file
SELECT id, image_id, class, skipped FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json') WHERE image_key = 'file';
SELECT id FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json');
SELECT id FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json') WHERE image_key = 'stem';

.print names for an instances file
SELECT id, image_id, class FROM coco_predictions('tests/data/coco/stems.json', '["a","b","c","d","e","f","g","h"]');
SELECT id, image_id, class FROM coco_predictions('tests/data/coco/lines.jsonl', 'tests/data/yolo/data.yaml');
SELECT id, image_id, class FROM coco_predictions('tests/data/coco/lines.jsonl', 'tests/data/yolo/names.txt');
SELECT id FROM coco_predictions('tests/data/coco/stems.json', '["a","b"]');

.print what the instances file does not list: results of other categories are left out, as pycocotools does
SELECT id, class, skipped FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json', NULL, 'file');
SELECT id, class, skipped FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json', 'error', 'file');
SELECT id, class, skipped FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json', 'skip');
SELECT count(*) FROM coco_predictions('tests/data/coco/other_category.json', 'tests/data/coco/instances.json', 'skip');

.print an array within an object
SELECT id FROM coco_predictions('tests/data/coco/wrapped_results.json', 'tests/data/coco/instances.json');

.print evaluated as it is, and from tables
CREATE TEMP VIEW labels AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
CREATE TEMP VIEW predictions AS
  SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT class, round(ap, 6), round(ar, 6), tp, fp, fn FROM ap_by_class;
DROP VIEW temp.labels;
DROP VIEW temp.predictions;
.read sql/schema.sql
INSERT INTO labels SELECT * FROM coco_labels('tests/data/coco/instances.json');
INSERT INTO predictions
  SELECT *, 'a' FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT class, round(ap, 6), round(ar, 6), tp, fp, fn FROM ap_by_class;

.print rows taken from the file itself are those that SQLite hands over: a view with a WHERE is read by SQLite
CREATE TEMP VIEW plain_labels AS SELECT * FROM coco_labels('tests/data/coco/instances.json');
CREATE TEMP VIEW plain_results AS
  SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
CREATE TEMP VIEW file_images AS SELECT * FROM coco_images('tests/data/coco/instances.json');
CREATE TEMP VIEW read_labels AS SELECT * FROM plain_labels WHERE id IS NOT NULL;
CREATE TEMP VIEW read_results AS SELECT * FROM plain_results WHERE id IS NOT NULL;
SELECT count(*) FROM match_outcomes('plain_labels', 'plain_results');
SELECT count(*) FROM (SELECT * FROM match_outcomes('plain_labels', 'plain_results')
                      EXCEPT SELECT * FROM match_outcomes('read_labels', 'read_results'));
SELECT count(*) FROM (SELECT * FROM match_outcomes('read_labels', 'read_results')
                      EXCEPT SELECT * FROM match_outcomes('plain_labels', 'plain_results'));
SELECT class, label_count, prediction_count FROM ap_by_class('plain_labels', 'plain_results', 'file_images')
WHERE iou_type = 'segm';
SELECT class, label_count, prediction_count FROM ap_by_class('read_labels', 'read_results', 'file_images')
WHERE iou_type = 'segm';

.print so are their errors, and rows without a box
CREATE TEMP VIEW plain_negative AS
  SELECT * FROM coco_predictions('tests/data/coco/negative_results.json', 'tests/data/coco/instances.json');
CREATE TEMP VIEW read_negative AS SELECT * FROM plain_negative WHERE id IS NOT NULL;
SELECT count(*) FROM ap_by_class('plain_labels', 'plain_negative');
SELECT count(*) FROM ap_by_class('plain_labels', 'read_negative');
CREATE TEMP VIEW odd_labels AS SELECT * FROM coco_labels('tests/data/coco/odd_instances.json');
CREATE TEMP VIEW odd_results AS
  SELECT * FROM coco_predictions('tests/data/coco/odd_results.json', 'tests/data/coco/odd_instances.json');
CREATE TEMP VIEW odd_labels_read AS SELECT * FROM odd_labels WHERE id IS NOT NULL;
CREATE TEMP VIEW odd_results_read AS SELECT * FROM odd_results WHERE id IS NOT NULL;
SELECT outcome, image_id, class, prediction_id, label_id FROM match_outcomes('odd_labels', 'odd_results')
ORDER BY prediction_id, label_id;
SELECT outcome, image_id, class, prediction_id, label_id FROM match_outcomes('odd_labels_read', 'odd_results_read')
ORDER BY prediction_id, label_id;

.print the lists of labels that were read before serve for the predictions, and for what is wrong with them
CREATE TEMP VIEW unlisted_labels AS
SELECT id, image_id, category_id AS class, x, y, width, height FROM coco_labels('tests/data/coco/unlisted.json', 'skip');
CREATE TEMP VIEW unlisted_results AS
SELECT id, image_id, category_id AS class, score, x, y, width, height
FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json');
CREATE TEMP VIEW unlisted_results_skipped AS
SELECT id, image_id, category_id AS class, score, x, y, width, height
FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json', 'skip');
CREATE TEMP VIEW unlisted_results_by_file AS
SELECT id, image_id, category_id AS class, score, x, y, width, height
FROM coco_predictions('tests/data/coco/stems.json', 'tests/data/coco/unlisted.json', 'skip', 'file');
SELECT count(*) FROM match_outcomes('unlisted_labels', 'unlisted_results');
SELECT outcome, image_id, class, prediction_id FROM match_outcomes('unlisted_labels', 'unlisted_results_skipped');
SELECT outcome, image_id, class, prediction_id FROM match_outcomes('unlisted_labels', 'unlisted_results_by_file');

.print errors
SELECT * FROM coco_predictions;
SELECT * FROM coco_predictions('tests/data/coco/results.json');
SELECT * FROM coco_predictions('tests/data/coco/missing.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/missing.json');
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/results.json');
SELECT * FROM coco_predictions('tests/data/coco/instances.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/neither.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/empty.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/cut_off.json');
SELECT * FROM coco_predictions('tests/data/coco/no_score.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/nan_score.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/infinite_score.json', 'tests/data/coco/instances.json');
SELECT * FROM coco_predictions('tests/data/coco/other_category.json', 'tests/data/coco/instances.json');

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM coco_predictions('tests/data/coco/results.json', 'tests/data/coco/instances.json');
SELECT * FROM kept;
