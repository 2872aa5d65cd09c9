-- Gives the statements that drop the views of boxscore, whichever of them there are; your own views of the same names stay.
-- It requires no extension:
--
--     sqlite3 my.db ".read sql/drop_reports.sql" | sqlite3 my.db
--
-- boxscore_sql('drop_reports') returns the same statements as one script, for the connection that asks. A view is one of
-- boxscore's where its text says so and names it.
SELECT printf('DROP VIEW %s."%w";', place, name) AS statement
FROM (
  SELECT 'main' AS place, name, replace(sql, char(13), '') AS sql FROM main.sqlite_schema WHERE type = 'view'
  UNION ALL
  SELECT 'temp', name, replace(sql, char(13), '') FROM temp.sqlite_schema WHERE type = 'view'
)
WHERE instr(sql, 'CREATE VIEW ' || name || ' AS -- boxscore: ' || name || char(10)) = 1;
