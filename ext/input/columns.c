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

/* What to do with the name of a file where a table's is expected: the text before and behind the name in
** quotes. */
typedef struct FileAdvice {
  const char *ending, *before, *behind;
} FileAdvice;

static const FileAdvice *advice_for_file(const char *name) {
  static const FileAdvice files[] = {
      {".json", "a COCO file becomes a table by CREATE TEMP VIEW labels AS SELECT * FROM coco_labels(",
       "); results by coco_predictions(path, labels_path), images by coco_images(path)"},
      {".csv", "a CSV file becomes a table by .import --csv ", " labels of the sqlite3 shell"},
      {".tsv", "it becomes a table by .mode tabs and .import ", " labels of the sqlite3 shell"},
      {".xml", "the folder of ", " becomes a table by voc_labels in a TEMP view"},
      {".txt", "the folder of ", " becomes a table by yolo_labels or kitti_labels in a TEMP view"},
      {".parquet", "it becomes a table by pandas: read_parquet(", ").to_sql('labels', connection)"},
      {".db", "ATTACH ", " AS other, and name its tables as other.labels"},
      {".sqlite", "ATTACH ", " AS other, and name its tables as other.labels"},
      {"", "if ",
       " is a folder of files, yolo_labels, voc_labels or kitti_labels in a TEMP view makes a table of it"},
  };
  size_t length = strlen(name), i = 0;
  for (;; i++) {
    size_t ending = strlen(files[i].ending);
    if (length > ending && sqlite3_stricmp(name + length - ending, files[i].ending) == 0) break;
    if (!ending) return NULL;
  }
  bool is_path = strchr(name, '/') || strchr(name, '\\');
  return files[i].ending[0] || is_path ? &files[i] : NULL;
}

/* Whether a message says that this very table is missing: of a view over a missing table it names that
** one. */
static bool says_missing(const char *message, const char *table) {
  static const char missing[] = "no such table: ";
  return strncmp(message, missing, sizeof missing - 1) == 0 &&
         strcmp(message + sizeof missing - 1, table) == 0;
}

static void refuse_table(sqlite3 *db, const char *table, int code, Error *error) {
  const char *message = sqlite3_errmsg(db);
  const FileAdvice *advice = advice_for_file(table);
  bool missing =
      code == SQLITE_ERROR && (says_missing(message, table) || strncmp(message, "unknown database", 16) == 0);
  if (missing && advice)
    error_input(error, "no such table or view: %s; %s'%s'%s", table, advice->before, table, advice->behind);
  else if (missing)
    error_input(error, "no such table or view: %s (a name from WITH is not visible here: use a TEMP view)",
                table);
  else
    error_from_host(error, db, code, table);
}

bool columns_table_exists(sqlite3 *db, const char *table, Error *error) {
  int code;
  char *quoted = sqlite3_mprintf("\"%w\"", table);
  sqlite3_stmt *statement = prepare_all(db, quoted, &code);
  bool is_missing = code == SQLITE_ERROR && says_missing(sqlite3_errmsg(db), table);
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(quoted);
  return !is_missing;
}

static bool is_true(sqlite3 *db, const char *sql, const char *table) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (code == SQLITE_OK && table) code = sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  bool found = code == SQLITE_ROW && sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return found;
}

bool columns_table_is_stored(sqlite3 *db, const char *table) {
  /* To name the temporary schema makes one, which counts as a change: it is only looked into where there is
  ** one. */
  bool has_temp = is_true(db, "SELECT 1 FROM pragma_database_list WHERE name = 'temp'", NULL);
  if (has_temp && is_true(db, "SELECT 1 FROM temp.sqlite_schema WHERE name = ?1 COLLATE NOCASE", table))
    return false;
  return is_true(db,
                 "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE"
                 "   AND type = 'table' AND rootpage > 0)"
                 " AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1, 'main') WHERE hidden > 0)"
                 " AND NOT (SELECT read_uncommitted FROM pragma_read_uncommitted)",
                 table);
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

bool columns_folds(const TableColumns *columns, const char *column, Error *error) {
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

Id column_id(sqlite3_stmt *statement, int column) {
  int type = sqlite3_column_type(statement, column);
  const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(statement, column) : NULL;
  if (type == SQLITE_INTEGER) return id_integer(sqlite3_column_int64(statement, column));
  return text ? id_text(text, (uint32_t)sqlite3_column_bytes(statement, column)) : (Id){.kind = ID_NULL};
}
