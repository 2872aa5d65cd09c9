#include "input/image_reader.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "input/columns.h"
#include "host/connection.h"

/* The order of the SELECT. */
enum { ID, WIDTH, HEIGHT, MORE };

/* `more`: the column that is read beside the sizes; NULL: none. */
static sqlite3_stmt *prepare(sqlite3 *db, const TableColumns *columns, const char *more, Error *error) {
  sqlite3_stmt *statement = NULL;
  const char *id = columns_name(columns, "id"), *width = columns_name(columns, "width");
  const char *height = columns_name(columns, "height");
  if (!width || !height) columns_refuse_missing(columns, width ? "height" : "width", error);
  if (!ok(error)) return NULL;
  sqlite3_str *text = sqlite3_str_new(db);
  sqlite3_str_appendf(text, id ? "SELECT \"%w\"" : "SELECT rowid", id);
  sqlite3_str_appendf(text, ", \"%w\", \"%w\"", width, height);
  if (more) sqlite3_str_appendf(text, ", \"%w\"", more);
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

static Excerpt excerpt_of(sqlite3_stmt *statement, int column, Error *error) {
  size_t length;
  Excerpt out = {"NULL"};
  int type = sqlite3_column_type(statement, column);
  if (type == SQLITE_BLOB)
    sqlite3_snprintf(sizeof out.text, out.text, "a BLOB of %d bytes",
                     sqlite3_column_bytes(statement, column));
  if (type == SQLITE_NULL || type == SQLITE_BLOB) return out;
  const char *text = text_of(statement, column, &length, error);
  Id quoted = id_text(text ? text : "", text ? (uint32_t)length : 0);
  return type == SQLITE_TEXT ? id_excerpt(&quoted) : excerpt(quoted.text, quoted.length);
}

static double read_size(sqlite3_stmt *statement, int column, Excerpt *shown, Error *error) {
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
  if (size > 0 && size <= LARGEST) return size;
  *shown = excerpt_of(statement, column, error);
  return (double)NAN;
}

static void read_data(sqlite3_stmt *statement, ImageRow *row, Error *error) {
  if (sqlite3_column_type(statement, MORE) != SQLITE_BLOB) {
    row->shown_data = excerpt_of(statement, MORE, error);
    return;
  }
  row->data = sqlite3_column_blob(statement, MORE);
  row->data_length = (size_t)sqlite3_column_bytes(statement, MORE);
  if (!row->data && row->data_length) error_memory(error);
  if (!row->data) row->data = ""; /* an empty BLOB */
}

static void read_row(sqlite3_stmt *statement, const TableColumns *columns, size_t number, bool with_data,
                     ImageRow *row, Error *error) {
  *row = (ImageRow){.id = read_id(statement, columns, number, error)};
  row->width = read_size(statement, WIDTH, &row->shown_width, error);
  row->height = read_size(statement, HEIGHT, &row->shown_height, error);
  if (with_data)
    read_data(statement, row, error);
  else if (sqlite3_column_count(statement) > MORE && sqlite3_column_type(statement, MORE) == SQLITE_TEXT)
    row->file = text_of(statement, MORE, &row->file_length, error);
}

void image_table_read(sqlite3 *db, const char *table, bool with_data,
                      void (*take)(void *context, const ImageRow *row, Error *error), void *context,
                      Error *error) {
  TableColumns columns;
  columns_find(&columns, db, table, error);
  const char *more = columns_name(&columns, with_data ? "data" : "file");
  if (ok(error) && with_data && !more) columns_refuse_missing(&columns, "data", error);
  sqlite3_stmt *statement = ok(error) ? prepare(db, &columns, more, error) : NULL;
  for (size_t number = 1; ok(error); number++) {
    ImageRow row;
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) break;
    if (code == SQLITE_ROW) {
      read_row(statement, &columns, number, with_data, &row, error);
      if (ok(error)) take(context, &row, error);
    } else {
      error_from_host(error, db, code, table);
    }
  }
  sqlite3_finalize(statement);
  columns_release(&columns);
}
