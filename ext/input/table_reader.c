#include "input/table_reader.h"

#include <math.h>

#include "host/kept/sources.h"

/* ---- which columns ---- */

bool table_exists(Connection *connection, const char *table, Error *error) {
  bool exists = columns_table_exists(connection->db, table, error);
  char *sql = exists ? NULL : sqlite3_mprintf("SELECT * FROM \"%w\"", table);
  if (!exists && !sql) error_memory(error);
  if (sql) sources_note_missing(connection, sql);
  sqlite3_free(sql);
  return exists;
}

void table_reader_open(TableReader *reader, Connection *connection, const char *table,
                       const TableLayout *layout, Error *error) {
  *reader = (TableReader){.connection = connection, .layout = layout};
  columns_find(&reader->columns, connection->db, table, error);
  for (int f = 0; f < layout->field_count && ok(error); f++) {
    const Field *field = &layout->fields[f];
    if (field->need == UNUSED) continue;
    reader->names[f] = columns_name(&reader->columns, field->name);
    if (!reader->names[f] && field->other_name)
      reader->names[f] = columns_name(&reader->columns, field->other_name);
  }
}

void table_reader_close(TableReader *reader) {
  sqlite3_finalize(reader->statement);
  sqlite3_finalize(reader->first);
  sqlite3_free(reader->expression);
  columns_release(&reader->columns);
}

bool table_reader_has(const TableReader *reader, int field) {
  return reader->names[field] != NULL;
}

void table_reader_leave_out(TableReader *reader, int field) {
  reader->names[field] = NULL;
}

void table_reader_replace(TableReader *reader, int field, char *expression, Error *error) {
  if (!expression) error_memory(error);
  reader->expression = expression;
  reader->replaced = field;
}

void table_reader_filter(TableReader *reader, int field, size_t count) {
  reader->filter = field;
  reader->filter_count = reader->names[field] ? count : 0;
}

static bool uses_rowid(const TableReader *reader, int f) {
  return reader->layout->fields[f].flags & ELSE_ROWID && !reader->names[f];
}

void table_reader_lacks_box(TableReader *reader, BoxLack lack) {
  reader->box_lack = lack;
}

static void refuse_missing(const TableReader *reader, Error *error) {
  missing_refuse(&reader->columns, reader->layout->fields, reader->layout->field_count, reader->box_lack,
                 error);
}

static bool lacks_fields(const TableReader *reader) {
  bool lacks = reader->box_lack != BOX_THERE;
  for (int f = 0; f < reader->layout->field_count; f++)
    lacks = lacks || (reader->layout->fields[f].need == REQUIRED && !reader->names[f]);
  return lacks;
}

/* ", id, image_id, ..." */
static void select_fields(TableReader *reader, sqlite3_str *sql) {
  int count = 1;
  for (int f = 0; f < reader->layout->field_count; f++) {
    reader->place[f] = 0;
    if (!reader->names[f] && !uses_rowid(reader, f)) continue;
    if (!reader->names[f])
      sqlite3_str_appendall(sql, ", rowid");
    else if (reader->expression && reader->replaced == f)
      sqlite3_str_appendf(sql, ", %s", reader->expression);
    else
      sqlite3_str_appendf(sql, ", \"%w\"", reader->names[f]);
    reader->place[f] = count++;
  }
}

static void select_rows(const TableReader *reader, sqlite3_str *sql) {
  if (!reader->filter_count) return;
  sqlite3_str_appendf(sql, " WHERE \"%w\" IN (?2", reader->names[reader->filter]);
  for (size_t i = 1; i < reader->filter_count; i++) sqlite3_str_appendf(sql, ", ?%d", (int)i + 2);
  sqlite3_str_appendall(sql, ")");
}

/* SELECT boxscore_read_rows(?1, id, ...) FROM t, or SELECT NULL, id, ... for the first row alone. */
static char *select_text(TableReader *reader, bool all, Error *error) {
  sqlite3_str *sql = sqlite3_str_new(reader->connection->db);
  sqlite3_str_appendall(sql, all ? "SELECT " ROW_SINK_FUNCTION "(?1" : "SELECT NULL");
  select_fields(reader, sql);
  sqlite3_str_appendf(sql, "%s FROM %s", all ? ")" : "", reader->columns.quoted);
  if (all) select_rows(reader, sql);
  char *text = sqlite3_str_finish(sql);
  if (!text) error_memory(error);
  return text;
}

void table_reader_check(const TableReader *reader, int code, Error *error) {
  if (code != SQLITE_OK && ok(error))
    error_from_host(error, reader->connection->db, code, reader->columns.table);
}

void table_reader_prepare(TableReader *reader, Error *error) {
  if (ok(error) && lacks_fields(reader)) refuse_missing(reader, error);
  if (!ok(error)) return;
  char *sql = select_text(reader, true, error);
  if (ok(error)) {
    int code = sqlite3_prepare_v2(reader->connection->db, sql, -1, &reader->statement, NULL);
    if (code == SQLITE_ERROR && uses_rowid(reader, 0))
      refuse_missing(reader, error); /* a view has no rowid */
    if (code == SQLITE_OK) code = row_sink_bind(reader->statement, &reader->sink);
    table_reader_check(reader, code, error);
    if (ok(error) && !sqlite3_stmt_readonly(reader->statement))
      error_input(error, "reading %s would write", reader->columns.table);
  }
  sqlite3_free(sql);
}

/* ---- the rows ---- */

