#include "input/attribute_reader.h"

#include <math.h>

#include "base/number.h"
#include "dataset/dataset.h"
#include "host/sink/row_sink.h"
#include "host/value.h"

static const struct {
  const char *name;
  MetricLevel level;
} keys[] = {{"label_id", LEVEL_LABEL},
            {"prediction_id", LEVEL_PREDICTION},
            {"image_id", LEVEL_IMAGE},
            {"id", LEVEL_IMAGE}};

enum { KEYS = sizeof keys / sizeof *keys };

typedef struct Reading {
  AttributeTable *attributes;
  size_t row_number;
} Reading;

/* ---- which columns ---- */

static void find_key(AttributeTable *attributes, Error *error) {
  for (int k = 0; k < KEYS && !attributes->key; k++) {
    attributes->key = columns_name(&attributes->table, keys[k].name);
    attributes->level = keys[k].level;
  }
  if (!attributes->key)
    error_input(error,
                "%s has no column image_id, label_id or prediction_id, which say what its attributes are of",
                attributes->table.table);
}

static bool is_key(const char *name) {
  bool is = false;
  for (int k = 0; k < KEYS; k++) is = is || sqlite3_stricmp(name, keys[k].name) == 0;
  return is;
}

/* The class of labels and predictions is an attribute anyway. */
static bool is_attribute(const AttributeTable *attributes, const char *name) {
  return !is_key(name) && (attributes->level == LEVEL_IMAGE || sqlite3_stricmp(name, "class") != 0);
}

static void list_columns(AttributeTable *attributes, Error *error) {
  attributes->columns =
      memory_allocate_zeroed((size_t)attributes->table.count, sizeof *attributes->columns, error);
  for (int c = 0; c < attributes->table.count && ok(error); c++) {
    const char *name = attributes->table.names[c];
    if (is_attribute(attributes, name)) attributes->columns[attributes->count++].name = name;
  }
  if (attributes->count > ATTRIBUTES_MOST)
    error_input(error, "%s has %zu attributes, and %d are the most: name a view with those that matter",
                attributes->table.table, attributes->count, (int)ATTRIBUTES_MOST);
}

/* ---- the rows ---- */

static RowName name_row(const Reading *reading, const Id *id) {
  RowName out;
  const char *table = reading->attributes->table.table;
  if (id->kind != ID_NULL) return objects_row_name(table, id);
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s row number %lld", table,
                   (sqlite3_int64)reading->row_number);
  return out;
}

/* A blank text is what CSV has for NULL. */
static bool is_value(sqlite3_value *value) {
  size_t length = 0;
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL || type == SQLITE_BLOB) return false;
  if (type != SQLITE_TEXT) return true;
  const char *text = value_text(value, &length);
  size_t blanks = 0;
  while (text && blanks < length && text[blanks] == ' ') blanks++;
  return blanks < length && length <= ATTRIBUTE_TEXT_MOST;
}

static void take_value(AttributeColumn *column, size_t item, sqlite3_value *value, const Id *id,
                       const Reading *reading, Error *error) {
  double number = (double)NAN;
  uint32_t category = NAMES_NONE;
  memory_reserve((void **)&column->numbers, &column->number_capacity, item + 1, sizeof *column->numbers,
                 error);
  memory_reserve((void **)&column->categories, &column->category_capacity, item + 1,
                 sizeof *column->categories, error);
  int type = sqlite3_value_type(value);
  if (type == SQLITE_TEXT && !sqlite3_value_text(value)) error_memory(error);
  column->has_text |= type == SQLITE_TEXT;
  column->has_unread |=
      type == SQLITE_BLOB || (type == SQLITE_TEXT && sqlite3_value_bytes(value) > ATTRIBUTE_TEXT_MOST);
  if (ok(error) && is_value(value)) {
    bool is_number = value_real(value, &number);
    column->has_real |= type == SQLITE_FLOAT;
    column->has_word |= !is_number;
    column->has_fraction |= is_number && number != floor(number);
    if (is_number && !isfinite(number))
      error_input(error, "%s: %s is not finite", name_row(reading, id).text, column->name);
    if (column->has_real && column->has_word)
      error_input(error, "%s: %s is %s, and the column has %s too: cast it in a view",
                  name_row(reading, id).text, column->name, value_excerpt(value).text,
                  is_number ? "text that is not a number" : "numbers with fractions");
    Id name = {.kind = ID_NULL};
    if (type != SQLITE_FLOAT && value_id(value, &name)) category = names_add(&column->names, &name, error);
  }
  if (!ok(error)) return;
  column->numbers[item] = number;
  column->categories[item] = category;
}

