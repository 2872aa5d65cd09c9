/*
** performance_by_metric: computes precision and false negative rate over the bins of quality metrics.
**
**     SELECT low, high, value, n, average FROM performance_by_metric
**     WHERE metric = 'area_relative' AND measure = 'precision';
**
** There is a row for each bin of a metric and measure (numbers.md, section 7). 'precision' is TP / (TP + FP)
** of the predictions in the bin, 'fnr' the share of its labels that were missed; each is binned on its own
** rows. average is the same over all bins. With by_class, each class has its own rows over the same bins.
*/
#include <math.h>

#include "host/function.h"
#include "statistics/metric_curves.h"
#include "input/metric_analysis.h"
#include "host/value.h"

enum { METRIC, LEVEL, MEASURE, CLASS, BIN, LOW, HIGH, VALUE, N, AVERAGE, MODEL };

static const Column columns[] = {
    [METRIC] = {"metric", KEY, NULL, NULL, NULL,
                "the name of the metric; 'confidence' is the score of the predictions"},
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL,
               "'image'; 'prediction', for both measures; 'label' where only labels have the metric"},
    [MEASURE] = {"measure", 0, "TEXT", NULL, NULL,
                 "'precision', over the predictions, or 'fnr', the false negative rate over the labels"},
    [CLASS] = {"class", KEY, NULL, NULL, "by_class is 0", "the class"},
    [BIN] = {"bin", 0, "INTEGER", NULL, NULL, "the number of the bin, from 1 at the lowest values"},
    [LOW] = {"low", 0, "REAL", "the metric's", NULL,
             "the bin holds values above it; the first bin also low itself"},
    [HIGH] = {"high", 0, "REAL", "the metric's", NULL,
              "the bin holds values up to it; equal to low where the bin is one value"},
    [VALUE] = {"value", 0, "REAL", "0 to 1", "n is 0",
               "precision: TP / (TP + FP); fnr: the share of the labels that were missed"},
    [N] = {"n", 0, "INTEGER", "objects", NULL,
           "how many predictions or labels (of the class) are in the bin"},
    [AVERAGE] = {"average", 0, "REAL", "0 to 1", NULL,
                 "the same as value, over all bins and classes of the metric and measure"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    MATCHING_PARAMETERS,
    METRIC_PARAMETERS,
    {"bins", "50", false, "an integer from 1 to 10,000", "the maximum number of bins"},
    {"by_class", "0", false, "0 or 1", "1: each class has rows of its own"},
};

typedef struct Row {
  const AnalysedMetric *metric;
  Id class, model; /* class: NULL where all are together */
  double low, high, average;
  uint32_t bin, n, hits;
  Side side;
} Row;

static void append_class(const CurveDrawing *drawing, const MetricCurve *curve, size_t class, Id model,
                         Call *call) {
  const uint32_t *n = curve->n + class * curve->count, *hits = curve->hits + class * curve->count;
  bool any = false;
  for (size_t b = 0; b < curve->count; b++) any = any || n[b];
  Row *rows = any ? run_append(call->run, curve->count, call->error) : NULL;
  for (size_t b = 0; rows && b < curve->count; b++) {
    rows[b] = (Row){.metric = curve->metric,
                    .class = {.kind = ID_NULL},
                    .model = model,
                    .low = curve->bins[b].low,
                    .high = curve->bins[b].high,
                    .average = curve->average,
                    .bin = (uint32_t)b + 1,
                    .n = n[b],
                    .hits = hits[b],
                    .side = curve->side};
    if (drawing->by_class) rows[b].class = drawing->analysis->data->classes.items[class];
  }
}

static void append_model(const CurveDrawing *drawing, Id model, Call *call) {
  size_t most = 2 * drawing->analysis->metric_count;
  MetricCurve *curves = memory_allocate(most, sizeof *curves, call->error);
  size_t count = curves ? metric_curves(drawing, curves, call->error) : 0;
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < drawing->classes && ok(call->error); k++)
      append_class(drawing, &curves[i], k, model, call);
    metric_curve_release(&curves[i]);
  }
  memory_release(curves);
}

static size_t read_bins(const Call *call) {
  enum { BINS_MOST = 10000 };
  sqlite3_value *value = call_parameter(call, "bins");
  double number = 50;
  if (value &&
      (!value_real(value, &number) || !(number >= 1 && number <= BINS_MOST) || number != floor(number)))
    error_input(call->error, "bins is not a whole number from 1 to %d: %s", BINS_MOST,
                value_excerpt(value).text);
  return ok(call->error) ? (size_t)number : 0;
}

static bool read_by_class(const Call *call) {
  sqlite3_value *value = call_parameter(call, "by_class");
  double number = 0;
  if (value && (!value_real(value, &number) || (number != 0 && number != 1)))
    error_input(call->error, "by_class is neither 0 nor 1: %s", value_excerpt(value).text);
  return number == 1;
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  MetricAnalysis analysis;
  CurveDrawing drawing;
  size_t bins = read_bins(call);
  bool by_class = read_by_class(call);
  evaluation_begin(&evaluation, call, false);
  if (!ok(error)) return;
  const Names *models = &evaluation.data->models;
  call_metric_analysis(&analysis, &evaluation, call, true);
  curve_drawing_make(&drawing, &analysis, bins, by_class, call->threads, error);
  for (size_t m = 0; m < models->count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    metric_analysis_begin_model(&analysis, m, error);
    append_model(&drawing, models->items[m], call);
  }
  curve_drawing_release(&drawing);
  metric_analysis_release(&analysis);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const Row *at = row;
  (void)run;
  switch (column) {
  case METRIC: cell_id(out, at->metric->name); break;
  case LEVEL: cell_text(out, metric_level_name(at->metric->level)); break;
  case MEASURE: cell_text(out, at->side == SIDE_PREDICTIONS ? "precision" : "fnr"); break;
  case CLASS: cell_id(out, at->class); break;
  case BIN: cell_integer(out, at->bin); break;
  case LOW: cell_real(out, at->low); break;
  case HIGH: cell_real(out, at->high); break;
  case VALUE: cell_real(out, at->n ? (double)at->hits / at->n : (double)NAN); break;
  case N: cell_integer(out, at->n); break;
  case AVERAGE: cell_real(out, at->average); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_performance_by_metric = {
    .kind = TABLE,
    .name = "performance_by_metric",
    .arguments = "labels, predictions, images",
    .summary = "computes precision and false negative rate over the bins of quality metrics",
    .example =
        "SELECT measure, bin, low, high, value FROM performance_by_metric WHERE metrics = 'area_absolute' AND bins = 5",
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
