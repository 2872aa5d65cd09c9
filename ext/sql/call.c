#include "sql/table_function.h"

#include <string.h>

sqlite3_value *call_parameter(const Call *call, const char *name) {
  for (int i = 0; i < call->function->parameter_count; i++) {
    if (strcmp(call->function->parameters[i].name, name) == 0) return call->run->parameters[i];
  }
  return NULL;
}

const char *call_text(const Call *call, const char *name, const char *fallback) {
  sqlite3_value *value = call_parameter(call, name);
  if (!value) return fallback;
  const char *text = (const char *)sqlite3_value_text(value);
  if (!text) error_memory(call->error);
  return text ? text : fallback;
}
