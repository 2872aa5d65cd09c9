#include "input/columns.h"

#include <string.h>

#include "host/connection.h"

static sqlite3_stmt *prepare_all(sqlite3 *db, const char *quoted, int *code) {
  sqlite3_stmt *statement = NULL;
  char *sql = quoted ? sqlite3_mprintf("SELECT * FROM %s", quoted) : NULL;
  *code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return statement;
}

static void refuse_table(sqlite3 *db, const char *table, int code, Error *error) {
  const char *message = sqlite3_errmsg(db);
  if (code == SQLITE_ERROR && strncmp(message, "no such table", 13) == 0)
    error_input(error, "no such table or view: %s (a name from WITH is not visible here: use a TEMP view)",
                table);
  else
    error_from_host(error, db, code, table);
}

bool columns_table_exists(sqlite3 *db, const char *table, Error *error) {
  static const char missing[] = "no such table: ";
  int code;
  char *quoted = sqlite3_mprintf("\"%w\"", table);
  sqlite3_stmt *statement = prepare_all(db, quoted, &code);
  const char *message = sqlite3_errmsg(db);
  /* Of a view over a missing table the message names that one. */
  bool is_missing = code == SQLITE_ERROR && strncmp(message, missing, sizeof missing - 1) == 0 &&
                    strcmp(message + sizeof missing - 1, table) == 0;
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(quoted);
  return !is_missing;
}

void columns_find(TableColumns *columns, sqlite3 *db, const char *table, Error *error) {
  *columns = (TableColumns){.db = db, .table = table};
  if (!ok(error)) return;
  int code;
  columns->quoted = sqlite3_mprintf("\"%w\"", table);
  sqlite3_stmt *statement = prepare_all(db, columns->quoted, &code);
  const char *dot = strchr(table, '.');
  if (code == SQLITE_ERROR && dot) {
    sqlite3_free(columns->quoted);
    columns->quoted = sqlite3_mprintf("\"%.*w\".\"%w\"", (int)(dot - table), table, dot + 1);
    statement = prepare_all(db, columns->quoted, &code);
  }
  if (code != SQLITE_OK) {
    refuse_table(db, table, code, error);
    return;
  }
  int count = sqlite3_column_count(statement);
  columns->names = memory_allocate_zeroed((size_t)count, sizeof *columns->names, error);
  for (int i = 0; i < count && ok(error); i++) {
    columns->names[i] = sqlite3_mprintf("%s", sqlite3_column_name(statement, i));
    if (!columns->names[i]) error_memory(error);
    columns->count = i + 1;
  }
  sqlite3_finalize(statement);
}

void columns_release(TableColumns *columns) {
  for (int i = 0; i < columns->count; i++) sqlite3_free(columns->names[i]);
  memory_release(columns->names);
  sqlite3_free(columns->quoted);
  *columns = (TableColumns){0};
}

const char *columns_name(const TableColumns *columns, const char *name) {
  for (int i = 0; i < columns->count; i++) {
    if (columns->names[i] && sqlite3_stricmp(columns->names[i], name) == 0) return columns->names[i];
  }
  return NULL;
}

bool columns_table_has(sqlite3 *db, const char *table, const char *name, Error *error) {
  TableColumns columns;
  columns_find(&columns, db, table, error);
  bool has = columns_name(&columns, name) != NULL;
  columns_release(&columns);
  return has;
}

Id column_id(sqlite3_stmt *statement, int column) {
  int type = sqlite3_column_type(statement, column);
  const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(statement, column) : NULL;
  if (type == SQLITE_INTEGER) return id_integer(sqlite3_column_int64(statement, column));
  return text ? id_text(text, (uint32_t)sqlite3_column_bytes(statement, column)) : (Id){.kind = ID_NULL};
}
