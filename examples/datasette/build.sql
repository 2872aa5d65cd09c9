-- Prepares a database for Datasette: run it once on a copy of the example, or on your own database with the tables of sql/schema.sql
-- and the views of sql/reports.sql and sql/pictures.sql.
.bail on
DROP TABLE IF EXISTS mistakes;

-- Typed columns, so that facets and filters in the address find numbers. The page column is a link: see plugins/cells.py.
CREATE TABLE mistakes(
  page TEXT, outcome TEXT, reason TEXT, class TEXT, confused_class TEXT, image_id INTEGER, id INTEGER, score REAL, iou REAL,
  weather TEXT, time TEXT, explanation TEXT
);
INSERT INTO mistakes
SELECT json_object('page', 'mistake', 'outcome', m.outcome, 'id', coalesce(m.prediction_id, m.label_id),
    'text', m.outcome || ' ' || coalesce(m.prediction_id, m.label_id)),
  m.outcome, m.reason, m.class, m.confused_class, m.image_id, coalesce(m.prediction_id, m.label_id), m.score, m.iou, i.weather, i.time, m.explanation
FROM match_outcomes AS m LEFT JOIN images AS i ON i.id = m.image_id
WHERE m.outcome IN ('FP', 'FN') AND m.score_threshold = 0.5 ORDER BY m.outcome, m.score DESC;
CREATE INDEX mistakes_of_image ON mistakes(image_id);
CREATE INDEX mistakes_of_class ON mistakes(class);
