#include "input/embedding_reader.h"

#include "base/sort.h"
#include "dataset/dataset.h"
#include "input/table_reader.h"

enum { ID, EMBEDDING, CLASS, FIELDS };

static const Field fields[FIELDS] = {
    [ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID, "item_id", "labelid predictionid imageid annotationid uid"},
    [EMBEDDING] = {"embedding", FIELD_ANY, REQUIRED,
                   .synonyms = "embeddings vector vectors emb features feature"},
    [CLASS] = {"class", FIELD_ID, OPTIONAL, MAY_BE_NULL},
};

static const TableLayout layout = {fields, FIELDS, NULL};

typedef struct Reading {
  TableReader table;
  EmbeddingInput *input;
  size_t rows_most;
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

static void take_row(void *context, Error *error) {
  Reading *reading = context;
  const TableReader *table = &reading->table;
  EmbeddingInput *input = reading->input;
  size_t row = input->all.count;
  if (table_reader_is_null(table, EMBEDDING)) return;
  if (row == reading->rows_most)
    error_input(error,
                "%s has more than %zu embeddings, too many to compare all with all: take a part of them",
                table->columns.table, reading->rows_most);
  Id id = table_reader_id(table, ID, error);
  Id class = table_reader_id(table, CLASS, error);
  if (!ok(error)) return;
  memory_reserve((void **)&input->class, &input->capacity, row + 1, sizeof *input->class, error);
  value_embedding(&input->all, table_reader_value(table, EMBEDDING), table_reader_row_name(table).text,
                  error);
  uint32_t number = class.kind == ID_NULL ? NAMES_NONE : names_add(&input->classes, &class, error);
  id_column_add(&input->ids, &id, error);
  if (ok(error)) input->class[row] = number;
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
      error_input(error, "%s has the id %s twice", table, id_excerpt(&id).text);
    input->ranks[input->order[rank]] = (uint32_t)rank;
  }
}

void embedding_input_read(EmbeddingInput *input, Connection *connection, const char *table, size_t rows_most,
                          Error *error) {
  Reading reading = {.input = input, .rows_most = rows_most};
  table_reader_open(&reading.table, connection, table, &layout, error);
  table_reader_prepare(&reading.table, error);
  table_reader_run(&reading.table, take_row, &reading, error);
  table_reader_close(&reading.table);
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
