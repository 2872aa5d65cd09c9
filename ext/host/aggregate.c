#include "host/aggregate.h"

#include <stdalign.h>

#include "base/memory.h"
#include "host/result.h"

enum { WORTH_WATCHING = 20000 }; /* rows; below it `finish` takes less than a millisecond or two */

typedef struct State {
  size_t rows;
  bool failed; /* what a failed step left is only released */
  alignas(8) char bytes[];
} State;

/* The error's text is left alone: to clear it would cost as much as a step. */
static void call_begin(AggregateCall *call, sqlite3_context *context) {
  const Registration *registration = sqlite3_user_data(context);
  call->context = context;
  call->connection = registration->connection;
  call->function = registration->function;
  call->error.kind = ERROR_NONE;
  call->error.host_code = 0;
}

static State *state_make(AggregateCall *call) {
  State *state =
      memory_allocate_zeroed(1, sizeof *state + call->function->aggregate.state_size, &call->error);
  if (state) call->state = state->bytes;
  return state;
}

static void aggregate_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  AggregateCall call;
  call_begin(&call, context);
  call.arguments = arguments;
  call.count = count;
  call.poll = NULL;
  /* SQLite keeps the pointer, the memory is ours: it counts in what our allocations may not leak. */
  State **held = sqlite3_aggregate_context(context, sizeof *held);
  if (!held) error_memory(&call.error);
  if (held && !*held) *held = state_make(&call);
  if (ok(&call.error) && !(*held)->failed) {
    (*held)->rows++;
    call.state = (*held)->bytes;
    call.function->aggregate.step(&call);
    (*held)->failed = !ok(&call.error);
  }
  if (!ok(&call.error)) result_error(context, call.function->name, &call.error);
}

static void finish(AggregateCall *call, size_t rows) {
  Watch watch = {0};
  if (rows > WORTH_WATCHING) watch_begin(&watch, call->connection->db, &call->error);
  call->poll = &watch.poll;
  if (ok(&call->error)) call->function->aggregate.finish(call);
  watch_end(&watch);
  call->poll = NULL;
}

static void aggregate_final(sqlite3_context *context) {
  AggregateCall call;
  call_begin(&call, context);
  call.arguments = NULL;
  call.count = 0;
  State **held = sqlite3_aggregate_context(context, 0);
  State *state = held && *held ? *held : state_make(&call);
  if (state && !state->failed) {
    call.state = state->bytes;
    finish(&call, state->rows);
  }
  if (!ok(&call.error)) result_error(context, call.function->name, &call.error);
  if (state) call.function->aggregate.release(state->bytes);
  memory_release(state);
}

int aggregate_register(Connection *connection, const Function *function, int count, int flags) {
  Registration *registration = registration_make(connection, function);
  if (!registration) return SQLITE_NOMEM;
  return sqlite3_create_function_v2(connection->db, function->name, count, flags, registration, NULL,
                                    aggregate_step, aggregate_final, registration_release);
}
