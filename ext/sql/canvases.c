#include "sql/canvases.h"

#include <math.h>

#include "sql/columns.h"
#include "sql/connection.h"
#include "sql/value.h"

static uint32_t read_side(sqlite3_value *value, const char *name, const char *table, const Id *id,
                          Error *error) {
  double side;
  if (value_real(value, &side) && side >= 1 && side <= 2147483647.0 && side == floor(side))
    return (uint32_t)side;
  error_input(error, "%s: %s is not a whole number from 1: %s", objects_row_name(table, id).text, name,
              value_excerpt(value).text);
  return 0;
}

static void read_row(sqlite3_stmt *statement, const char *table, Dataset *data, Error *error) {
  sqlite3_value *width = sqlite3_column_value(statement, 1), *height = sqlite3_column_value(statement, 2);
  Id id;
  if (!value_id(sqlite3_column_value(statement, 0), &id) || id.kind == ID_NULL) {
    error_input(error, "%s: id is neither an integer nor a text: %s", table,
                value_excerpt(sqlite3_column_value(statement, 0)).text);
    return;
  }
  if (sqlite3_value_type(width) == SQLITE_NULL || sqlite3_value_type(height) == SQLITE_NULL) return;
  Canvas canvas = {read_side(width, "width", table, &id, error),
                   read_side(height, "height", table, &id, error)};
  dataset_add_canvas(data, &id, canvas, error);
}

static void read_rows(sqlite3 *db, const TableColumns *columns, Dataset *data, Error *error) {
  static const char *const names[] = {"id", "width", "height"};
  for (int i = 0; i < 3; i++) {
    if (!columns_name(columns, names[i])) columns_refuse_missing(columns, names[i], error);
  }
  sqlite3_stmt *statement = NULL;
  char *sql = ok(error) ? sqlite3_mprintf("SELECT id, width, height FROM %s", columns->quoted) : NULL;
  if (ok(error) && !sql) error_memory(error);
  int code = ok(error) ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_OK;
  while (ok(error) && code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    read_row(statement, columns->table, data, error);
    code = SQLITE_OK;
  }
  if (code != SQLITE_OK && code != SQLITE_DONE) error_from_host(error, db, code, columns->table);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
}

void canvases_read(sqlite3 *db, const char *table, sqlite3_value *asked_for, Dataset *data, Error *error) {
  TableColumns columns;
  Error inner = {0};
  if (!ok(error)) return;
  columns_find(&columns, db, table, &inner);
  bool silent = inner.kind == ERROR_INPUT && !asked_for;
  if (ok(&inner))
    read_rows(db, &columns, data, error);
  else if (!silent)
    *error = inner;
  columns_release(&columns);
}
