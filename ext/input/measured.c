#include "input/measured.h"

#include <string.h>

#include "host/value_list.h"

typedef struct Selecting {
  MetricSet offered, selected;
} Selecting;

static void refuse_metric(MetricSet offered, const Id *name, Error *error) {
  char known[700] = "";
  int length = 0;
  for (int m = 0; m < METRIC_COUNT; m++) {
    if (!metric_set_has(offered, m)) continue;
    sqlite3_snprintf((int)sizeof known - length, known + length, "%s%s", length ? ", " : "",
                     metric_catalogue[m].name);
    length += (int)strlen(known + length);
  }
  error_input(error, "metrics: no metric %s; there are %s", id_excerpt(name).text, known);
}

static void select_metric(void *context, const Id *name, Error *error) {
  Selecting *selecting = context;
  for (int m = 0; m < METRIC_COUNT; m++) {
    Id known = id_string(metric_catalogue[m].name);
    if (!metric_set_has(selecting->offered, m) || !id_equal(&known, name)) continue;
    selecting->selected |= (MetricSet)1 << m;
    return;
  }
  refuse_metric(selecting->offered, name, error);
}

MetricSet call_metric_set(Call *call, MetricSet offered) {
  sqlite3_value *value = call_parameter(call, "metrics");
  Selecting selecting = {offered, 0};
  if (!value) return offered;
  value_list_read(value, "metrics", "a metric or a JSON array of metrics", select_metric, &selecting,
                  call->error);
  return selecting.selected;
}
