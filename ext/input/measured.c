#include "input/measured.h"

#include <string.h>

#include "host/value_list.h"

typedef struct Selecting {
  const char *const *names;
  int count;
  uint32_t selected;
} Selecting;

static void refuse_metric(const Selecting *selecting, const Id *name, Error *error) {
  char known[700];
  int length = 0;
  for (int i = 0; i < selecting->count; i++) {
    sqlite3_snprintf((int)sizeof known - length, known + length, "%s%s", i ? ", " : "", selecting->names[i]);
    length += (int)strlen(known + length);
  }
  error_input(error, "metrics: no metric %s; there are %s", id_excerpt(name).text, known);
}

static void select_metric(void *context, const Id *name, Error *error) {
  Selecting *selecting = context;
  for (int i = 0; i < selecting->count; i++) {
    Id known = id_text(selecting->names[i], (uint32_t)strlen(selecting->names[i]));
    if (!id_equal(&known, name)) continue;
    selecting->selected |= (uint32_t)1 << i;
    return;
  }
  refuse_metric(selecting, name, error);
}

uint32_t measured_metrics(Call *call, const char *const *names, int count) {
  sqlite3_value *value = call_parameter(call, "metrics");
  Selecting selecting = {names, count, 0};
  if (!value) return UINT32_MAX >> (32 - count);
  value_list_read(value, "metrics", "a metric or a JSON array of metrics", select_metric, &selecting,
                  call->error);
  return selecting.selected;
}
