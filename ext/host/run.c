#include "host/run.h"

#include <string.h>

#include "base/number.h"

void shared_leave(Shared *shared) {
  if (shared && --shared->references == 0) shared->kind->release(shared);
}

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

static uint64_t hash_real(uint64_t hash, double value) {
  return hash_bytes(hash_bytes(hash, "n", 1), &value, sizeof value);
}

static uint64_t hash_value(uint64_t hash, sqlite3_value *value) {
  int type = sqlite3_value_type(value);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) return hash_real(hash, sqlite3_value_double(value));
  const void *bytes = sqlite3_value_blob(value);
  hash = hash_bytes(hash, type == SQLITE_TEXT ? "t" : "b", 1);
  return bytes ? hash_bytes(hash, bytes, (size_t)sqlite3_value_bytes(value)) : hash;
}

/* A parameter that is not set hashes as its default: one side of an OR that sets it to that gives the same
** rows. */
static uint64_t hash_default(uint64_t hash, const char *fallback) {
  Number number;
  if (!fallback) return hash_bytes(hash, "0", 1);
  if (number_read_whole(fallback, strlen(fallback), &number)) return hash_real(hash, number.real);
  return hash_bytes(hash_bytes(hash, "t", 1), fallback, strlen(fallback));
}

static sqlite3_int64 hash_run(const Run *run, const Id *model) {
  const TableFunction *table = &run->function->table;
  uint64_t hash = 0xCBF29CE484222325u ^ id_hash(model);
  for (int i = 0; i < table->parameter_count; i++)
    hash = run->parameters[i] ? hash_value(hash, run->parameters[i])
                              : hash_default(hash, table->parameters[i].fallback);
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
  uint32_t (*number)(const Run *of, const void *at) = run->function->table.row_number;
  sqlite3_int64 place = number ? number(run, run_row(run, row)) : (sqlite3_int64)(row - run->models[low].row);
  return run->models[low].hash << 32 | place;
}

void run_set_default(Run *run, const char *parameter, Id value) {
  for (int i = 0; i < run->function->table.parameter_count; i++) {
    if (strcmp(run->function->table.parameters[i].name, parameter) == 0) run->defaults[i] = value;
  }
}

void run_drop_filter(Run *run) {
  sqlite3_value_free(run->filter);
  run->filter = NULL;
}
