/*
** metric_values: reads the table of quality metrics as the analyses do.
**
**     SELECT level, item_id, value FROM metric_values WHERE metric = 'brightness' ORDER BY value LIMIT 10;
**
** Views join it, so that they do not name a user's table. Rows without a value are left out, and so are those
** named confidence, since that is the score of the predictions. Rows are sorted by level and metric, then as
** they were read.
*/
#include "host/function.h"
#include "input/metric_reader.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE };

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'image', 'label' or 'prediction'"},
    [ITEM_ID] = {"item_id", KEY | UNIQUE, NULL, NULL, NULL, "the id of the image, label or prediction"},
    [METRIC] = {"metric", KEY, NULL, NULL, NULL, "the name of the metric"},
    [VALUE] = {"value", 0, "REAL", "the metric's", NULL, "a finite number"},
};

static const Parameter parameters[] = {METRIC_PARAMETERS};

typedef struct Row {
  double value;
  uint32_t series, item;
} Row;

static void release(void *state) {
  metric_input_release(state);
}

static void run(Call *call) {
  MetricInput *input = metric_input_read(call);
  if (!input) return;
  call->run->state = input;
  call->run->release_state = release;
  MetricTable *table = &input->data;
  for (size_t s = 0; s < table->count; s++) {
    MetricSeries *series = &table->series[s];
    Row *rows = run_append(call->run, series->count, call->error);
    for (size_t i = 0; rows && i < series->count; i++)
      rows[i] = (Row){series->values[i], (uint32_t)s, series->items[i]};
    metric_series_empty(series); /* the rows hold it all now */
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const MetricTable *table = &((const MetricInput *)run->state)->data;
  const Row *at = row;
  const MetricSeries *series = &table->series[at->series];
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name(series->level)); break;
  case ITEM_ID: cell_id(out, table->items[series->level].items[at->item]); break;
  case METRIC: cell_id(out, table->metrics.items[series->metric]); break;
  case VALUE: cell_real(out, at->value); break;
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
