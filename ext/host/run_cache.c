#include "host/run_cache.h"

#include "host/call.h"
#include "host/row_index.h"
#include "host/value.h"

enum { NESTED_MOST = 16, IDLE_MOST = 16, IDLE_BYTES_MOST = 32 * 1024 * 1024 };

static void run_free(Run *run) {
  if (run->release_state) run->release_state(run->state);
  for (int i = 0; run->parameters && i < run->function->table.parameter_count; i++)
    sqlite3_value_free(run->parameters[i]);
  memory_release(run->parameters);
  memory_release(run->defaults);
  sqlite3_value_free(run->filter);
  shared_leave(run->shared);
  arena_release(&run->arena);
  memory_release(run->rows);
  memory_release(run->models);
  run_release_indexes(run);
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
  run->defaults = memory_allocate_zeroed((size_t)count, sizeof *run->defaults, error);
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

static Run *run_new(RunCache *cache, Connection *connection, const Request *request, Shared *previous,
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
    Shared *previous = shared_hold(current ? current->shared : NULL);
    Request asked = *request;
    if (previous || other_filter(cache, request))
      asked.filter = NULL; /* asked for another model, all are read once */
    if (current && current->references == 0) run_remove(cache, current);
    found = run_new(cache, connection, &asked, previous, error);
    shared_leave(previous);
  }
  if (found && request->filter && found->shared && found->shared->check_filter)
    found->shared->check_filter(found->shared, request->filter, error);
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
