#include "host/run_cache.h"

#include <string.h>

#include "host/call.h"
#include "host/kept/kept.h"
#include "host/row_index.h"
#include "host/value.h"

enum { NESTED_MOST = 16, IDLE_MOST = 16, IDLE_BYTES_MOST = 256 * 1024 * 1024 };

static void run_free(Run *run) {
  if (run->release_state) run->release_state(run->state);
  for (int i = 0; run->parameters && i < run->function->table.parameter_count; i++)
    sqlite3_value_free(run->parameters[i]);
  memory_release(run->parameters);
  memory_release(run->defaults);
  sqlite3_value_free(run->filter);
  sqlite3_value_free(run->only);
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
  run->only = duplicate(request->only, error);
  run->only_column = request->only_column;
  run->filter_is_constant = request->filter_is_constant;
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
  if (run->function->table.skipped_columns & request->wanted & ~run->wanted) return false;
  if (run->filter && !value_equal(run->filter, request->filter)) return false;
  if (run->only && (run->only_column != request->only_column || !value_equal(run->only, request->only)))
    return false;
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
  call->number = ++connection->runs;
  connection->references++;
  watch_begin(&call->watch, connection->db, call->error);
  if (ok(call->error)) call->function->table.run(call);
  watch_end(&call->watch);
  connection->active = call->outer;
  if (!connection->active) kept_trim(connection);
  connection->references--;
}

/* The number of the evaluation whose SELECT is under way; 0: there is none. */
static sqlite3_int64 evaluation_now(const Connection *connection) {
  return connection->active ? connection->active->number : 0;
}

static Run *run_new(RunCache *cache, Connection *connection, const Request *request, Stamp stamp,
                    Shared *previous, Error *error) {
  Id none = {.kind = ID_NULL};
  refuse_loop(connection, request, error);
  Run *run = ok(error) ? run_make(request, error) : NULL;
  if (!run) return NULL;
  run->stamp = stamp;
  run->made_for = evaluation_now(connection);
  sources_note_files(connection, request->function, run->parameters, true);
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

static void run_unlink(RunCache *cache, const Run *run) {
  Run **link = &cache->first;
  while (*link != run) link = &(*link)->next;
  *link = run->next;
}

static void run_remove(RunCache *cache, Run *run) {
  run_unlink(cache, run);
  run_free(run);
}

static void run_to_front(RunCache *cache, Run *run) {
  run_unlink(cache, run);
  run->next = cache->first;
  cache->first = run;
}

/* Whether a cursor that is open may still ask for what a run holds. */
static bool has_askers(const RunCache *cache, const Run *run) {
  const Holder *holder = cache->holders;
  bool any = run->shared && run->shared->kind->is_stored; /* other statements may ask, too */
  while (holder && !any && holder->statements != run->stamp.statements) holder = holder->next;
  return run->stamp.usable && holder;
}

/* The idle run that was used last stays, whatever its size: it is what a correlated subquery asks for
** next. */
static void sweep(RunCache *cache) {
  size_t idle = 0, bytes = 0;
  for (Run *run = cache->first, *next; run; run = next) {
    next = run->next;
    if (run->references) continue;
    bool keep = has_askers(cache, run);
    if (keep && idle++) bytes += run->row_capacity * run->row_size;
    if (!keep || idle > IDLE_MOST || bytes > IDLE_BYTES_MOST) run_remove(cache, run);
  }
}

static void leave(RunCache *cache, Holder *holder) {
  if (!holder->run) return;
  holder->run->references--;
  run_to_front(cache, holder->run);
  holder->run = NULL;
}

void holder_open(RunCache *cache, Connection *connection, Holder *holder) {
  *holder = (Holder){.statements = statements_now(connection->db), .next = cache->holders};
  cache->holders = holder;
}

void holder_close(RunCache *cache, Holder *holder) {
  Holder **link = &cache->holders;
  while (*link != holder) link = &(*link)->next;
  *link = holder->next;
  leave(cache, holder);
  sweep(cache);
}

/* Whether the tables that a run of another statement read are as they were. */
static bool is_of_same_tables(const Run *run, Stamp now, sqlite3 *db) {
  const Shared *shared = run->shared;
  return shared && shared->kind->is_stored && stamp_same_database(run->stamp, now) &&
         shared->kind->is_stored(run, db);
}

static bool reads_files_alone(const Function *function) {
  const TableFunction *table = &function->table;
  bool alone = table->stamp_files && table->is_fresh;
  for (int i = 0; i < table->parameter_count && alone; i++)
    alone = !table->parameters[i].domain || strcmp(table->parameters[i].domain, TABLE_DOMAIN) != 0;
  return alone;
}

/* Whether another SELECT of the same evaluation read files: an evaluation sees one state of them, as it does
** of the database. */
static bool is_of_same_evaluation(const Run *run, const Connection *connection) {
  return run->made_for && run->made_for == evaluation_now(connection) && reads_files_alone(run->function);
}

/* A run that answers and is provably fresh, with a reference. */
static Run *find_fresh(const RunCache *cache, const Request *request, Stamp now,
                       const Connection *connection) {
  for (Run *run = cache->first; run; run = run->next) {
    if (!run_answers(run, request)) continue;
    if (!stamp_equal(run->stamp, now) && !is_of_same_tables(run, now, connection->db) &&
        !is_of_same_evaluation(run, connection))
      continue;
    if (run->function->table.is_fresh && !run->function->table.is_fresh(run)) continue;
    run->references++;
    return run;
  }
  return NULL;
}

/* The rows of the holder's run go before new ones come; its input stays, for a cursor reads one state of its
** tables. */
static void evaluate_anew(RunCache *cache, Connection *connection, const Request *request, Stamp now,
                          Holder *holder, Error *error) {
  Shared *previous = shared_hold(holder->run ? holder->run->shared : NULL);
  Request asked = *request;
  if (previous || other_filter(cache, request))
    asked.filter = NULL; /* asked for another model, all are read once */
  Run *current = holder->run;
  leave(cache, holder);
  if (current && !current->references) run_remove(cache, current);
  holder->run = run_new(cache, connection, &asked, now, previous, error);
  shared_leave(previous);
}

void run_take(RunCache *cache, Connection *connection, const Request *request, Holder *holder, Error *error) {
  bool kept = holder->run && run_answers(holder->run, request);
  if (!kept) {
    Stamp now = stamp_now(connection->db, holder->statements);
    Run *found = find_fresh(cache, request, now, connection);
    if (found) {
      sources_note_files(connection, request->function, found->parameters, false);
      leave(cache, holder);
      holder->run = found;
    } else {
      evaluate_anew(cache, connection, request, now, holder, error);
    }
  }
  const Shared *shared = holder->run ? holder->run->shared : NULL;
  if (request->filter_is_constant && shared && shared->kind->check_filter)
    shared->kind->check_filter(shared, request->filter, error);
  if (!ok(error)) leave(cache, holder);
  if (!kept || !ok(error)) sweep(cache);
}

const Run *run_of_evaluation(const Call *call, const Function *function,
                             bool (*serves)(const Run *run, const void *asked), const void *asked) {
  const ConnectedTable *table = call->outer ? call->connection->tables : NULL;
  for (; table; table = table->next) {
    for (const Run *run = table->cache->first; run; run = run->next) {
      if (run->function == function && run->made_for == call->outer->number && reads_files_alone(function) &&
          function->table.is_fresh(run) && serves(run, asked))
        return run;
    }
  }
  return NULL;
}
