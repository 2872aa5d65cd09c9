#include "host/call.h"

#include <string.h>

#include "host/kept/kept.h"
#include "host/value.h"

sqlite3_value *call_parameter(const Call *call, const char *name) {
  for (int i = 0; i < call->function->table.parameter_count; i++) {
    if (strcmp(call->function->table.parameters[i].name, name) == 0) return call->run->parameters[i];
  }
  return NULL;
}

const char *call_text(const Call *call, const char *name, const char *fallback) {
  sqlite3_value *value = call_parameter(call, name);
  if (!value) return fallback;
  if (sqlite3_value_type(value) == SQLITE_BLOB) {
    error_input(call->error, "%s is not a text: %s", name, value_excerpt(value).text);
    return fallback;
  }
  const char *text = (const char *)sqlite3_value_text(value);
  size_t length = (size_t)sqlite3_value_bytes(value);
  if (!text)
    error_memory(call->error);
  else if (strlen(text) != length)
    error_input(call->error, "%s has a NUL in it: %s", name, excerpt(text, length).text);
  return text ? text : fallback;
}

sqlite3_value *call_only(const Call *call, int *column) {
  *column = call->run->only_column;
  return call->run->only;
}

void call_all(const Call *call) {
  sqlite3_value_free(call->run->only);
  call->run->only = NULL;
}

Shared *call_shared(const Call *call, const SharedKind *kind, const void *asked) {
  Shared *previous = call->previous;
  if (previous && previous->kind == kind && kind->serves(previous, asked)) return shared_hold(previous);
  for (const Run *run = call->cache->first; run; run = run->next) {
    Shared *shared = run->shared;
    if (shared && shared->kind == kind && kind->serves(shared, asked) &&
        stamp_equal(shared->stamp, call->run->stamp))
      return shared_hold(shared);
  }
  return kept_find(call->connection, kind, asked);
}
