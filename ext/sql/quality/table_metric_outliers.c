/*
** metric_outliers: finds the items whose quality metrics lie far from the others.
**
**     SELECT item_id, value, severity FROM metric_outliers
**     WHERE metric = 'brightness' AND level = 'image' ORDER BY value;
**
** There is a row for each outlier: moderate beyond 1.5 times the interquartile range, severe beyond 2.5 times
** (statistics/outliers.h). Each level of a metric is judged separately. Rows are sorted by level and metric,
** then as they were read.
*/
#include "host/function.h"
#include "statistics/outliers.h"
#include "input/metric_reader.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE, SEVERITY, LOW, HIGH };

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'image', 'label' or 'prediction'"},
    [ITEM_ID] = {"item_id", KEY | UNIQUE, NULL, NULL, NULL, "the id of the image, label or prediction"},
    [METRIC] = {"metric", KEY, NULL, NULL, NULL, "the name of the metric"},
    [VALUE] = {"value", 0, "REAL", "the metric's", NULL, "its value"},
    [SEVERITY] = {"severity", 0, "TEXT", NULL, NULL, "'moderate' or 'severe'"},
    [LOW] = {"low", 0, "REAL", "the metric's", NULL, "values below it are outliers of this severity"},
    [HIGH] = {"high", 0, "REAL", "the metric's", NULL, "values above it are outliers of this severity"},
};

static const Parameter parameters[] = {METRIC_PARAMETERS};

typedef struct State {
  MetricInput *input;
  Spread *spreads; /* of each series */
} State;

typedef struct Row {
  double value;
  uint32_t series, item;
  Severity severity;
} Row;

static void release(void *held) {
  State *state = held;
  metric_input_release(state->input);
  memory_release(state->spreads);
  memory_release(state);
}

static void find_outliers(Call *call, const State *state, size_t number) {
  const MetricSeries *series = &state->input->data.series[number];
  if (!series->count) return;
  spread_make(&state->spreads[number], series->values, series->count, call->error);
  for (size_t i = 0; i < series->count && ok(call->error); i++) {
    Severity severity = spread_severity(&state->spreads[number], series->values[i]);
    if (severity == SEVERITY_NONE) continue;
    Row *row = run_append(call->run, 1, call->error);
    if (row) *row = (Row){series->values[i], (uint32_t)number, series->items[i], severity};
  }
}

static void run(Call *call) {
  State *state = memory_allocate_zeroed(1, sizeof *state, call->error);
  if (!state) return;
  call->run->state = state;
  call->run->release_state = release;
  state->input = metric_input_read(call, NULL);
  if (!state->input) return;
  size_t count = state->input->data.count;
  state->spreads = memory_allocate(count, sizeof *state->spreads, call->error);
  for (size_t s = 0; s < count && ok(call->error); s++) {
    find_outliers(call, state, s);
    metric_series_empty(&state->input->data.series[s]); /* the rows hold what is wanted of it */
    poll_check(&call->watch.poll, call->error);
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const MetricTable *table = &state->input->data;
  const Row *outlier = row;
  const MetricSeries *series = &table->series[outlier->series];
  const Spread *spread = &state->spreads[outlier->series];
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name(series->level)); break;
  case ITEM_ID: cell_id(out, table->items[series->level].items[outlier->item]); break;
  case METRIC: cell_id(out, table->metrics.items[series->metric]); break;
  case VALUE: cell_real(out, outlier->value); break;
  case SEVERITY: cell_text(out, severity_name(outlier->severity)); break;
  case LOW: cell_real(out, spread->low[outlier->severity]); break;
  case HIGH: cell_real(out, spread->high[outlier->severity]); break;
  }
}

const Function function_metric_outliers = {
    .kind = TABLE,
    .name = "metric_outliers",
    .arguments = "quality_metrics, metrics",
    .summary = "finds the items whose quality metrics lie far from the others",
    .example = "SELECT item_id, metric, value, severity FROM metric_outliers WHERE level = 'label'",
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