static void take_values(void *context, sqlite3_value **values, Error *error) {
  TableReader *reader = context;
  reader->row_number++;
  reader->values = values;
  reader->take(reader->context, error);
}

static bool take_row_of_cells(void *context, const Cell *cells, Error *error) {
  TableReader *reader = context;
  bool taken = reader->take_cells(reader->context, cells, error);
  reader->row_number += taken;
  return taken;
}

void table_reader_run(TableReader *reader, void (*take)(void *context, Error *error), void *context,
                      Error *error) {
  reader->take = take;
  reader->context = context;
  reader->sink.take = take_values;
  reader->sink.context = reader;
  if (reader->take_cells && ok(error)) {
    reader->sink.take_cells = take_row_of_cells;
    reader->sink.scan = plain_scan_of(reader->connection, sqlite3_sql(reader->statement));
  }
  row_sink_run(&reader->sink, reader->statement, reader->columns.table, error);
  if (ok(error)) sources_note(reader->connection, sqlite3_sql(reader->statement));
}

sqlite3_stmt *table_reader_first(TableReader *reader, Error *error) {
  if (!ok(error)) return NULL;
  char *sql = select_text(reader, false, error);
  int code =
      ok(error) ? sqlite3_prepare_v2(reader->connection->db, sql, -1, &reader->first, NULL) : SQLITE_OK;
  sqlite3_free(sql);
  if (ok(error) && code == SQLITE_OK) code = sqlite3_step(reader->first);
  if (code != SQLITE_ROW && code != SQLITE_DONE) table_reader_check(reader, code, error);
  if (ok(error)) sources_note(reader->connection, sqlite3_sql(reader->first));
  return ok(error) && code == SQLITE_ROW ? reader->first : NULL;
}

/* ---- the values ---- */

RowName table_reader_row_name(const TableReader *reader) {
  RowName out;
  Id id = {.kind = ID_NULL};
  if (reader->layout->name_row) return reader->layout->name_row(reader);
  if (value_id(table_reader_value(reader, 0), &id) && id.kind != ID_NULL)
    return objects_row_name(reader->columns.table, &id);
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s row number %lld", reader->columns.table,
                   (sqlite3_int64)reader->row_number);
  return out;
}

void table_reader_refuse(const TableReader *reader, int field, const char *what, Error *error) {
  sqlite3_value *value = table_reader_value(reader, field);
  const char *name = reader->names[field] ? reader->names[field] : "rowid";
  if (sqlite3_value_type(value) == SQLITE_TEXT && !sqlite3_value_text(value)) error_memory(error);
  if (sqlite3_value_type(value) == SQLITE_NULL)
    error_input(error, "%s: %s is NULL", table_reader_row_name(reader).text, name);
  else
    error_input(error, "%s: %s is %s: %s", table_reader_row_name(reader).text, name, what,
                value_excerpt(value).text);
}

void table_reader_refuse_kind(const TableReader *reader, int field, Error *error) {
  static const char *const not_one[] = {[FIELD_ANY] = "not a value",
                                        [FIELD_ID] = "neither an integer nor a text",
                                        [FIELD_NUMBER] = "not a number",
                                        [FIELD_TEXT] = "not a text",
                                        [FIELD_BLOB] = "not a BLOB"};
  table_reader_refuse(reader, field, not_one[reader->layout->fields[field].kind], error);
}

Id table_reader_id_slowly(const TableReader *reader, int f, Error *error) {
  Id id = {.kind = ID_NULL};
  const Field *field = &reader->layout->fields[f];
  if (!table_reader_reads(reader, f) || !ok(error)) return id;
  bool is_id = value_id(table_reader_value(reader, f), &id);
  if (is_id && id.kind != ID_NULL) return id;
  if (is_id && uses_rowid(reader, f)) /* a view, on a host that does not reject its rowid when it prepares */
    refuse_missing(reader, error);
  else if (!is_id || !(field->flags & MAY_BE_NULL))
    table_reader_refuse_kind(reader, f, error);
  return id;
}

double table_reader_number_slowly(const TableReader *reader, int f, double fallback, Error *error) {
  sqlite3_value *value = table_reader_value(reader, f);
  const Field *field = &reader->layout->fields[f];
  double number = fallback;
  int type = sqlite3_value_type(value);
  if (!ok(error) || !table_reader_reads(reader, f)) return fallback;
  if (type == SQLITE_NULL && field->flags & MAY_BE_NULL) return fallback;
  if (type == SQLITE_FLOAT)
    number = sqlite3_value_double(value);
  else if (!value_real(value, &number))
    table_reader_refuse_kind(reader, f, error);
  if (!isfinite(number) && ok(error)) table_reader_refuse(reader, f, "not finite", error);
  if (number < 0 && field->flags & NOT_NEGATIVE) table_reader_refuse(reader, f, "negative", error);
  return number;
}

const char *table_reader_bytes(const TableReader *reader, int field, size_t *length, Error *error) {
  sqlite3_value *value = table_reader_value(reader, field);
  int type = sqlite3_value_type(value);
  *length = 0;
  if (type == SQLITE_NULL) return NULL;
  const char *bytes = type == SQLITE_BLOB ? sqlite3_value_blob(value) : value_text(value, length);
  if (type == SQLITE_BLOB) *length = (size_t)sqlite3_value_bytes(value);
  if (!bytes && (type != SQLITE_BLOB || *length)) error_memory(error);
  return bytes ? bytes : "";
}
