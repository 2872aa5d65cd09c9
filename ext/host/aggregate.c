#include "host/aggregate.h"

#include "base/memory.h"

/* SQLite keeps the pointer, the memory is ours: it counts in what our allocations may not leak. */
void *aggregate_state(sqlite3_context *context, size_t size) {
  Error error = {0};
  void **held = sqlite3_aggregate_context(context, sizeof *held);
  if (held && !*held) *held = memory_allocate_zeroed(1, size, &error);
  if (held && *held) return *held;
  sqlite3_result_error_nomem(context);
  return NULL;
}

void *aggregate_state_so_far(sqlite3_context *context) {
  void **held = sqlite3_aggregate_context(context, 0);
  return held ? *held : NULL;
}
