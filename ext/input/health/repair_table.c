#include "input/health/repair_table.h"

#include <string.h>

#include "host/function.h"
#include "input/advice/advice.h"

/* Whether SQLite takes a statement, which is not run. */
static bool is_possible(sqlite3 *db, char *sql, Error *error) {
  sqlite3_stmt *statement = NULL;
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return code == SQLITE_OK;
}

/* Whether a table has a column that can be set, which a computed one cannot. */
static bool sets(const TableColumns *columns, const char *name, Error *error) {
  const char *column = columns_name(columns, name);
  return column && is_possible(columns->db,
                               sqlite3_mprintf("UPDATE %s SET \"%w\" = \"%w\" WHERE 0", columns->quoted,
                                               column, column),
                               error);
}

void repair_table_find(RepairTable *repair, const TableColumns *columns, const char *id, Error *error) {
  static const char *const box[] = {"x", "y", "width", "height"};
  const char *column = columns_name(columns, id);
  if (!ok(error)) return;
  advice_table(columns, repair->name, sizeof repair->name);
  repair->has_rowid = advice_has_rowid(columns, error);
  repair->folds = column && columns_folds(columns, column, error);
  advice_name(column ? column : "rowid", repair->id, sizeof repair->id);
  repair->deletes =
      is_possible(columns->db, sqlite3_mprintf("DELETE FROM %s WHERE 0", columns->quoted), error);
  repair->updates = sets(columns, id, error);
  repair->has_box = true;
  for (int i = 0; i < LENGTH(box); i++) repair->has_box = repair->has_box && sets(columns, box[i], error);
  repair->has_bbox = sets(columns, "bbox", error);
  repair->has_area = sets(columns, "area", error);
}
