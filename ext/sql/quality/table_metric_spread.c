/*
** metric_spread: computes quartiles and outlier counts of each quality metric.
**
**     SELECT metric, level, moderate, severe FROM metric_spread ORDER BY severe DESC;
**
** There is a row for each metric and level with values, sorted by level and metric. moderate and severe count
** the rows of metric_outliers; its rows lie beyond the limits.
*/
#include "host/function.h"
#include "statistics/outliers.h"
#include "input/metric_reader.h"

enum {
  LEVEL,
  METRIC,
  VALUE_COUNT,
  LOW_QUARTILE,
  MEDIAN,
  HIGH_QUARTILE,
  MODERATE,
  SEVERE,
  MODERATE_LOW,
  MODERATE_HIGH,
  SEVERE_LOW,
  SEVERE_HIGH
};

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'image', 'label' or 'prediction'"},
    [METRIC] = {"metric", KEY, NULL, NULL, NULL, "the name of the metric"},
    [VALUE_COUNT] = {"value_count", 0, "INTEGER", "items", NULL, "how many items have a value"},
    [LOW_QUARTILE] = {"low_quartile", 0, "REAL", "the metric's", NULL,
                      "a quarter of the values lie below it"},
    [MEDIAN] = {"median", 0, "REAL", "the metric's", NULL, "half of the values lie below it"},
    [HIGH_QUARTILE] = {"high_quartile", 0, "REAL", "the metric's", NULL,
                       "three quarters of the values lie below it"},
    [MODERATE] = {"moderate", 0, "INTEGER", "items", NULL, "how many moderate outliers there are"},
    [SEVERE] = {"severe", 0, "INTEGER", "items", NULL, "how many severe outliers there are"},
    [MODERATE_LOW] = {"moderate_low", 0, "REAL", "the metric's", NULL, "values below it are outliers"},
    [MODERATE_HIGH] = {"moderate_high", 0, "REAL", "the metric's", NULL, "values above it are outliers"},
    [SEVERE_LOW] = {"severe_low", 0, "REAL", "the metric's", NULL, "values below it are severe outliers"},
    [SEVERE_HIGH] = {"severe_high", 0, "REAL", "the metric's", NULL, "values above it are severe outliers"},
};

static const Parameter parameters[] = {METRIC_PARAMETERS};

typedef struct Row {
  Spread spread;
  const MetricSeries *series;
  size_t value_count, outliers[SEVERITIES];
} Row;

static void release(void *state) {
  metric_input_release(state);
}

static void run(Call *call) {
  MetricInput *input = metric_input_read(call, NULL);
  if (!input) return;
  call->run->state = input;
  call->run->release_state = release;
  for (size_t s = 0; s < input->data.count && ok(call->error); s++) {
    MetricSeries *series = &input->data.series[s];
    Row *row = series->count ? run_append(call->run, 1, call->error) : NULL;
    if (!row) continue;
    row->series = series;
    row->value_count = series->count;
    spread_make(&row->spread, series->values, series->count, call->error);
    for (size_t i = 0; i < series->count && ok(call->error); i++)
      row->outliers[spread_severity(&row->spread, series->values[i])]++;
    metric_series_empty(series);
    poll_check(&call->watch.poll, call->error);
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const MetricTable *table = &((const MetricInput *)run->state)->data;
  const Row *at = row;
  const Spread *spread = &at->spread;
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name(at->series->level)); break;
  case METRIC: cell_id(out, table->metrics.items[at->series->metric]); break;
  case VALUE_COUNT: cell_integer(out, (sqlite3_int64)at->value_count); break;
  case LOW_QUARTILE: cell_real(out, spread->low_quartile); break;
  case MEDIAN: cell_real(out, spread->median); break;
  case HIGH_QUARTILE: cell_real(out, spread->high_quartile); break;
  case MODERATE: cell_integer(out, (sqlite3_int64)at->outliers[SEVERITY_MODERATE]); break;
  case SEVERE: cell_integer(out, (sqlite3_int64)at->outliers[SEVERITY_SEVERE]); break;
  case MODERATE_LOW: cell_real(out, spread->low[SEVERITY_MODERATE]); break;
  case MODERATE_HIGH: cell_real(out, spread->high[SEVERITY_MODERATE]); break;
  case SEVERE_LOW: cell_real(out, spread->low[SEVERITY_SEVERE]); break;
  case SEVERE_HIGH: cell_real(out, spread->high[SEVERITY_SEVERE]); break;
  }
}

const Function function_metric_spread = {
    .kind = TABLE,
    .name = "metric_spread",
    .arguments = "quality_metrics, metrics",
    .summary = "computes quartiles and outlier counts of each quality metric",
    .example = "SELECT metric, level, median, severe FROM metric_spread",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
        },
};
