-- needs png
-- PNG masks as geometries.
.print there and back
SELECT geometry_mask(geometry_png(column1, 8, 6)) = geometry_mask(column1, 8, 6), geometry_kind(geometry_png(column1, 8, 6))
FROM (VALUES ('[1,1,2,2]'), ('[[0,0,4,0,4,4],[0.5,2.5,2,4,0,4]]'), ('[0,0,8,6]'), ('[9,9,1,1]'));
SELECT geometry_area(png), geometry_box(png), geometry_polygon(png), iou(png, '[1,1,2,1]'), iou('[1,1,2,1]', png, 1)
FROM (SELECT geometry_png('[1,1,2,2]', 8, 6) AS png);
.print the pixels of one value of a PNG
.read tests/data/png.sql
SELECT value, geometry_mask(data, value) = mask FROM png CROSS JOIN png_instances(data) WHERE name IN ('voc', 'panoptic') ORDER BY name, value;
SELECT geometry_area(geometry_mask(data, 2)), geometry_area(geometry_mask(data, '77')), geometry_area(data) FROM png WHERE name = 'voc';
.print errors
SELECT geometry_mask(geometry_png('[0,0,1,1]', 2, 2), -1);
SELECT geometry_mask(geometry_png('[0,0,1,1]', 2, 2), 0.5);
SELECT geometry_mask(x'00', 3);
SELECT geometry_mask(geometry_png('[0,0,1,1]', 2, 2), 'one');
SELECT iou('[0,0,1,1]', data) FROM png WHERE name = 'cut_off';
SELECT geometry_area(data) FROM png WHERE name = 'large';
