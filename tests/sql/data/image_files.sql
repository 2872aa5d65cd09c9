-- image_files: sizes from the headers, and what it says to files that are none.
SELECT * FROM image_files('tests/data/images');
SELECT typeof(id), typeof(width), length(read_file(file)) > 0, skipped FROM image_files('tests/data/images/');
SELECT width FROM image_files('tests/data/images') WHERE id = 'b';
CREATE TEMP VIEW images AS SELECT * FROM image_files('tests/data/images');
SELECT image_id, x, y, width, height FROM yolo_labels('tests/data/yolo/pose') WHERE keypoint_count = 2;

.print errors, or images that are left out
SELECT * FROM image_files('tests/data/images/bad');
SELECT * FROM image_files('tests/data/images/bad', 'skip');
SELECT * FROM image_files('tests/data/images/twice');
SELECT * FROM image_files('tests/data/images/empty');
SELECT * FROM image_files('tests/data/yolo/labels');
SELECT * FROM image_files('tests/data/missing');
SELECT * FROM image_files('tests/data/images', 'drop');
SELECT * FROM image_files;

.print never from a view of the schema
CREATE VIEW kept AS SELECT * FROM image_files('tests/data/images');
SELECT * FROM kept;
