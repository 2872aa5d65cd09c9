-- Files as BLOBs.
SELECT typeof(read_file('LICENSE')), length(read_file('LICENSE')) > 100, CAST(substr(read_file('LICENSE'), 1, 3) AS TEXT), read_file(NULL);
SELECT typeof(read_file('tests/data/voc/bad/empty/a.xml')), length(read_file('tests/data/voc/bad/empty/a.xml'));
.print from a TEMP view, not from one that a database brings along
CREATE TEMP VIEW files AS SELECT name, read_file(name) AS data FROM (SELECT 'tests/data/coco/no_results.json' AS name);
SELECT name, CAST(data AS TEXT) FROM files;
CREATE VIEW brought AS SELECT read_file('LICENSE') AS data;
SELECT length(data) FROM brought;
.print what there is instead of a file that is missing
SELECT quote(read_file('tests/data/no_such_file.png', NULL)), read_file('LICENSE/within', 7), length(read_file('LICENSE', NULL)) > 100, read_file(NULL, 7);
CREATE TEMP TABLE photos(id, width, height, file);
INSERT INTO photos VALUES (1, 1, 1, 'tests/data/no_such_file.png');
CREATE TEMP VIEW photos_with_data AS SELECT id, width, height, read_file(file, NULL) AS data FROM photos;
SELECT item_id, metric, error FROM image_metrics('photos_with_data') WHERE on_error = 'report' AND metric IN ('area', 'unreadable');
SELECT count(*) FROM image_metrics('photos_with_data');
.print errors
SELECT read_file('tests/data', NULL);
SELECT read_file('', NULL);
SELECT read_file(7, NULL);
SELECT read_file('tests/data/no_such_file.png');
SELECT read_file('LICENSE/within');
SELECT read_file('tests/data');
SELECT read_file('/dev/null');
SELECT read_file('');
SELECT read_file('LICENSE' || char(0) || 'x');
SELECT read_file(7);
SELECT read_file(x'4C');
SELECT read_file();
SELECT read_file('/dev/zero');
