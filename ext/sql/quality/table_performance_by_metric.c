/*
** performance_by_metric: how precision and the false negative rate go with a quality metric.
**
**     SELECT low, high, value, n, average FROM performance_by_metric
**     WHERE metric = 'area_relative' AND measure = 'precision';
**
** One row a bin of a metric and measure (numbers.md, section 7). 'precision' is TP / (TP + FP) of the predictions in the
** bin, 'fnr' the share of the labels in it that were missed; each is binned on its own rows. average is the same over all
** bins. With by_class each class has its own rows over the same bins.
*/
#include <math.h>

#include "host/function.h"
#include "base/sort.h"
#include "statistics/binning.h"
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
    {"bins", "50", false, "an integer from 1 to 10,000", "the most bins"},
    {"by_class", "0", false, "0 or 1", "1: each class has rows of its own"},
};

typedef struct Row {
  const AnalysedMetric *metric;
  Id class, model; /* class: NULL where all are together */
  double low, high, average;
  uint32_t bin, n, hits;
  Side side;
} Row;

/* The curves of one metric and side: the bins, and for each class (or for all in one) what fell into them. */
typedef struct Curves {
  const AnalysedMetric *metric;
  Side side;
  Bin *bins;
  size_t count;
  double average;
  uint32_t *n, *hits; /* by class * bins + bin */
} Curves;

/* What one worker works with. */
typedef struct Bench {
  size_t count; /* of values: the rows that have one */
  double *dense, *values, *sorted;
  uint64_t *keys, *other_keys;
  uint32_t *rows, *other_rows;
} Bench;

typedef struct Job {
  const MetricAnalysis *analysis;
  size_t bins, classes; /* classes: 1 where all are together */
  bool by_class;
  Bench *benches; /* one for each worker */
  Curves *curves;
} Job;

/* The values ascending, and with each the number of its row. */
static void sort_values(const MetricAnalysis *analysis, const Curves *curves, Bench *bench) {
  size_t kept = 0, count = analysis->sides[curves->side].count;
  metric_analysis_values(analysis, curves->metric, curves->side, bench->dense, bench->values);
  for (size_t i = 0; i < count; i++) {
    if (isnan(bench->values[i])) continue;
    bench->keys[kept] = sort_key_ascending(bench->values[i]);
    bench->rows[kept++] = (uint32_t)i;
  }
  sort_by_key(bench->keys, bench->rows, bench->other_keys, bench->other_rows, kept);
  for (size_t i = 0; i < kept; i++) bench->sorted[i] = bench->values[bench->rows[i]];
  bench->count = kept;
}

static void count_bins(const Job *job, const Bench *bench, Curves *curves) {
  const OutcomeRows *rows = &job->analysis->sides[curves->side];
  const Dataset *data = job->analysis->evaluation->data;
  const uint32_t *class_of = curves->side == SIDE_PREDICTIONS ? data->predictions.class : data->labels.class;
  size_t hits = 0;
  for (size_t b = 0; b < curves->count; b++) {
    for (size_t i = curves->bins[b].begin; i < curves->bins[b].end; i++) {
      uint32_t row = bench->rows[i];
      size_t place = (job->by_class ? class_of[rows->rows[row]] * curves->count : 0) + b;
      curves->n[place]++;
      curves->hits[place] += rows->hit[row];
      hits += rows->hit[row];
    }
  }
  curves->average = (double)hits / (double)bench->count;
}

static void draw(void *context, const Task *task, Error *error) {
  const Job *job = context;
  Curves *curves = &job->curves[task->index];
  Bench *bench = &job->benches[task->worker];
  sort_values(job->analysis, curves, bench);
  task_check(task, error);
  curves->bins = memory_allocate(job->bins, sizeof *curves->bins, error);
  if (ok(error)) curves->count = bins_make(bench->sorted, bench->count, job->bins, curves->bins);
  curves->n = memory_allocate_zeroed(job->classes * curves->count, sizeof *curves->n, error);
  curves->hits = memory_allocate_zeroed(job->classes * curves->count, sizeof *curves->hits, error);
  if (ok(error)) count_bins(job, bench, curves);
}

