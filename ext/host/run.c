#include "host/run.h"

#include <string.h>

#include "base/sort.h"
#include "host/function.h"
#include "input/input.h"
#include "host/value.h"

enum { NESTED_MOST = 16, IDLE_MOST = 16, IDLE_BYTES_MOST = 32 * 1024 * 1024 };

/* An index over a key column: rows by the hash of their value, so a bucket may hold strangers; SQLite compares again. */
typedef struct RowIndex {
  int column;
  unsigned kinds; /* of the values: bits of CELL_INTEGER and CELL_TEXT */
  size_t bucket_count;
  uint32_t *starts, *rows;
  struct RowIndex *next;
} RowIndex;

void *run_append(Run *run, size_t count, Error *error) {
  size_t size = run->row_size;
  memory_reserve((void **)&run->rows, &run->row_capacity, run->row_count + count, size, error);
  if (!ok(error)) return NULL;
  char *rows = run->rows + run->row_count * size;
  if (count) memset(rows, 0, count * size);
  run->row_count += count;
  return rows;
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < count; i++) hash = (hash ^ at[i]) * 0x100000001B3u;
  return hash;
}

static uint64_t hash_value(uint64_t hash, sqlite3_value *value) {
  int type = value ? sqlite3_value_type(value) : SQLITE_NULL;
  hash = hash_bytes(hash, &type, sizeof type);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    double real = sqlite3_value_double(value);
    return hash_bytes(hash, &real, sizeof real);
  }
  if (type == SQLITE_NULL) return hash;
  const void *bytes = sqlite3_value_blob(value);
  return bytes ? hash_bytes(hash, bytes, (size_t)sqlite3_value_bytes(value)) : hash;
}

static sqlite3_int64 hash_run(const Run *run, const Id *model) {
  uint64_t hash = 0xCBF29CE484222325u ^ id_hash(model);
  for (int i = 0; i < run->function->table.parameter_count; i++) hash = hash_value(hash, run->parameters[i]);
  return (sqlite3_int64)((hash ^ hash >> 32) & 0x7FFFFFFF);
}

void run_begin_model(Run *run, Id model, Error *error) {
  memory_reserve((void **)&run->models, &run->model_capacity, run->model_count + 1, sizeof *run->models,
                 error);
  if (ok(error)) run->models[run->model_count++] = (ModelStart){run->row_count, hash_run(run, &model)};
}

sqlite3_int64 run_rowid(const Run *run, size_t row) {
  size_t low = 0, high = run->model_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (run->models[middle].row <= row)
      low = middle;
    else
      high = middle;
  }
  return run->models[low].hash << 32 | (sqlite3_int64)(row - run->models[low].row);
}

static void run_free(Run *run) {
  if (run->release_state) run->release_state(run->state);
  for (int i = 0; run->parameters && i < run->function->table.parameter_count; i++)
    sqlite3_value_free(run->parameters[i]);
  memory_release(run->parameters);
  sqlite3_value_free(run->filter);
  input_release(run->input);
  arena_release(&run->arena);
  memory_release(run->rows);
  memory_release(run->models);
  for (RowIndex *index = run->indexes, *next; index; index = next) {
    next = index->next;
    memory_release(index->starts);
    memory_release(index->rows);
    memory_release(index);
  }
  memory_release(run);
}

static sqlite3_value *duplicate(sqlite3_value *value, Error *error) {
  if (!value || !ok(error)) return NULL;
  sqlite3_value *copy = sqlite3_value_dup(value);
  if (!copy) error_memory(error);
  return copy;
}

static Run *run_make(const Request *request, Error *error) {
  Run *run = memory_allocate_zeroed(1, sizeof *run, error);
  if (!run) return NULL;
  int count = request->function->table.parameter_count;
  *run = (Run){.function = request->function,
               .references = 1,
               .row_size = request->function->table.row_size,
               .wanted = request->wanted};
  run->parameters = memory_allocate_zeroed((size_t)count, sizeof *run->parameters, error);
  for (int i = 0; i < count && ok(error); i++) run->parameters[i] = duplicate(request->parameters[i], error);
  run->filter = duplicate(request->filter, error);
  if (ok(error)) return run;
  run_free(run);
  return NULL;
}

static bool same_parameters(const Function *function, sqlite3_value **a, sqlite3_value **b) {
  for (int i = 0; i < function->table.parameter_count; i++) {
    if (!value_equal(a[i], b[i])) return false;
  }
  return true;
}

static bool run_answers(const Run *run, const Request *request) {
  if (run->function->table.skips_columns && (request->wanted & ~run->wanted)) return false;
  if (run->filter && !value_equal(run->filter, request->filter)) return false;
  return same_parameters(run->function, run->parameters, request->parameters);
}

