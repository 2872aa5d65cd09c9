-- needs geos
-- geometry_kind, geometry_area, geometry_box, geometry_is_valid, geometry_repair.
CREATE TABLE shapes(name TEXT, g);
INSERT INTO shapes VALUES
  ('box', ' [1, 2, 3, 4.5] '),
  ('rotated', '[5,5,4,2,90]'),
  ('triangle', '[[0,0,10,0,0,10]]'),
  ('overlapping rings', '[[0,0,10,0,10,10,0,10],[5,5,15,5,15,15,5,15]]'),
  ('crossing', '[[0,0,10,10,10,0,0,10]]'),
  ('hole', 'POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2))'),
  ('line', '[[0,0,5,0,10,0]]'),
  ('empty', 'POLYGON EMPTY'),
  ('mask', '{"size":[4,5],"counts":[5,2,2,2,9]}'),
  ('empty mask', '{"size":[4,5],"counts":[20]}'),
  ('own', geometry_blob('[1,2,3,4.5]'));
SELECT name, geometry_kind(g), geometry_area(g), geometry_box(g), geometry_is_valid(g) FROM shapes ORDER BY rowid;
.print repaired: what is no polygon stays as it is
SELECT name, geometry_kind(geometry_repair(g)), geometry_is_valid(geometry_repair(g)), geometry_area(geometry_repair(g)) = geometry_area(g)
FROM shapes ORDER BY rowid;
SELECT name, geometry_repair(g) FROM shapes WHERE geometry_kind(g) <> 'polygon' OR name IN ('line', 'empty') ORDER BY rowid;
.print NULL in, NULL out
SELECT geometry_kind(NULL), geometry_area(NULL), geometry_box(NULL), geometry_is_valid(NULL), geometry_repair(NULL);
.print stray clicks beside a ring are left out
SELECT geometry_area('[[10,10,30,10,30,30,10,30],[15,15],[],[1,1,90,90]]'), geometry_json('[[],[0,0,1,0,1,1]]'), geometry_box('[[99,99],[0,0,1,0,1,1]]');
.print errors
SELECT geometry_area('[[15,15],[]]');
SELECT geometry_area('[[10,10,30,10,30,30,10,30],[15]]');
SELECT geometry_kind('');
SELECT geometry_kind('circle');
SELECT geometry_area(7);
SELECT geometry_area('[[0,0,1,1]]');
SELECT geometry_box('[1,2,-3,4]');
SELECT geometry_box(x'89504E470D0A1A0A');
SELECT geometry_is_valid('[[0,0,1]]');
SELECT geometry_repair('POINT (1 2)');
SELECT geometry_area('[0,0,1e200,1e200]');
SELECT geometry_box('[[-1.7e308,0,1.7e308,0,0,1]]');
SELECT geometry_area('[[1e300,1e300,-1e300,1e300,1e300,-1e300]]');

.print notations of others, by their names
SELECT geometry_area('[10,10,30,10,30,30,10,30]');
SELECT geometry_area('[[10,10],[30,10],[30,30]]');
SELECT geometry_area('{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}');
SELECT geometry_area('{"type":"Feature","geometry":null}');
SELECT geometry_area(x'010300000001000000040000000000000000');
SELECT geometry_area(x'0103000020E610000001000000040000000000000000');
SELECT geometry_area(x'00000007D300000001000000');
SELECT geometry_area('0103000000010000000400000000');
SELECT geometry_area(x'020300000001000000');
SELECT geometry_area(x'01080000000100000000');
