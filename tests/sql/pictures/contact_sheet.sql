-- Contact sheets: images and pictures in a grid.
.read tests/data/png.sql
SELECT contact_sheet(column1, column2) FROM (VALUES
  (geometry_png('[1,1,2,2]', 4, 4), 'a mask'), (picture_svg(NULL, 8, 8, NULL), NULL), (NULL, 'no "picture"'), ('plain text', 7), (7, 0.5),
  (CAST('GIF89a' AS BLOB), 'a GIF'));
.print columns
SELECT substr(contact_sheet(NULL, NULL, NULL), 41, 40) FROM (SELECT 1 FROM png LIMIT 7);
SELECT substr(contact_sheet(NULL, NULL, 1), 41, 40) FROM (SELECT 1 FROM png LIMIT 3);
SELECT substr(contact_sheet(NULL, NULL, '2'), 41, 40) FROM (SELECT 1 FROM png LIMIT 3);
SELECT substr(contact_sheet(NULL, NULL, 100.0), 41, 40) FROM (SELECT 1 FROM png LIMIT 3);
SELECT substr(contact_sheet(NULL, NULL), 41, 40) FROM (SELECT 1 FROM png LIMIT 3);
.print an SVG stands in it as an image, with nothing that could run
SELECT instr(contact_sheet('<svg onload="alert(1)"><script>alert("%")</script></svg>', '<script>'), '<script') AS at;
SELECT instr(contact_sheet('<svg onload="a">é</svg>', NULL), 'href="data:image/svg+xml,%3Csvg%20onload=%22a%22%3E%C3%A9%3C/svg%3E"') > 0;
.print long captions
SELECT replace(contact_sheet(NULL, printf('%.*c ', 30, 'a') || printf('%.*c ', 30, 'b') || printf('%.*c ', 30, 'c') || 'and so on'), '<', char(10) || '<');
.print in the order of the rows
SELECT instr(svg, '>b<') < instr(svg, '>a<') FROM (SELECT contact_sheet(NULL, column1) AS svg FROM (SELECT * FROM (VALUES ('a'), ('b')) ORDER BY 1 DESC));
.print nothing
SELECT contact_sheet(NULL, NULL) FROM png WHERE 0;
.print errors
SELECT contact_sheet(NULL, x'00');
SELECT contact_sheet(NULL, NULL, 0);
SELECT contact_sheet(NULL, NULL, 'many');
SELECT contact_sheet(NULL, NULL, 101);
SELECT contact_sheet(NULL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) SELECT length(contact_sheet(NULL, i)) FROM n;
