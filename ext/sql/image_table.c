#include "sql/image_table.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "sql/columns.h"
#include "sql/connection.h"

/* The order of the SELECT. */
enum { ID, WIDTH, HEIGHT, FILE_NAME };

static sqlite3_stmt *prepare(sqlite3 *db, const TableColumns *columns, Error *error) {
  sqlite3_stmt *statement = NULL;
  const char *id = columns_name(columns, "id"), *width = columns_name(columns, "width");
  const char *height = columns_name(columns, "height"), *file = columns_name(columns, "file");
  if (!width || !height) columns_refuse_missing(columns, width ? "height" : "width", error);
  if (!ok(error)) return NULL;
  sqlite3_str *text = sqlite3_str_new(db);
  sqlite3_str_appendf(text, id ? "SELECT \"%w\"" : "SELECT rowid", id);
  sqlite3_str_appendf(text, ", \"%w\", \"%w\"", width, height);
  if (file) sqlite3_str_appendf(text, ", \"%w\"", file);
  sqlite3_str_appendf(text, " FROM %s", columns->quoted);
  char *sql = sqlite3_str_finish(text);
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  if (code == SQLITE_ERROR && !id)
    columns_refuse_missing(columns, "id", error); /* a view has no rowid */
  else if (code == SQLITE_NOMEM)
    error_memory(error);
  else if (code != SQLITE_OK)
    error_from_host(error, db, code, columns->table);
  else if (!sqlite3_stmt_readonly(statement))
    error_input(error, "reading %s would write", columns->table);
  return statement;
}

static const char *text_of(sqlite3_stmt *statement, int column, size_t *length, Error *error) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  if (!text) error_memory(error);
  *length = text ? (size_t)sqlite3_column_bytes(statement, column) : 0;
  return text;
}

/* A view has no rowid: NULL on hosts that do not refuse it when they prepare. */
static void refuse_id(sqlite3_stmt *statement, const TableColumns *columns, size_t row, Error *error) {
  if (sqlite3_column_type(statement, ID) == SQLITE_NULL && !columns_name(columns, "id"))
    columns_refuse_missing(columns, "id", error);
  else
    error_input(error, "%s row number %zu: id is neither an integer nor a text", columns->table, row);
}

static Id read_id(sqlite3_stmt *statement, const TableColumns *columns, size_t row, Error *error) {
  size_t length;
  switch (sqlite3_column_type(statement, ID)) {
  case SQLITE_INTEGER: return id_integer(sqlite3_column_int64(statement, ID));
  case SQLITE_FLOAT: {
    double real = sqlite3_column_double(statement, ID);
    if (fabs(real) < 9e15 && floor(real) == real) return id_integer((int64_t)real);
    break;
  }
  case SQLITE_TEXT: {
    const char *text = text_of(statement, ID, &length, error);
    return id_text(text, (uint32_t)length);
  }
  }
  refuse_id(statement, columns, row, error);
  return (Id){.kind = ID_NULL};
}

static double read_size(sqlite3_stmt *statement, int column, Error *error) {
  enum { LARGEST = INT32_MAX };
  double size = (double)NAN;
  int type = sqlite3_column_type(statement, column);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    size = sqlite3_column_double(statement, column);
  } else if (type == SQLITE_TEXT) {
    size_t length;
    Number number;
    const char *text = text_of(statement, column, &length, error);
    if (text && number_read_whole(text, length, &number)) size = number.real;
  }
  return size > 0 && size <= LARGEST ? size : (double)NAN;
}

static ImageRow read_row(sqlite3_stmt *statement, const TableColumns *columns, size_t number, Error *error) {
  ImageRow row = {.id = read_id(statement, columns, number, error),
                  .width = read_size(statement, WIDTH, error),
                  .height = read_size(statement, HEIGHT, error)};
  if (sqlite3_column_count(statement) > FILE_NAME && sqlite3_column_type(statement, FILE_NAME) == SQLITE_TEXT)
    row.file = text_of(statement, FILE_NAME, &row.file_length, error);
  return row;
}

void image_table_read(sqlite3 *db, const char *table,
                      void (*take)(void *context, const ImageRow *row, Error *error), void *context,
                      Error *error) {
  TableColumns columns;
  columns_find(&columns, db, table, error);
  sqlite3_stmt *statement = ok(error) ? prepare(db, &columns, error) : NULL;
  for (size_t number = 1; ok(error); number++) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) break;
    if (code == SQLITE_ROW) {
      ImageRow row = read_row(statement, &columns, number, error);
      if (ok(error)) take(context, &row, error);
    } else {
      error_from_host(error, db, code, table);
    }
  }
  sqlite3_finalize(statement);
  columns_release(&columns);
}
