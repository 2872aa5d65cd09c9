SELECT name, kind, arguments, summary FROM boxscore_functions ORDER BY name;
SELECT kind FROM boxscore_functions WHERE name = 'iou';
.print scripts and versions
SELECT boxscore_version() = json_extract(boxscore_debug(), '$.version');
SELECT count(*) FROM json_each(boxscore_debug());
SELECT boxscore_sql('schema') LIKE '%CREATE TABLE IF NOT EXISTS labels%', boxscore_sql(NULL);
SELECT boxscore_sql('nothing');
SELECT boxscore_sql(7);
