CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height, iscrowd);
INSERT INTO labels VALUES
  (1, 1, 'cat', 0, 0, 60, 80, 0),    -- found where it is
  (2, 1, 'cat', 200, 0, 60, 80, 0),  -- found 30 pixels to the right
  (3, 1, 'cat', 400, 0, 60, 80, 0),  -- a confident dog
  (4, 1, 'cat', 600, 0, 60, 80, 0),  -- a dog that is not confident
  (5, 2, 'cat', 0, 0, 60, 80, 0),    -- two labels in one place
  (6, 2, 'dog', 0, 0, 60, 80, 0),
  (7, 2, 'cat', 300, 0, 60, 80, 0),  -- nothing is known
  (8, 2, 'cat', 500, 0, 60, 80, 1);  -- a crowd
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);
INSERT INTO predictions VALUES
  (1, 1, 'cat', 0.9, 0, 0, 60, 80, 'a'), (2, 1, 'cat', 0.6, 230, 0, 60, 80, 'a'), (3, 1, 'dog', 0.96, 400, 0, 60, 80, 'a'),
  (4, 1, 'dog', 0.95, 600, 0, 60, 80, 'a'), (5, 2, 'cat', 0.5, 300, 10, 60, 80, 'a'), (6, 1, 'cat', 0.9, 5, 0, 60, 80, 'b');
.print every label, for each model
SELECT label_id, image_id, class, round(badly_located, 6) AS badly_located, round(wrong_class, 6) AS wrong_class,
  round(suspicion, 6) AS suspicion, issue, prediction_id, predicted_class, score, model FROM label_quality ORDER BY model, label_id;
.print .9 / 3 + .1 exp(-10 * 30 / 100): of a diagonal of 100 pixels, ObjectLab's figure
SELECT abs(badly_located - (0.9 * 30.0 / 90 + 0.1 * 0.049787068367863944)) < 1e-15 AS is_equal FROM label_quality WHERE label_id = 2 AND model = 'a';
.print scores that count
SELECT label_id, round(suspicion, 4) AS suspicion, issue FROM label_quality
WHERE model = 'a' AND likely_score = 0.4 AND confident_score = 0.9 AND suspicion > 0 ORDER BY label_id;
SELECT label_id FROM label_quality WHERE model = 'a' AND score_threshold = 0.7 AND suspicion > 0;
.print by key, and classes
SELECT label_id, issue FROM label_quality WHERE label_id = 3;
SELECT label_id, model FROM label_quality WHERE classes = 'dog';
SELECT label_id, model FROM label_quality WHERE issue = 'badly_located';
.print a label in an ignored region has no row
CREATE TABLE regions(image_id, x, y, width, height, "ignore");
INSERT INTO regions VALUES (1, 0, 0, 300, 100, 1);
SELECT label_id FROM label_quality WHERE regions = 'regions' AND model = 'a';
.print a label without a size; no labels
INSERT INTO labels VALUES (9, 3, 'cat', 5, 5, 0, 0, 0);
INSERT INTO predictions VALUES (9, 3, 'dog', 0.99, 5, 5, 0, 0, 'a'), (10, 3, 'dog', 0.99, 6, 5, 0, 0, 'b');
SELECT model, wrong_class FROM label_quality WHERE label_id = 9;
CREATE TABLE no_labels AS SELECT * FROM labels WHERE 0;
SELECT count(*) FROM label_quality('no_labels', 'predictions');
.print errors
SELECT * FROM label_quality WHERE likely_score = 'high';
SELECT * FROM label_quality WHERE confident_score = x'00';
SELECT * FROM label_quality WHERE model = 'c';
