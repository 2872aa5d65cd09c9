-- Labels and predictions that write images, classes or boxes differently: an error with one of each side, and the view.
.read tests/data/pets.sql
CREATE TABLE l AS SELECT id, image_id, class, x, y, width, height FROM labels;
CREATE TABLE p AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model = 'b';
SELECT count(*) FROM match_outcomes('l', 'p') WHERE outcome = 'TP';

.print no image in common
CREATE TEMP VIEW files AS SELECT id, printf('val/%06d.jpg', image_id) AS image_id, class, score, x, y, width, height FROM p;
CREATE TEMP VIEW stems AS SELECT id, printf('%06d', image_id) AS image_id, class, x, y, width, height FROM l;
SELECT * FROM ap_by_class('l', 'files');
SELECT * FROM ap_by_class('stems', 'p');
SELECT * FROM ap_by_class('stems', 'files');
CREATE TEMP VIEW files_fixed AS SELECT id, replace(substr(image_id, length(rtrim(image_id, replace(image_id, '/', ''))) + 1), '.jpg', '') AS image_id, class, score, x, y, width, height FROM files;
SELECT count(*) FROM match_outcomes('stems', 'files_fixed') WHERE outcome = 'TP';
CREATE TEMP VIEW others AS SELECT id, 'other' || image_id AS image_id, class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('stems', 'others');
.print another column of the table has them
CREATE TEMP VIEW both AS SELECT id, image_id, printf('%06d.jpg', image_id) AS file_name, class, x, y, width, height FROM l;
CREATE TEMP VIEW named AS SELECT id, printf('%06d.jpg', image_id) AS image_id, class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('both', 'named');
CREATE TEMP VIEW hashed AS SELECT id, image_id * 7919 AS image_id, printf('%06d.jpg', image_id) AS file_name, class, x, y, width, height FROM l;
SELECT * FROM ap_by_class('hashed', 'named');
.print the images table knows the files
ALTER TABLE images RENAME TO pictures;
CREATE TEMP VIEW numbered AS SELECT id, image_id + 100 AS image_id, class, x, y, width, height FROM l;
SELECT * FROM ap_by_class('numbered', 'others');
CREATE TABLE images AS SELECT id + 100 AS id, 'pets/other' || id || '.jpg' AS file, 640 AS width, 480 AS height FROM pictures;
SELECT * FROM ap_by_class('numbered', 'others');
CREATE TEMP VIEW others_fixed AS WITH i AS MATERIALIZED (SELECT id, replace(substr(file, length(rtrim(file, replace(file, '/', ''))) + 1), '.jpg', '') AS name FROM images) SELECT t.id, i.id AS image_id, t.class, t.score, t.x, t.y, t.width, t.height FROM others AS t LEFT JOIN i ON i.name = t.image_id;
SELECT count(*) FROM match_outcomes('numbered', 'others_fixed') WHERE outcome = 'TP';
.print the images table lists the ids of one side: the view is of the other one
CREATE TEMP TABLE listed AS SELECT printf('%06d.jpg', id) AS id, 640 AS width, 480 AS height FROM pictures;
SELECT * FROM ap_by_class('stems', 'named', 'listed');
SELECT * FROM ap_by_class('stems', 'named', 'no_images');
CREATE TEMP VIEW bare AS SELECT id, printf('%06d', image_id) AS image_id, class, score, x, y, width, height FROM p;
CREATE TEMP VIEW both_listed AS SELECT id, file_name AS image_id, class, x, y, width, height FROM both;
SELECT * FROM ap_by_class('both_listed', 'bare', 'listed');
CREATE TEMP VIEW bare_fixed AS WITH i AS MATERIALIZED (SELECT id, replace(id, '.jpg', '') AS name FROM listed) SELECT t.id, i.id AS image_id, t.class, t.score, t.x, t.y, t.width, t.height FROM bare AS t LEFT JOIN i ON i.name = t.image_id;
SELECT count(*) FROM match_outcomes('both_listed', 'bare_fixed') WHERE outcome = 'TP';
.print two images, both listed: nothing is wrong
CREATE TEMP VIEW one AS SELECT * FROM numbered WHERE image_id = 101;
CREATE TEMP VIEW two AS SELECT id, image_id + 100 AS image_id, class, score, x, y, width, height FROM p WHERE image_id = 3;
CREATE TEMP VIEW two_pictures AS SELECT 101 AS id UNION SELECT 103;
SELECT outcome, count(*) FROM match_outcomes('one', 'two', 'two_pictures') GROUP BY outcome;
SELECT * FROM ap_by_class('one', 'two', 'two_pictures');

