/*
** metric_values: reads the table of quality metrics as the analyses do.
**
**     SELECT level, item_id, value FROM metric_values WHERE metric = 'brightness' ORDER BY value LIMIT 10;
**
** Views join it, so that they do not name a user's table. Rows without a value are left out, and so are those
** named confidence, since that is the score of the predictions. Rows are sorted by level and metric, then as
** they were read.
*/
#include <string.h>

#include "host/function.h"
#include "measure/catalogue.h"
#include "input/metric_reader.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE, DISPLAY_NAME };

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'image', 'label' or 'prediction'"},
    [ITEM_ID] = {"item_id", KEY | UNIQUE, NULL, NULL, NULL, "the id of the image, label or prediction"},
    [METRIC] = {"metric", KEY, NULL, NULL, NULL, "the name of the metric"},
    [VALUE] = {"value", 0, "REAL", "the metric's", NULL, "a finite number"},
    [DISPLAY_NAME] = {"display_name", HIDDEN, "TEXT", NULL, "the metric is your own",
                      "a title with the letter of its level"},
};

static const Parameter parameters[] = {METRIC_PARAMETERS};

typedef struct Row {
  double value;
  uint32_t series, item;
} Row;

typedef struct State {
  MetricInput *input;
  const Metric **known; /* of each series; NULL: it is not in the catalogue */
} State;

static void release(void *held) {
  State *state = held;
  metric_input_release(state->input);
}

static const Metric *find_known(const Id *name) {
  for (int m = 0; m < METRIC_COUNT; m++) {
    Id known = id_string(metric_catalogue[m].name);
    if (id_equal(&known, name)) return &metric_catalogue[m];
  }
  return NULL;
}

static void run(Call *call) {
  State *state = arena_allocate(&call->run->arena, sizeof *state, call->error);
  MetricInput *input = state ? metric_input_read(call, NULL) : NULL;
  if (!input) return;
  MetricTable *table = &input->data;
  *state = (State){input,
                   arena_allocate(&call->run->arena, (table->count + 1) * sizeof *state->known, call->error)};
  call->run->state = state;
  call->run->release_state = release;
  for (size_t s = 0; s < table->count && ok(call->error); s++) {
    MetricSeries *series = &table->series[s];
    state->known[s] = find_known(&table->metrics.items[series->metric]);
    Row *rows = run_append(call->run, series->count, call->error);
    for (size_t i = 0; rows && i < series->count; i++)
      rows[i] = (Row){series->values[i], (uint32_t)s, series->items[i]};
    metric_series_empty(series); /* the rows hold it all now */
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const MetricTable *table = &state->input->data;
  const Row *at = row;
  const MetricSeries *series = &table->series[at->series];
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name(series->level)); break;
  case ITEM_ID: cell_id(out, table->items[series->level].items[at->item]); break;
  case METRIC: cell_id(out, table->metrics.items[series->metric]); break;
  case VALUE: cell_real(out, at->value); break;
  case DISPLAY_NAME: {
    const Metric *known = state->known[at->series];
    if (known && known->levels >> series->level & 1)
      cell_format(out, "%s (%c)", known->title, metric_level_letter(series->level));
    break;
  }
  }
}

const Function function_metric_values = {
    .kind = TABLE,
    .name = "metric_values",
    .arguments = "quality_metrics, metrics",
    .summary = "reads the table of quality metrics as the analyses do",
    .example = "SELECT level, metric, count(*) FROM metric_values GROUP BY level, metric",
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
