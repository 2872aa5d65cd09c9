.print the same for a class wherever it stands
SELECT class_colour('car'), class_colour('person'), class_colour('bus'), class_colour('traffic light');
.print integers, and texts that are one, count through the palette
SELECT class_colour(7), class_colour('7'), class_colour(7.0), class_colour(31), class_colour(-17);
SELECT class_colour(''), class_colour('日本'), class_colour('<script>') = class_colour('<script>');
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
SELECT count(DISTINCT class_colour(i)), sum(class_colour(i) GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]') FROM n;
.print NULL in, NULL out
SELECT class_colour(NULL);
.print errors
SELECT class_colour(7.5);
SELECT class_colour(x'00');
SELECT class_colour();
