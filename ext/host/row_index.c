#include "host/row_index.h"

#include <string.h>

#include "base/names.h"
#include "base/sort.h"
#include "host/value.h"

/* An index over a key column: rows by the hash of their value, so a bucket may hold strangers; SQLite
** compares again. */
typedef struct RowIndex {
  int column;
  unsigned kinds; /* of the values: bits of CELL_INTEGER and CELL_TEXT */
  size_t bucket_count;
  uint32_t *starts, *rows;
  struct RowIndex *next;
} RowIndex;

void run_release_indexes(Run *run) {
  for (RowIndex *index = run->indexes, *next; index; index = next) {
    next = index->next;
    memory_release(index->starts);
    memory_release(index->rows);
    memory_release(index);
  }
}

static RowIndex *index_make(Run *run, int column, Error *error) {
  RowIndex *index = memory_allocate_zeroed(1, sizeof *index, error);
  uint32_t *bucket_of_row = memory_allocate(run->row_count, sizeof *bucket_of_row, error);
  uint32_t *scratch = memory_allocate(run->row_count, sizeof *scratch, error);
  Cell *cell = memory_allocate(1, sizeof *cell, error);
  if (!ok(error)) goto done;
  index->column = column;
  for (index->bucket_count = 64; index->bucket_count < run->row_count;) index->bucket_count *= 2;
  index->starts = memory_allocate(index->bucket_count + 1, sizeof *index->starts, error);
  index->rows = memory_allocate(run->row_count, sizeof *index->rows, error);
  if (!ok(error)) goto done;
  for (size_t row = 0; row < run->row_count; row++) {
    cell_begin(cell);
    run->function->table.cell(run, run_row(run, row), column, cell);
    if (cell->kind != CELL_NULL) index->kinds |= 1U << cell->kind;
    bucket_of_row[row] = (uint32_t)(cell_hash(cell) & (index->bucket_count - 1));
    index->rows[row] = (uint32_t)row;
  }
  sort_by_bucket(index->rows, scratch, run->row_count, bucket_of_row, index->bucket_count, index->starts);
  index->next = run->indexes;
  run->indexes = index;
done:
  memory_release(bucket_of_row);
  memory_release(scratch);
  memory_release(cell);
  if (ok(error) || !index) return index;
  memory_release(index->starts);
  memory_release(index->rows);
  memory_release(index);
  return NULL;
}

const uint32_t *run_find(Run *run, int column, sqlite3_value *value, size_t *count, Error *error) {
  Id id; /* of NULL too, which is equal to no row, or with IS to those that are NULL; they have a bucket */
  if (!value_id(value, &id)) return NULL;
  RowIndex *index = run->indexes;
  while (index && index->column != column) index = index->next;
  if (!index) index = index_make(run, column, error);
  if (!index) return NULL;
  /* A value of another type than the column's may still be equal to one under the affinity of the other
  ** side. */
  unsigned same = id.kind == ID_INTEGER ? 1U << CELL_INTEGER : 1U << CELL_TEXT;
  if (id.kind != ID_NULL && index->kinds & ~same) return NULL;
  size_t bucket = id_hash(&id) & (index->bucket_count - 1);
  *count = index->starts[bucket + 1] - index->starts[bucket];
  return index->rows + index->starts[bucket];
}

void run_check_listed(const Run *run, int column, sqlite3_value *value, Error *error) {
  Id asked;
  Names listed = {0};
  Cell *cell = memory_allocate(1, sizeof *cell, error);
  if (!cell || !value_id(value, &asked) || asked.kind != ID_TEXT) goto done;
  for (size_t row = 0; row < run->row_count && ok(error); row++) {
    cell_begin(cell);
    run->function->table.cell(run, run_row(run, row), column, cell);
    Id id = id_text(cell->text, (uint32_t)cell->length);
    if (cell->kind == CELL_TEXT) names_add(&listed, &id, error);
  }
  if (!ok(error) || names_find(&listed, &asked) != NAMES_NONE) goto done;
  char list[300] = "";
  for (size_t i = 0; i < listed.count; i++) {
    size_t length = strlen(list);
    sqlite3_snprintf((int)(sizeof list - length), list + length, "%s%.*s", i ? ", " : "",
                     (int)listed.items[i].length, listed.items[i].text);
  }
  error_input(error, "no %s %s; there are %s", run->function->table.columns[column].name,
              value_excerpt(value).text, list);
done:
  names_release(&listed);
  memory_release(cell);
}