.print no class in common, or one in two spellings
CREATE TEMP VIEW capitals AS SELECT id, image_id, upper(class) AS class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'capitals');
CREATE TEMP VIEW capitals_fixed AS SELECT id, image_id, lower(class) AS class, score, x, y, width, height FROM capitals;
SELECT count(*) FROM match_outcomes('l', 'capitals_fixed') WHERE outcome = 'TP';
CREATE TEMP VIEW dogs AS SELECT id, image_id, replace(class, 'dog', 'Dog') AS class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'dogs');
.print one side, or both, write a class in two spellings
CREATE TEMP VIEW two_ways AS SELECT id, image_id, iif(id % 2, upper(class), class) AS class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'two_ways');
CREATE TEMP VIEW titles AS SELECT id, image_id, upper(substr(class, 1, 1)) || substr(class, 2) AS class, x, y, width, height FROM l;
SELECT * FROM ap_by_class('titles', 'two_ways');
CREATE TEMP VIEW two_ways_labels AS SELECT id, image_id, iif(id % 2, upper(class), class) AS class, x, y, width, height FROM l;
SELECT * FROM ap_by_class('two_ways_labels', 'p');
SELECT count(*) > 0 FROM match_outcomes('two_ways_labels', 'two_ways') WHERE outcome = 'TP';
.print numbers for classes, or none in common
CREATE TEMP VIEW numbers AS SELECT id, image_id, instr('bird cat  dog', class) AS class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'numbers');
CREATE TEMP VIEW categories AS SELECT *, instr('bird cat  dog', class) AS category_id FROM l;
SELECT * FROM ap_by_class('categories', 'numbers');
CREATE TEMP VIEW vehicles AS SELECT id, image_id, 'car' AS class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'vehicles');

.print a text that spells an integer
CREATE TEMP VIEW mixed AS SELECT id, iif(image_id = 1, '1', image_id) AS image_id, class, score, x, y, width, height FROM p;
SELECT * FROM ap_by_class('l', 'mixed');
CREATE TEMP VIEW mixed_fixed AS SELECT id, CAST(image_id AS INTEGER) AS image_id, class, score, x, y, width, height FROM mixed;
SELECT count(*) FROM match_outcomes('l', 'mixed_fixed') WHERE outcome = 'TP';
CREATE TEMP VIEW zeros AS SELECT id, iif(image_id = 1, '01', image_id) AS image_id, class, score, x, y, width, height FROM p;
SELECT count(*) FROM match_outcomes('l', 'zeros') WHERE outcome = 'TP';

.print boxes relative to the size of the image
DROP VIEW others_fixed;
DROP TABLE images;
ALTER TABLE pictures RENAME TO images;
UPDATE images SET width = 1024, height = 512;
CREATE TEMP VIEW relative AS SELECT id, image_id, class, score, x / 1024.0 AS x, y / 512.0 AS y, width / 1024.0 AS width, height / 512.0 AS height FROM p;
SELECT * FROM ap_by_class('l', 'relative');
CREATE TEMP VIEW relative_fixed AS SELECT t.id, t.image_id, t.class, t.score, t.x * i.width AS x, t.y * i.height AS y, t.width * i.width AS width, t.height * i.height AS height FROM relative AS t LEFT JOIN images AS i ON i.id = t.image_id;
SELECT count(*) FROM match_outcomes('l', 'relative_fixed') WHERE outcome = 'TP';
SELECT * FROM ap_by_class('l', 'relative', 'no_images');
CREATE TEMP VIEW relative_json AS SELECT id, image_id, class, score, json_array(x, y, width, height) AS bbox FROM relative;
SELECT * FROM ap_by_class('l', 'relative_json');
CREATE TEMP VIEW relative_sized AS SELECT *, 1024 AS image_width, 512 AS image_height FROM relative;
SELECT * FROM ap_by_class('l', 'relative_sized', 'no_images');
SELECT count(*) FROM match_outcomes('relative', 'relative') WHERE outcome = 'TP';
.print without a view: images that never meet are an error in any number, classes where one side has numbers for names
CREATE TABLE ten_labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) INSERT INTO ten_labels SELECT i, i, 'cat', 0, 0, 10, 10 FROM n;
CREATE TABLE ten_others AS SELECT id, 100 + image_id AS image_id, class, 0.5 AS score, x, y, width, height FROM ten_labels;
SELECT * FROM ap_by_class('ten_labels', 'ten_others');
CREATE TABLE few_labels AS SELECT * FROM ten_labels WHERE id < 3;
CREATE TABLE few_others AS SELECT * FROM ten_others WHERE id < 3;
SELECT * FROM ap_by_class('few_labels', 'few_others');
SELECT * FROM ap_by_class('few_labels', 'ten_others');
.print but not of few rows that are one model of several, or lie in regions; nor where the images are listed
CREATE TABLE few_of_two AS SELECT *, 'b' AS model FROM few_others
  UNION ALL SELECT id, id AS image_id, class, 0.5, x, y, width, height, 'a' FROM ten_labels WHERE id > 2;
SELECT class, label_count, prediction_count, model FROM ap_by_class('few_labels', 'few_of_two') WHERE model = 'b';
CREATE TABLE listed_few AS SELECT image_id AS id FROM few_labels UNION SELECT image_id FROM few_others;
SELECT class, label_count, prediction_count FROM ap_by_class('few_labels', 'few_others', 'listed_few');
CREATE TABLE ten_birds AS SELECT id, image_id, 'bird' AS class, 0.5 AS score, x, y, width, height FROM ten_labels;
SELECT * FROM ap_by_class('ten_labels', 'ten_birds');
CREATE TABLE ten_numbers AS SELECT id, image_id, '3' AS class, 0.5 AS score, x, y, width, height FROM ten_labels;
SELECT * FROM ap_by_class('ten_labels', 'ten_numbers');
