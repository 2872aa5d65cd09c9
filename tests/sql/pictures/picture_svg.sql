-- SVG pictures: the image's own bytes, what is drawn above them, and what stands for an image that cannot be shown.
.read tests/data/png.sql
.read tests/data/jpeg.sql
CREATE TABLE shown(data);
INSERT INTO shown VALUES (geometry_png('[10,10,30,15]', 64, 40));
.print a picture
SELECT picture_svg(data, 64, 40, draw_objects('[10,10,30,15]', '#5658dd', 'car 0.93', 'front thick unfilled'), 'TP: car 0.93, IoU 0.8 with label 7')
FROM shown;
.print the size: of the arguments, of the image, of the drawing
SELECT substr(picture_svg(data, 128, 80.5, NULL), 41, 60), substr(picture_svg(data, NULL, NULL, NULL), 41, 60) FROM shown;
SELECT substr(picture_svg(NULL, NULL, NULL, draw_objects('[100,200,300,400]', 'red', NULL)), 41, 60);
SELECT substr(picture_svg(NULL, '640', '480', NULL), 41, 60);
SELECT picture_svg(NULL, NULL, NULL, NULL);
.print a PNG or a JPEG goes in as it is
SELECT instr(picture_svg(data, NULL, NULL, NULL), 'href="data:image/png;base64,iVBORw0KGgo') > 0 FROM shown;
SELECT instr(picture_svg(data, NULL, NULL, NULL), 'href="data:image/jpeg;base64,/9j/') > 0 FROM jpeg WHERE name = 'colour';
.print what else there is gets a grey canvas that says why
CREATE TEMP VIEW said AS
SELECT name, replace(substr(svg, instr(svg, '<desc>') + 6, instr(svg, '</desc>') - instr(svg, '<desc>') - 6), char(10), ' ') AS said FROM (
  SELECT name, picture_svg(data, 40, 30, NULL) AS svg FROM (
    SELECT name, data FROM png UNION ALL SELECT 'jpeg ' || name, data FROM jpeg
    UNION ALL VALUES ('NULL', NULL), ('a text', 'street.png'), ('a number', 7), ('empty', x''), ('GIF', CAST('GIF89a' AS BLOB)),
      ('WebP', CAST('RIFF    WEBPVP8 ' AS BLOB)), ('SVG', CAST('<svg onload="alert(1)"/>' AS BLOB)), ('HEIC', CAST('    ftypheic' AS BLOB)),
      ('huge', x'89504E470D0A1A0A0000000D4948445200010000000100000802000000')
  )
);
SELECT name, said FROM said WHERE said <> '0 objects' ORDER BY name;
.print those that can be shown
SELECT group_concat(name, ' ') FROM (SELECT name FROM said WHERE said = '0 objects' ORDER BY name);
.print text of users cannot break out
SELECT picture_svg(NULL, 200, 100, draw_objects('[20,20,100,50]', 'red', '"><script>alert(''1'')</script>&' || char(1) || 'שלום 🚗'),
  '<b>' || char(8238) || ']]>');
.print long captions are cut to the picture, long notes wrapped
SELECT replace(picture_svg(NULL, 100, 60, draw_objects('[0,0,10,10]', 'red', printf('%.*c', 100, 'w')), printf('%.*c ', 30, 'n') || 'then more of it'), '<', char(10) || '<');
.print objects outside of the picture have no caption; of many in one place some have none
SELECT (length(svg) - length(replace(svg, '<rect', ''))) / 5 FROM (SELECT picture_svg(NULL, 100, 60, draw_objects('[200,0,10,10]', 'red', 'far')) AS svg);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
SELECT (length(svg) - length(replace(svg, '<rect', ''))) / 5 BETWEEN 10 AND 60, (length(svg) - length(replace(svg, '<path', ''))) / 5
FROM (SELECT picture_svg(NULL, 640, 480, draw_objects(json_array(300 + i % 3, 200, 40, 30), 'red', 'object ' || i)) AS svg FROM n);
.print coordinates far away stay numbers that browsers read
SELECT instr(picture_svg(NULL, 100, 60, draw_objects('[-1e300,-5,2e300,10]', 'red', NULL)), 'M-10000000-5H10000000V5H-10000000Z') > 0;
.print the size of a picture
SELECT picture_svg(NULL, 0, 10, NULL);
SELECT picture_svg(NULL, 10, -1, NULL);
SELECT picture_svg(NULL, 'wide', 10, NULL);
SELECT picture_svg(NULL, 10, 9e999, NULL);
SELECT picture_svg(NULL, 10, 1000001, NULL);
SELECT picture_svg(NULL, x'0A', 10, NULL);
.print errors
SELECT picture_svg(NULL, 10, 10, 'drawing');
SELECT picture_svg(NULL, 10, 10, x'00');
SELECT picture_svg(NULL, 10, 10, NULL, x'00');
SELECT picture_svg(NULL, 10, 10);