static void take_row(void *context, sqlite3_value **values, Error *error) {
  Reading *reading = context;
  AttributeTable *attributes = reading->attributes;
  Id id = {.kind = ID_NULL};
  reading->row_number++;
  if (!value_id(values[1], &id) || id.kind == ID_NULL)
    error_input(error, "%s: %s is neither an integer nor a text: %s", name_row(reading, &id).text,
                attributes->key, value_excerpt(values[1]).text);
  size_t known = attributes->items.count;
  uint32_t item = names_add(&attributes->items, &id, error);
  if (ok(error) && item < known)
    error_input(
        error, "%s has the %s %s twice, and its attributes need one value for each%s",
        attributes->table.table, attributes->key, id_excerpt(&id).text,
        attributes->level == LEVEL_IMAGE
            ? ": if they are of labels or predictions, call their ids label_id or prediction_id in a view"
            : "");
  for (size_t c = 0; c < attributes->count && ok(error); c++)
    take_value(&attributes->columns[c], item, values[c + 2], &id, reading, error);
}

/* SELECT boxscore_read_rows(?1, "id", CASE typeof("a") WHEN 'blob' THEN x'' ELSE "a" END, ...) FROM t */
static sqlite3_stmt *prepare(const AttributeTable *attributes, Error *error) {
  sqlite3 *db = attributes->table.db;
  sqlite3_stmt *statement = NULL;
  sqlite3_str *sql = sqlite3_str_new(db);
  sqlite3_str_appendf(sql, "SELECT " ROW_SINK_FUNCTION "(?1, \"%w\"", attributes->key);
  for (size_t c = 0; c < attributes->count; c++)
    sqlite3_str_appendf(sql, ", CASE typeof(\"%w\") WHEN 'blob' THEN x'' ELSE \"%w\" END",
                        attributes->columns[c].name, attributes->columns[c].name);
  sqlite3_str_appendf(sql, ") FROM %s", attributes->table.quoted);
  char *text = sqlite3_str_finish(sql);
  if (!text) error_memory(error);
  int code = text && ok(error) ? sqlite3_prepare_v2(db, text, -1, &statement, NULL) : SQLITE_OK;
  if (code != SQLITE_OK) error_from_host(error, db, code, attributes->table.table);
  if (statement && !sqlite3_stmt_readonly(statement))
    error_input(error, "reading %s would write", attributes->table.table);
  sqlite3_free(text);
  return statement;
}

void attribute_table_read(AttributeTable *attributes, Call *call, const char *name, Error *error) {
  Reading reading = {.attributes = attributes};
  RowSink sink = {.take = take_row, .context = &reading};
  *attributes = (AttributeTable){.key = NULL};
  columns_find(&attributes->table, call->connection->db, name, error);
  if (ok(error)) find_key(attributes, error);
  if (ok(error)) list_columns(attributes, error);
  if (!ok(error)) return;
  sqlite3_stmt *statement = prepare(attributes, error);
  if (ok(error)) {
    int code = row_sink_bind(statement, &sink);
    if (code != SQLITE_OK) error_from_host(error, attributes->table.db, code, name);
    row_sink_run(&sink, statement, name, error);
  }
  sqlite3_finalize(statement);
  for (size_t c = 0; c < attributes->count; c++) {
    AttributeColumn *column = &attributes->columns[c];
    bool is_small =
        !column->has_real && !column->has_fraction && column->names.count <= ATTRIBUTE_INTEGERS_MOST;
    column->is_number = !column->has_word && !is_small;
  }
}

void attribute_table_release(AttributeTable *attributes) {
  for (size_t c = 0; c < attributes->count; c++) {
    AttributeColumn *column = &attributes->columns[c];
    memory_release(column->numbers);
    memory_release(column->categories);
    names_release(&column->names);
  }
  memory_release(attributes->columns);
  names_release(&attributes->items);
  columns_release(&attributes->table);
}
