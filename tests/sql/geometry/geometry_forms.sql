-- geometry_json, geometry_wkt, geometry_blob, geometry_polygon, geometry_mask, geometry_png.
CREATE TABLE shapes(name TEXT, g);
INSERT INTO shapes VALUES
  ('box', '[1,1,2,2]'),
  ('rotated', '[3,3,4,2,90]'),
  ('polygon', '[[0,0,4,0,4,4],[0.5,2.5,2,4,0,4]]'),
  ('hole', 'POLYGON ((0 0, 5 0, 5 5, 0 5, 0 0), (1 1, 4 1, 4 4, 1 4, 1 1))'),
  ('mask', '{"size":[6,8],"counts":[7,2,4,2,33]}'),
  ('ring of pixels', '{"size":[3,3],"counts":[0,4,1,4]}'),
  ('corner to corner', '{"size":[3,3],"counts":[0,1,3,1,3,1]}'),
  ('empty mask', '{"size":[2,2],"counts":"4"}');
.print as JSON and WKT
SELECT name, geometry_json(g) FROM shapes WHERE name <> 'hole' ORDER BY rowid;
SELECT name, geometry_wkt(g) FROM shapes ORDER BY rowid;
.print as a polygon: with a hole, and where there is none, it is WKT
SELECT name, geometry_polygon(g) FROM shapes ORDER BY rowid;
SELECT count(*) FROM shapes WHERE geometry_kind(geometry_polygon(g)) <> 'polygon';
.print as a BLOB, and back
SELECT name, hex(geometry_blob(g)), geometry_wkt(geometry_blob(g)) = geometry_wkt(g), geometry_blob(geometry_blob(g)) = geometry_blob(g)
FROM shapes ORDER BY rowid;
.print as pixels
SELECT name, geometry_mask(g, 8, 6), geometry_area(geometry_mask(g, 8, 6)) FROM shapes WHERE geometry_kind(g) <> 'mask' ORDER BY rowid;
SELECT name, geometry_mask(g), geometry_mask(g) = geometry_json(g) FROM shapes WHERE geometry_kind(g) = 'mask' ORDER BY rowid;
.print equal masks have one notation and one BLOB, whatever empty runs they came with
WITH same(g) AS (VALUES ('{"size":[3,4],"counts":[4,5,3]}'), ('{"size":[3,4],"counts":[4,0,0,3,0,2,3,0,0,0]}'),
  ('{"size":[3,4],"counts":"40030O3N"}'), ('{"size":[3,4],"counts":"453"}'))
SELECT count(DISTINCT geometry_json(g)), count(DISTINCT hex(geometry_blob(g))), count(DISTINCT geometry_mask(g)) FROM same;
SELECT hex(geometry_blob(x'627801030400000003000000050000000400000005000000000000000300000000000000'));
SELECT geometry_json('{"size":[3,4],"counts":[0,0,4,0,0,8,0]}'), hex(geometry_blob('{"size":[3,4],"counts":[0,0,4,0,0,8,0]}'));
.print the outline of a mask gives the mask again
SELECT name, geometry_mask(geometry_polygon(g), 8, 6) = geometry_mask(g, 8, 6) FROM shapes WHERE name IN ('box', 'mask');
SELECT name, geometry_mask(geometry_polygon(g), 3, 3) = geometry_mask(g) FROM shapes WHERE name IN ('ring of pixels', 'corner to corner');
.print as a PNG
SELECT name, hex(geometry_png(g, 8, 6)) FROM shapes WHERE name IN ('box', 'mask');
SELECT geometry_png(g) = geometry_png(g, 8, 6) FROM shapes WHERE name = 'mask';
.print NULL in, NULL out
SELECT geometry_json(NULL), geometry_wkt(NULL), geometry_blob(NULL), geometry_polygon(NULL), geometry_mask(NULL), geometry_png(NULL);
SELECT geometry_mask('[0,0,1,1]', NULL, 2), geometry_png('[0,0,1,1]', 2, NULL), geometry_mask(NULL, 1);
.print errors
SELECT geometry_json('POLYGON ((0 0, 5 0, 5 5, 0 0), (3 1, 4 1, 4 2, 3 1))');
SELECT geometry_json('MULTIPOLYGON EMPTY');
SELECT geometry_json('[1,2]');
SELECT geometry_mask('[0,0,1,1]');
SELECT geometry_mask('[0,0,1,1]', 3);
SELECT geometry_mask('[0,0,1,1]', 0, 3);
SELECT geometry_mask('[0,0,1,1]', 3, 'high');
SELECT geometry_mask('[0,0,1,1]', 65536, 65536);
SELECT geometry_mask('{"size":[2,2],"counts":"4"}', 3, 3);
SELECT geometry_png('[[0,0,5,0,5,5]]');
SELECT geometry_png('{"size":[2,2],"counts":"4"}', 3, 2);
SELECT geometry_wkt('[[0,0,5,0,5,5],[1]]');
SELECT geometry_blob('{"size":[2,2]}');
SELECT geometry_polygon('[1e308,0,1e308,1]');
