#include "input/embedding_reader.h"

#include "base/sort.h"
#include "dataset/dataset.h"
#include "input/columns.h"
#include "host/connection.h"
#include "host/row_sink.h"
#include "host/value.h"

enum { SINK, ID, EMBEDDING, CLASS }; /* the arguments of the SELECT */

typedef struct Reading {
  EmbeddingInput *input;
  const TableColumns *columns;
  const char *id_name; /* the column of the ids; NULL: the rowid */
  bool has_class;
  size_t rows_most, row_number;
} Reading;

void value_embedding(Embeddings *all, sqlite3_value *value, const char *who, Error *error) {
  int type = sqlite3_value_type(value);
  size_t length;
  if (type == SQLITE_BLOB) {
    length = (size_t)sqlite3_value_bytes(value);
    const void *bytes = sqlite3_value_blob(value);
    if (length && !bytes) error_memory(error);
    embeddings_add_blob(all, bytes, length, who, error);
  } else if (type == SQLITE_TEXT) {
    const char *text = value_text(value, &length);
    if (!text) error_memory(error);
    embeddings_add_json(all, text, length, who, error);
  } else {
    error_input(error, "%s: the embedding is neither a BLOB of float32 nor JSON: %s", who,
                value_excerpt(value).text);
  }
}

static Id read_id(const Reading *reading, sqlite3_value *value, Error *error) {
  Id id = {.kind = ID_NULL};
  bool is_id = value_id(value, &id);
  if (is_id && id.kind != ID_NULL) return id;
  if (is_id && !reading->id_name)
    columns_refuse_missing(reading->columns, "id", error); /* a view has no rowid */
  else
    error_input(error, "%s row number %zu: %s is neither an integer nor a text: %s", reading->columns->table,
                reading->row_number, reading->id_name ? reading->id_name : "rowid",
                value_excerpt(value).text);
  return id;
}

static uint32_t read_class(const Reading *reading, sqlite3_value *value, const char *who, Error *error) {
  Id class;
  if (!reading->has_class || sqlite3_value_type(value) == SQLITE_NULL) return NAMES_NONE;
  if (!value_id(value, &class)) {
    error_input(error, "%s: class is neither an integer nor a text: %s", who, value_excerpt(value).text);
    return NAMES_NONE;
  }
  return names_add(&reading->input->classes, &class, error);
}

static void take_row(void *context, sqlite3_value **values, Error *error) {
  Reading *reading = context;
  EmbeddingInput *input = reading->input;
  size_t row = input->all.count;
  reading->row_number++;
  if (sqlite3_value_type(values[EMBEDDING]) == SQLITE_NULL) return;
  if (row == reading->rows_most)
    error_input(error,
                "%s has more than %zu embeddings, too many to compare all with all: take a part of them",
                reading->columns->table, reading->rows_most);
  Id id = ok(error) ? read_id(reading, values[ID], error) : id_integer(0);
  if (!ok(error)) return;
  RowName who = objects_row_name(reading->columns->table, &id);
  memory_reserve((void **)&input->class, &input->capacity, row + 1, sizeof *input->class, error);
  value_embedding(&input->all, values[EMBEDDING], who.text, error);
  uint32_t class = read_class(reading, reading->has_class ? values[CLASS] : NULL, who.text, error);
  id_column_add(&input->ids, &id, error);
  if (ok(error)) input->class[row] = class;
}

/* SELECT boxscore_read_rows(?1, id, embedding, class) FROM t */
static char *select_text(Reading *reading, Error *error) {
  const TableColumns *columns = reading->columns;
  const char *embedding = columns_name(columns, "embedding"), *class = columns_name(columns, "class");
  reading->id_name = columns_name(columns, "id");
  if (!reading->id_name) reading->id_name = columns_name(columns, "item_id");
  reading->has_class = class != NULL;
  if (!embedding) columns_refuse_missing(columns, "embedding", error);
  if (!ok(error)) return NULL;
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_str_appendall(sql, "SELECT " ROW_SINK_FUNCTION "(?1, ");
  sqlite3_str_appendf(sql, reading->id_name ? "\"%w\"" : "rowid", reading->id_name);
  sqlite3_str_appendf(sql, ", \"%w\"", embedding);
  if (class) sqlite3_str_appendf(sql, ", \"%w\"", class);
  sqlite3_str_appendf(sql, ") FROM %s", columns->quoted);
  char *text = sqlite3_str_finish(sql);
  if (!text) error_memory(error);
  return text;
}

static sqlite3_stmt *prepare(Reading *reading, sqlite3 *db, RowSink *sink, Error *error) {
  sqlite3_stmt *statement = NULL;
  char *sql = select_text(reading, error);
  if (sql) {
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_ERROR && !reading->id_name)
      columns_refuse_missing(reading->columns, "id", error); /* a view has no rowid */
    if (code == SQLITE_OK) code = row_sink_bind(statement, sink);
    if (code != SQLITE_OK) error_from_host(error, db, code, reading->columns->table);
    if (ok(error) && !sqlite3_stmt_readonly(statement))
      error_input(error, "reading %s would write", reading->columns->table);
  }
  sqlite3_free(sql);
  return statement;
}

static int by_id(const void *ids, uint32_t a, uint32_t b) {
  Id one = id_column_get(ids, a), other = id_column_get(ids, b);
  return id_compare(&one, &other);
}

static void order_rows(EmbeddingInput *input, const char *table, Error *error) {
  size_t count = input->all.count;
  input->order = memory_allocate(count, sizeof *input->order, error);
  input->ranks = memory_allocate(count, sizeof *input->ranks, error);
  if (!ok(error)) return;
  for (size_t row = 0; row < count; row++) input->order[row] = (uint32_t)row;
  if (!input->ids.ascending) sort_by_comparison(input->order, input->ranks, count, by_id, &input->ids);
  for (size_t rank = 0; rank < count && ok(error); rank++) {
    Id id = id_column_get(&input->ids, input->order[rank]);
    if (rank && by_id(&input->ids, input->order[rank - 1], input->order[rank]) == 0)
      error_input(error, "%s: the id stands twice", objects_row_name(table, &id).text);
    input->ranks[input->order[rank]] = (uint32_t)rank;
  }
}

void embedding_input_read(EmbeddingInput *input, sqlite3 *db, const char *table, size_t rows_most,
                          Error *error) {
  TableColumns columns = {0};
  Reading reading = {.input = input, .columns = &columns, .rows_most = rows_most};
  RowSink sink = {.take = take_row, .context = &reading};
  columns_find(&columns, db, table, error);
  sqlite3_stmt *statement = prepare(&reading, db, &sink, error);
  row_sink_run(&sink, statement, table, error);
  sqlite3_finalize(statement);
  columns_release(&columns);
  order_rows(input, table, error);
}

void embedding_input_release(EmbeddingInput *input) {
  embeddings_release(&input->all);
  id_column_release(&input->ids);
  names_release(&input->classes);
  memory_release(input->class);
  memory_release(input->order);
  memory_release(input->ranks);
  *input = (EmbeddingInput){0};
}