static void append_class(const Job *job, const Curves *curves, size_t class, Id model, Call *call) {
  const uint32_t *n = curves->n + class * curves->count, *hits = curves->hits + class * curves->count;
  bool any = false;
  for (size_t b = 0; b < curves->count; b++) any = any || n[b];
  Row *rows = any ? run_append(call->run, curves->count, call->error) : NULL;
  for (size_t b = 0; rows && b < curves->count; b++) {
    rows[b] = (Row){.metric = curves->metric,
                    .class = {.kind = ID_NULL},
                    .model = model,
                    .low = curves->bins[b].low,
                    .high = curves->bins[b].high,
                    .average = curves->average,
                    .bin = (uint32_t)b + 1,
                    .n = n[b],
                    .hits = hits[b],
                    .side = curves->side};
    if (job->by_class) rows[b].class = job->analysis->evaluation->data->classes.items[class];
  }
}

static void bench_make(Bench *bench, const MetricAnalysis *analysis, Error *error) {
  size_t most = metric_analysis_rows_most(analysis, SIDE_PREDICTIONS);
  size_t labels = metric_analysis_rows_most(analysis, SIDE_LABELS);
  if (labels > most) most = labels;
  bench->dense = memory_allocate(analysis->items_most, sizeof *bench->dense, error);
  bench->values = memory_allocate(most, sizeof *bench->values, error);
  bench->sorted = memory_allocate(most, sizeof *bench->sorted, error);
  bench->keys = memory_allocate(most, sizeof *bench->keys, error);
  bench->other_keys = memory_allocate(most, sizeof *bench->other_keys, error);
  bench->rows = memory_allocate(most, sizeof *bench->rows, error);
  bench->other_rows = memory_allocate(most, sizeof *bench->other_rows, error);
}

static void bench_release(Bench *bench) {
  memory_release(bench->dense);
  memory_release(bench->values);
  memory_release(bench->sorted);
  memory_release(bench->keys);
  memory_release(bench->other_keys);
  memory_release(bench->rows);
  memory_release(bench->other_rows);
}

/* One for each metric and side that it has. */
static size_t list_curves(const MetricAnalysis *analysis, Curves *curves) {
  size_t count = 0;
  for (size_t m = 0; m < analysis->metric_count; m++) {
    for (int side = 0; side < 2; side++) {
      if (metric_has_side(&analysis->metrics[m], (Side)side))
        curves[count++] = (Curves){.metric = &analysis->metrics[m], .side = (Side)side};
    }
  }
  return count;
}

static void draw_model(Job *job, const Workers *workers, Id model, Call *call) {
  Curves *curves = memory_allocate(job->analysis->metric_count, 2 * sizeof *curves, call->error);
  size_t count = curves ? list_curves(job->analysis, curves) : 0;
  job->curves = curves;
  workers_run(workers, count, draw, job, call->error);
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < job->classes && ok(call->error); k++)
      append_class(job, &curves[i], k, model, call);
    memory_release(curves[i].bins);
    memory_release(curves[i].n);
    memory_release(curves[i].hits);
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
  enum { UNITS_A_ROW = 3 };
  Error *error = call->error;
  Evaluation evaluation;
  MetricAnalysis analysis;
  Job job = {.analysis = &analysis, .bins = read_bins(call), .by_class = read_by_class(call)};
  evaluation_begin(&evaluation, call, false);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  metric_analysis_make(&analysis, &evaluation, call, true);
  job.classes = job.by_class ? data->classes.count : 1;
  size_t metrics = ok(error) ? analysis.metric_count : 0, rows = data->predictions.count + data->labels.count;
  unsigned count = workers_that_pay(rows * metrics * UNITS_A_ROW, call->threads);
  if (count > 2 * metrics) count = metrics ? 2 * (unsigned)metrics : 1;
  Workers workers = {count, evaluation.workers.poll};
  job.benches = memory_allocate_zeroed(count, sizeof *job.benches, error);
  for (unsigned w = 0; w < count && ok(error); w++) bench_make(&job.benches[w], &analysis, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    metric_analysis_begin_model(&analysis, m, error);
    draw_model(&job, &workers, data->models.items[m], call);
  }
  for (unsigned w = 0; job.benches && w < count; w++) bench_release(&job.benches[w]);
  memory_release(job.benches);
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
