/*
** object_metrics: measures labels and predictions by their geometry.
**
**     INSERT OR REPLACE INTO quality_metrics SELECT * FROM object_metrics;
**
** There is a row for each object and metric that it has, sorted by level, metric and id as in
** quality_metrics. measure/catalogue.c defines the metrics. They are computed one after the other, so
** that only the rows themselves are held.
*/
#include <math.h>

#include "host/function.h"
#include "input/input.h"
#include "input/parameters.h"
#include "input/measured.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE };

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'label' or 'prediction'"},
    [ITEM_ID] = {"item_id", KEY | UNIQUE, NULL, NULL, NULL, "the id of the label or prediction"},
    [METRIC] = {"metric", KEY, "TEXT", NULL, NULL, "the name of the metric"},
    [VALUE] = {"value", 0, "REAL", "the metric's", NULL, "the value; an object without one has no row"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS, MODEL_PARAMETER, CLASSES_PARAMETER, METRICS_WANTED_PARAMETER, THREADS_PARAMETER,
};

typedef struct MetricRow {
  double value;
  uint32_t object;
  uint8_t metric;
  bool is_prediction;
} MetricRow;

/* The objects of one level, and the state of measuring them. */
typedef struct Level {
  const Objects *objects;
  bool are_predictions;
  const bool *classes; /* NULL: all */
  uint32_t *order;     /* rows by id */
  double *values;
  Workers workers;
} Level;

static void level_begin(Level *level, Call *call, bool predictions) {
  const Input *input = run_input(call->run);
  Error *error = call->error;
  *level = (Level){.objects = predictions ? &input->data.predictions : &input->data.labels,
                   .are_predictions = predictions,
                   .classes = evaluation_classes(call, &input->data)};
  size_t count = level->objects->count;
  level->workers = (Workers){workers_that_pay(2 * count, call->threads), &call->watch.poll};
  level->order = memory_allocate(count, sizeof *level->order, error);
  level->values = memory_allocate(count, sizeof *level->values, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  for (size_t row = 0; row < count && ok(error); row++) level->order[row] = (uint32_t)row;
  id_column_sort(&level->objects->ids, level->order, scratch, count, error);
  memory_release(scratch);
}

static void level_end(Level *level) {
  memory_release(level->order);
  memory_release(level->values);
}

static bool has_row(const Level *level, uint32_t row) {
  return !isnan(level->values[row]) && (!level->classes || level->classes[level->objects->class[row]]);
}

static void add_rows(const Level *level, int metric, Run *run, Error *error) {
  size_t count = 0, filled = 0;
  if (!ok(error)) return;
  for (uint32_t row = 0; row < level->objects->count; row++) count += has_row(level, row);
  MetricRow *rows = run_append(run, count, error);
  if (!rows) return;
  for (size_t i = 0; i < level->objects->count && ok(error); i++) {
    uint32_t row = level->order[i];
    if (i % 65536 == 0) poll_check(level->workers.poll, error);
    if (has_row(level, row))
      rows[filled++] = (MetricRow){level->values[row], row, (uint8_t)metric, level->are_predictions};
  }
}

static void measure_level(Call *call, bool predictions, MetricSet metrics) {
  const Dataset *data = &run_input(call->run)->data;
  Level level;
  if (!ok(call->error)) return;
  level_begin(&level, call, predictions);
  for (int m = 0; m < METRIC_COUNT && ok(call->error); m++) {
    const Metric *metric = &metric_catalogue[m];
    if (!metric_set_has(metrics, m) || !metric_applies(metric, data, level.objects)) continue;
    metric_measure_objects(metric, data, level.objects, &level.workers, level.values, call->error);
    add_rows(&level, m, call->run, call->error);
  }
  level_end(&level);
}

/* Those that only predictions have. */
static MetricSet of_predictions(MetricSet metrics) {
  MetricSet found = 0;
  for (int m = 0; m < METRIC_COUNT; m++)
    if (metric_set_has(metrics, m) && metric_catalogue[m].levels == 1U << LEVEL_PREDICTION)
      found |= (MetricSet)1 << m;
  return found;
}

/* A metric that was named and cannot be computed is an error. */
static void refuse_absent(const Call *call, const Input *input, MetricSet metrics) {
  const Dataset *data = &input->data;
  const Metric *predicted = metric_set_first(of_predictions(metrics));
  const Metric *tracked = metric_set_first(metrics_with(metrics, NEEDS_TRACKS));
  if (!input->has_labels && !input->has_predictions)
    error_input(call->error, "no such tables or views: %s and %s", input->labels, input->predictions);
  if (!call_parameter(call, "metrics")) return;
  if (predicted && !input->has_predictions)
    error_input(call->error, "%s is a metric of predictions, and there is no table %s", predicted->name,
                input->predictions);
  bool objects = data->labels.count || data->predictions.count;
  if (tracked && objects && !data->tracks.count)
    error_input(call->error, "%s requires the columns track_id and frame, and no row of %s or %s has both",
                tracked->name, input->labels, input->predictions);
}

static void run(Call *call) {
  MetricSet metrics = call_metric_set(call, metrics_of_objects());
  const Metric *sized = metric_set_first(metrics_with(metrics, NEEDS_SIZE));
  SizesWish sizes = metrics_with(metrics, USES_SIZE) ? SIZES_IF_THERE : SIZES_UNUSED;
  evaluation_threads(call);
  if (!ok(call->error)) return;
  const Input *input = call_measured_input(call, call_parameter(call, "model"),
                                           sized ? SIZES_REQUIRED : sizes, sized ? sized->name : NULL);
  if (!input) return;
  refuse_absent(call, input, metrics);
  measure_level(call, false, metrics);
  measure_level(call, true, metrics);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const MetricRow *entry = row;
  const Dataset *data = &run_input(run)->data;
  switch (column) {
  case LEVEL: cell_text(out, entry->is_prediction ? "prediction" : "label"); break;
  case ITEM_ID:
    cell_id(out,
            id_column_get(entry->is_prediction ? &data->predictions.ids : &data->labels.ids, entry->object));
    break;
  case METRIC: cell_text(out, metric_catalogue[entry->metric].name); break;
  case VALUE: cell_real(out, entry->value); break;
  }
}

const Function function_object_metrics = {
    .kind = TABLE,
    .name = "object_metrics",
    .arguments = "labels, predictions, images",
    .summary = "measures labels and predictions: area, position, shape, duplicates",
    .example = "SELECT metric, value FROM object_metrics WHERE level = 'prediction' AND item_id = 11",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(MetricRow),
            .run = run,
            .cell = cell,
        },
};
