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

/* Whether the collation of a column takes different texts for equal, as NOCASE does. True where it cannot be
** told. */
static bool folds_texts(const TableColumns *columns, const char *column, Error *error) {
  const char *collation = NULL, *dot = strchr(columns->table, '.');
  int code = sqlite3_table_column_metadata(columns->db, NULL, columns->table, column, NULL, &collation, NULL,
                                           NULL, NULL);
  if (code == SQLITE_ERROR && dot) {
    char *schema = sqlite3_mprintf("%.*s", (int)(dot - columns->table), columns->table);
    if (!schema) error_memory(error);
    code = sqlite3_table_column_metadata(columns->db, schema, dot + 1, column, NULL, &collation, NULL, NULL,
                                         NULL);
    sqlite3_free(schema);
  }
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  return code != SQLITE_OK || !collation || sqlite3_stricmp(collation, "BINARY") != 0;
}

void repair_table_find(RepairTable *repair, const TableColumns *columns, const char *id, Error *error) {
  static const char *const box[] = {"x", "y", "width", "height"};
  const char *column = columns_name(columns, id);
  if (!ok(error)) return;
  advice_table(columns, repair->name, sizeof repair->name);
  repair->has_rowid = advice_has_rowid(columns, error);
  repair->folds = column && folds_texts(columns, column, error);
  advice_name(column ? column : "rowid", repair->id, sizeof repair->id);
  repair->deletes =
      is_possible(columns->db, sqlite3_mprintf("DELETE FROM %s WHERE 0", columns->quoted), error);
  repair->updates = column && is_possible(columns->db,
                                          sqlite3_mprintf("UPDATE %s SET \"%w\" = \"%w\" WHERE 0",
                                                          columns->quoted, column, column),
                                          error);
  repair->has_box = true;
  for (int i = 0; i < LENGTH(box); i++) repair->has_box = repair->has_box && columns_name(columns, box[i]);
  repair->has_bbox = columns_name(columns, "bbox") != NULL;
  repair->has_area = columns_name(columns, "area") != NULL;
}
