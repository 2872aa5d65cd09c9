-- needs geos
-- geometry_intersection and geometry_union.
CREATE TABLE pairs(a, b);
INSERT INTO pairs VALUES
  ('[0,0,10,10]', '[5,5,10,10]'),
  ('[0,0,10,10]', '[10,0,10,10]'),
  ('[0,0,10,10]', '[[5,5,15,5,15,15,5,15]]'),
  ('[5,5,10,10,45]', '[5,5,10,10,45]'),
  ('[[0,0,10,0,10,10,0,10]]', 'POLYGON ((2 2, 8 2, 8 8, 2 8, 2 2), (4 4, 6 4, 6 6, 4 6, 4 4))'),
  ('[[0,0,2,0,2,2]]', '[[5,5,7,5,7,7]]'),
  ('{"size":[6,6],"counts":[0,18,18]}', '[1,1,4,4]'),
  ('{"size":[6,6],"counts":[0,18,18]}', '{"size":[6,6],"counts":[18,18]}');
.print what two have in common
SELECT round(geometry_area(geometry_intersection(a, b)), 12), geometry_kind(geometry_intersection(a, b)),
  geometry_is_valid(geometry_intersection(a, b)) FROM pairs;
SELECT geometry_intersection(a, b) FROM pairs WHERE geometry_kind(geometry_intersection(a, b)) <> 'polygon';
SELECT geometry_intersection('[0,0,10,10]', '[[20,20,30,20,30,30]]'), geometry_intersection('[0,0,1,1]', '[1,0,1,1]');
SELECT geometry_intersection(NULL, '[0,0,1,1]'), geometry_intersection('[0,0,1,1]', NULL);
.print all in one
SELECT geometry_kind(geometry_union(value)), geometry_area(geometry_union(value)) FROM json_each('[[0,0,10,10],[5,5,10,10]]');
SELECT substr(geometry_union(column1), 1, 7), geometry_area(geometry_union(column1)), geometry_box(geometry_union(column1))
FROM (VALUES ('[0,0,10,2]'), ('[0,8,10,2]'), (NULL), ('[0,0,2,10]'), ('[8,0,2,10]'));
SELECT geometry_area(geometry_union('[[0,0,10,10,10,0,0,10]]')), geometry_union('[0,0,2,3]');
.print in any order the same
SELECT (SELECT geometry_union(g) FROM (SELECT value AS g FROM json_each('[[0,0,4,4],[3,3,4,4],[6,0,4,4],[20,20,1,1]]') ORDER BY key)) =
  (SELECT geometry_union(g) FROM (SELECT value AS g FROM json_each('[[0,0,4,4],[3,3,4,4],[6,0,4,4],[20,20,1,1]]') ORDER BY key DESC)) AS same;
.print with a mask: on its canvas
SELECT geometry_union(column1) FROM (VALUES ('[0,0,2,2]'), ('{"size":[5,5],"counts":[24,1]}'), ('[[3,0,5,0,5,2,3,2]]'));
SELECT geometry_union(column1) FROM (VALUES (geometry_mask('[0,0,2,2]', 4, 4)), ('{"size":[4,4],"counts":[10,6]}'));
.print by group; nothing but NULL is NULL
SELECT column1, geometry_area(geometry_union(column2)) FROM (VALUES ('a', '[0,0,2,2]'), ('b', '[0,0,1,1]'), ('a', '[1,1,2,2]'), ('c', NULL))
GROUP BY column1 ORDER BY column1;
SELECT geometry_union(g) FROM (SELECT '[0,0,1,1]' AS g) WHERE 0;
.print what would take GEOS minutes is an error, and a crowd of overlapping polygons is not
SELECT geometry_area('[[' || group_concat(x || ',' || y) || ']]') FROM (
  WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199) SELECT i * 7919 % 1009 AS x, i * i * 31 % 997 AS y FROM n);
WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
SELECT geometry_area(geometry_union(printf('[[%d,0,%d,50,%d,100,%d,50]]', i % 30 + 50, i % 30 + 100, i % 30 + 50, i % 30))) FROM n;
.print errors
SELECT geometry_intersection('[0,0,1,1]', '[0,0,1]');
SELECT geometry_intersection('{"size":[6,6],"counts":[36]}', '{"size":[6,5],"counts":[30]}');
SELECT geometry_union(column1) FROM (VALUES ('[0,0,1,1]'), ('[0,0,1]'), ('[0,0,1,1]'));
SELECT geometry_union(column1) FROM (VALUES ('{"size":[6,6],"counts":[36]}'), ('{"size":[6,5],"counts":[30]}'));
SELECT geometry_union(1);
