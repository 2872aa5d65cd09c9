.print labelled keypoints only
SELECT oks('[1,2,0]', '[1,2,2]', 100, '[0.1]'), oks('[3,4,2,50,50,2]', '[0,0,2,0,0,0]', 100, '[0.5,0.5]') - 0.8824969025845955 BETWEEN -1e-15 AND 1e-15;
SELECT oks('[3,4,1,0,0,1]', '[0,0,1,0,0,2]', 100, '[0.5,0.5]') - (0.8824969025845955 + 1) / 2 BETWEEN -1e-15 AND 1e-15;
.print the sigmas of COCO's 17 keypoints, named or not
CREATE TABLE poses AS SELECT
  '[10,10,2,12,8,2,8,8,2,14,9,2,6,9,2,16,20,2,4,20,2,18,30,2,2,30,1,20,40,1,0,40,2,14,40,2,6,40,2,14,55,2,6,55,2,14,70,0,6,70,0]' AS label,
  '[11,10,2,12,9,2,8,8,2,14,9,2,6,10,2,17,20,2,4,21,2,19,30,2,2,32,1,25,40,1,0,40,2,14,41,2,6,43,2,15,55,2,6,55,2,90,90,0,6,70,0]' AS prediction;
SELECT round(oks(prediction, label, 800), 10), oks(prediction, label, 800) = oks(prediction, label, 800, 'coco'),
  oks(label, label, '800') FROM poses;
.print no labelled keypoint: the distance to the doubled box; without a box NULL
SELECT oks('[2,24,0]', '[0,0,0]', 100, '[0.5]'), round(oks('[2,24,0]', '[0,0,0]', 100, '[0.5]', '[10,10,5,5]'), 12),
  oks('[5,20,0]', '[0,0,0]', 100, '[0.5]', '[10,10,5,5]');
.print NULL in, NULL out
SELECT oks(NULL, '[0,0,1]', 1, '[1]'), oks('[0,0,1]', NULL, 1, '[1]'), oks('[0,0,1]', '[0,0,1]', NULL, '[1]'),
  oks('[0,0,1]', '[0,0,1]', 1, NULL), oks('[0,0,1]', '[0,0,1]', 1, '[1]', NULL);
.print errors
SELECT oks('[0,0,1]', '[0,0,1]', 1);
SELECT oks('[0,0,1]', '[0,0,1,0,0,1]', 1, '[1]');
SELECT oks('[0,0]', '[0,0,1]', 1, '[1]');
SELECT oks('[0,0,"1"]', '[0,0,1]', 1, '[1]');
SELECT oks('[]', '[0,0,1]', 1, '[1]');
SELECT oks('', '[0,0,1]', 1, '[1]');
SELECT oks(7, '[0,0,1]', 1, '[1]');
SELECT oks('[0,0,1]', x'00', 1, '[1]');
SELECT oks('[0,0,1]', '[0,0,1]', -1, '[1]');
SELECT oks('[0,0,1]', '[0,0,1]', 9e999, '[1]');
SELECT oks('[0,0,1]', '[0,0,1]', 'large', '[1]');
SELECT oks('[0,0,1]', '[0,0,1]', 1, '[0]');
SELECT oks('[0,0,1]', '[0,0,1]', 1, '[-1]');
SELECT oks('[0,0,1]', '[0,0,1]', 1, 'person');
SELECT oks('[0,0,1]', '[0,0,1]', 1, '[1]', '[0,0,1]');
