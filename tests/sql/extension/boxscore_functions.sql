.print what the descriptors lack: nothing
SELECT name FROM boxscore_functions WHERE summary IS NULL OR example IS NULL OR since IS NULL OR arguments IS NULL;
SELECT name FROM boxscore_functions WHERE (returns IS NULL) <> (kind = 'table');
SELECT function, parameter FROM boxscore_parameters WHERE domain IS NULL OR meaning IS NULL;
SELECT function, column FROM boxscore_columns WHERE meaning IS NULL OR type NOT IN ('INTEGER', 'REAL', 'TEXT', 'BLOB');
.print names are unique: nothing
SELECT name, count(*) FROM boxscore_functions GROUP BY name HAVING count(*) > 1;
SELECT function, parameter FROM boxscore_parameters GROUP BY function, parameter HAVING count(*) > 1;
SELECT function, column FROM boxscore_columns GROUP BY function, column HAVING count(*) > 1;
.print summaries are short and begin with a verb in lower case: nothing
SELECT name, summary FROM boxscore_functions
WHERE length(summary) - length(replace(summary, ' ', '')) >= 14 OR substr(summary, 1, 1) <> lower(substr(summary, 1, 1)) OR summary LIKE '%.';
.print the arguments of a table are its first parameters, those of others name all of them: nothing
SELECT name, arguments, parameters FROM (
  SELECT f.name, f.arguments, group_concat(p.parameter, ', ') AS parameters
  FROM boxscore_functions AS f LEFT JOIN boxscore_parameters AS p ON p.function = f.name
  WHERE f.kind = 'table' GROUP BY f.name)
WHERE coalesce(parameters, '') || ', ' NOT LIKE iif(arguments = '', '', arguments || ', ') || '%';
SELECT f.name, f.arguments, p.parameter FROM boxscore_functions AS f JOIN boxscore_parameters AS p ON p.function = f.name
WHERE f.kind <> 'table' AND NOT instr(f.arguments, p.parameter);
SELECT name FROM boxscore_functions
WHERE kind <> 'table' AND arguments <> '' AND name NOT IN (SELECT function FROM boxscore_parameters);
.print every table has columns, and the declared ones are the described ones: nothing
SELECT name FROM boxscore_functions WHERE kind = 'table' AND name NOT IN (SELECT function FROM boxscore_columns);
SELECT c.function, c.column FROM boxscore_columns AS c
WHERE NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(c.function) AS t WHERE t.name = c.column AND t.hidden = c.hidden);
SELECT f.name, t.name FROM boxscore_functions AS f JOIN pragma_table_xinfo(f.name) AS t
WHERE f.kind = 'table' AND NOT EXISTS (SELECT 1 FROM boxscore_columns AS c WHERE c.function = f.name AND c.column = t.name)
  AND NOT EXISTS (SELECT 1 FROM boxscore_parameters AS p WHERE p.function = f.name AND p.parameter = t.name);
.print declared types are the described ones: nothing
SELECT c.function, c.column, c.type, t.type FROM boxscore_columns AS c JOIN pragma_table_xinfo(c.function) AS t ON t.name = c.column
WHERE t.hidden = 0 AND t.type <> coalesce(c.type, '');
.print one of each
SELECT name, kind, category, arguments, returns, example, since, page FROM boxscore_functions WHERE name IN ('iou', 'importance', 'coco_images') ORDER BY name;
SELECT position, parameter, required, default_value, domain FROM boxscore_parameters WHERE function = 'coco_summary';
SELECT position, column, type, unit, null_when, hidden FROM boxscore_columns WHERE function = 'pr_curve';
SELECT function FROM boxscore_parameters WHERE parameter = 'on_error';
SELECT count(*) FROM boxscore_parameters WHERE function = 'boxscore_version';
.print scripts and versions
SELECT boxscore_version() = json_extract(boxscore_debug(), '$.version');
SELECT count(*) FROM json_each(boxscore_debug());
SELECT boxscore_sql('schema') LIKE '%CREATE TABLE IF NOT EXISTS labels%', boxscore_sql(NULL);
SELECT boxscore_sql('nothing');
SELECT boxscore_sql(7);
