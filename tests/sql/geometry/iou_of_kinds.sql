-- needs geos
-- iou and ioa over all pairs of kinds.
CREATE TABLE shapes(name TEXT, g);
INSERT INTO shapes VALUES
  ('box', '[0,0,10,10]'),
  ('rotated', '[10,5,10,10,90]'),
  ('polygon', '[[5,0,15,0,15,10,5,10]]'),
  ('crossing', '[[0,0,10,10,10,0,0,10]]'),
  ('hole', 'POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2))'),
  ('parts', 'MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((2 2, 6 2, 6 6, 2 6, 2 2)))'),
  ('mask', geometry_mask('[0,0,10,10]', 20, 20)),
  ('empty mask', '{"size":[20,20],"counts":[400]}'),
  ('own', geometry_blob('[[5,0,15,0,15,10,5,10]]'));
.print every pair
SELECT a.name, b.name, round(iou(a.g, b.g), 12), round(iou(a.g, b.g, 1), 12), iou(a.g, b.g) = iou(b.g, a.g)
FROM shapes AS a JOIN shapes AS b ON b.rowid >= a.rowid ORDER BY a.rowid, b.rowid;
.print ioa is the share of the first: that against a crowd
SELECT count(*) FROM shapes AS a CROSS JOIN shapes AS b WHERE ioa(a.g, b.g) IS NOT iou(a.g, b.g, 1);
SELECT ioa('[0,0,10,10]', '[0,0,5,100]'), ioa('[0,0,5,100]', '[0,0,10,10]'), ioa('[0,0,0,0]', '[0,0,1,1]');
SELECT ioa(NULL, '[0,0,1,1]'), ioa('[0,0,1,1]', NULL);
.print errors
SELECT iou('{"size":[3,3],"counts":[9]}', '{"size":[3,4],"counts":[12]}');
SELECT iou('{"size":[3,3],"counts":[9]}', '[[0,0,2000000,0,1,1]]');
SELECT iou('[[0,0,1,0]]', '[0,0,1,1]');
SELECT iou('[[0,0,1,0,1]]', '[0,0,1,1]');
SELECT iou('[]', '[0,0,1,1]');
SELECT iou('[[]]', '[0,0,1,1]');
SELECT iou('{"size":[3,3],"counts":[4,4]}', '[0,0,1,1]');
SELECT iou('{"size":[3,3],"counts":"zz"}', '[0,0,1,1]');
SELECT iou('{"size":[100000,100000],"counts":[0]}', '[0,0,1,1]');
SELECT iou('{"counts":[9]}', '[0,0,1,1]');
SELECT iou('LINESTRING (0 0, 1 1)', '[0,0,1,1]');
SELECT iou('POLYGON ((0 0, 1 0, 1 1))', '[0,0,1,1]');
SELECT iou(zeroblob(100), '[0,0,1,1]');
SELECT iou(substr(geometry_blob('[0,0,1,1]'), 1, 20), '[0,0,1,1]');
SELECT ioa('[0,0,1,1]', 'nothing');
SELECT ioa('[0,0,1,1]', 3.5);