static bool other_filter(const RunCache *cache, const Request *request) {
  for (const Run *run = cache->first; run; run = run->next) {
    if (same_parameters(run->function, run->parameters, request->parameters)) return true;
  }
  return false;
}

/* A view that reaches itself through us would recurse until the stack ends; SQLite does not see it. */
static void refuse_loop(const Connection *connection, const Request *request, Error *error) {
  int depth = 0;
  for (const Call *call = connection->active; call && ok(error); call = call->outer) {
    if (call->function == request->function &&
        same_parameters(call->function, call->run->parameters, request->parameters))
      error_input(error, "a table or view that it reads reaches itself through %s", request->function->name);
    if (++depth == NESTED_MOST)
      error_input(error, "views that read boxscore's tables are nested more than %d deep", NESTED_MOST);
  }
}

static void evaluate(Call *call) {
  Connection *connection = call->connection;
  call->outer = connection->active;
  connection->active = call;
  connection->runs++;
  connection->references++;
  watch_begin(&call->watch, connection->db, call->error);
  if (ok(call->error)) call->function->table.run(call);
  watch_end(&call->watch);
  connection->active = call->outer;
  connection->references--;
}

static Run *run_new(RunCache *cache, Connection *connection, const Request *request, struct Input *previous,
                    Error *error) {
  Id none = {.kind = ID_NULL};
  refuse_loop(connection, request, error);
  Run *run = ok(error) ? run_make(request, error) : NULL;
  if (!run) return NULL;
  run->stamp = stamp_now(connection->db);
  Call call = {.connection = connection,
               .function = request->function,
               .run = run,
               .error = error,
               .wanted = request->wanted,
               .cache = cache,
               .previous = previous};
  evaluate(&call);
  if (!run->model_count) {
    run_begin_model(run, none, error);
    if (ok(error)) run->models[0].row = 0;
  }
  if (!ok(error)) {
    run_free(run);
    return NULL;
  }
  memory_shrink((void **)&run->rows, &run->row_capacity, run->row_count, run->row_size);
  run->next = cache->first;
  cache->first = run;
  return run;
}

static void run_remove(RunCache *cache, Run *run) {
  Run **link = &cache->first;
  while (*link != run) link = &(*link)->next;
  *link = run->next;
  run_free(run);
}

Run *run_take(RunCache *cache, Connection *connection, const Request *request, Run *current, Error *error) {
  Run *found = NULL;
  if (current && run_answers(current, request)) {
    found = current;
  } else if (cache->first) {
    Stamp now = stamp_now(connection->db);
    for (Run *run = cache->first; run && !found; run = run->next) {
      if (!run_answers(run, request) || !stamp_equal(run->stamp, now)) continue;
      if (!run->function->table.is_fresh || run->function->table.is_fresh(run)) found = run;
    }
    if (found) found->references++;
  }
  if (found != current && current && --current->references == 0 && found) run_remove(cache, current);
  if (!found) {
    /* The rows go before new ones come; the input stays, for a cursor reads one state of its tables. */
    struct Input *previous = current ? current->input : NULL;
    if (previous) previous->references++;
    Request asked = *request;
    if (previous || other_filter(cache, request))
      asked.filter = NULL; /* asked for another model, all are read once */
    if (current && current->references == 0) run_remove(cache, current);
    found = run_new(cache, connection, &asked, previous, error);
    input_release(previous);
  }
  if (found && request->filter && found->input) input_check_filter(found->input, request->filter, error);
  if (found && !ok(error)) {
    run_leave(cache, found);
    found = NULL;
  }
  return found;
}

void run_leave(RunCache *cache, Run *left) {
  size_t idle = 0, bytes = 0;
  left->references--;
  for (Run *run = cache->first, *next; run; run = next) {
    next = run->next;
    if (run->references) continue;
    idle++;
    bytes += run->row_capacity * run->row_size;
    bool keep = cache->cursors > 0 && run->stamp.usable && idle <= IDLE_MOST && bytes <= IDLE_BYTES_MOST;
    if (!keep) run_remove(cache, run);
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
  /* A value of another type than the column's may still be equal to one under the affinity of the other side. */
  unsigned same = id.kind == ID_INTEGER ? 1U << CELL_INTEGER : 1U << CELL_TEXT;
  if (id.kind != ID_NULL && index->kinds & ~same) return NULL;
  size_t bucket = id_hash(&id) & (index->bucket_count - 1);
  *count = index->starts[bucket + 1] - index->starts[bucket];
  return index->rows + index->starts[bucket];
}
