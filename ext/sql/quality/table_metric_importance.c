/*
** metric_importance: which quality metrics decide whether a prediction is true.
**
**     SELECT metric, level, importance, correlation FROM metric_importance ORDER BY importance DESC;
**
** One row a metric and model (numbers.md, section 6). importance is 0 to 1: how much of the outcome, TP or FP, the metric
** tells; correlation is Pearson's, so its sign says which way. A metric of level image is that of the prediction's image.
** n is the number of predictions with a value; reliable is 0 where fewer than 50 of them are true.
*/
#include <math.h>

#include "host/function.h"
#include "statistics/importance.h"
#include "input/metric_analysis.h"

enum { METRIC, LEVEL, IMPORTANCE, CORRELATION, N, RELIABLE, MODEL };

static const Column columns[] = {
    [METRIC] = {"metric", KEY, NULL, NULL, NULL,
                "the name of the metric; 'confidence' is the score of the predictions"},
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL,
               "'image': the value of the prediction's image; 'prediction': the prediction's own value"},
    [IMPORTANCE] = {"importance", 0, "REAL", "0 to 1", "there are fewer than two TPs or two FPs",
                    "0: the metric says nothing about the outcome; 1: it decides it alone"},
    [CORRELATION] = {"correlation", 0, "REAL", "-1 to 1",
                     "there are fewer than two TPs or two FPs; the metric is constant",
                     "Pearson's correlation of the metric with the outcome, TP 1 and FP 0"},
    [N] = {"n", 0, "INTEGER", "predictions", NULL, "how many TPs and FPs have a value"},
    [RELIABLE] = {"reliable", 0, "INTEGER", "0 or 1", NULL, "0 where fewer than 50 of them are TPs"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS, METRIC_PARAMETERS};

typedef struct Row {
  const AnalysedMetric *metric;
  Id model;
  double importance, correlation;
  uint32_t n, trues;
} Row;

/* What one worker works with. */
typedef struct Bench {
  Pairs pairs;
  PairSpace space;
  uint32_t *counts;
  double *dense;
} Bench;

typedef struct Job {
  const MetricAnalysis *analysis;
  Bench *benches; /* one for each worker */
  Row *rows;      /* one for each metric */
  Id model;
} Job;

/* The rows with a value, as pairs. Returns how many are true. */
static uint32_t collect(const MetricAnalysis *analysis, const AnalysedMetric *metric, Bench *bench) {
  const OutcomeRows *rows = &analysis->sides[SIDE_PREDICTIONS];
  Pairs *pairs = &bench->pairs;
  size_t kept = 0;
  uint32_t trues = 0;
  metric_analysis_values(analysis, metric, SIDE_PREDICTIONS, bench->dense, pairs->x);
  for (size_t i = 0; i < rows->count; i++) {
    if (isnan(pairs->x[i])) continue;
    pairs->x[kept] = pairs->x[i];
    pairs->y[kept++] = rows->hit[i];
    trues += rows->hit[i];
  }
  pairs->count = kept;
  return trues;
}

static void judge(void *context, const Task *task, Error *error) {
  const Job *job = context;
  const AnalysedMetric *metric = &job->analysis->metrics[task->index];
  Bench *bench = &job->benches[task->worker];
  Row row = {.metric = metric, .model = job->model, .importance = (double)NAN, .correlation = (double)NAN};
  row.trues = collect(job->analysis, metric, bench);
  row.n = (uint32_t)bench->pairs.count;
  task_check(task, error);
  if (ok(error) && row.trues >= 2 && row.n - row.trues >= 2) {
    pairs_sort(&bench->pairs, &bench->space, task, error);
    row.correlation = pairs_correlation(&bench->pairs);
    row.importance = importance(&bench->pairs, &bench->space, bench->counts, task, error);
  }
  job->rows[task->index] = row;
}

static void bench_make(Bench *bench, const MetricAnalysis *analysis, Error *error) {
  size_t most = metric_analysis_rows_most(analysis, SIDE_PREDICTIONS);
  pairs_reserve(&bench->pairs, most + 1, error);
  pair_space_make(&bench->space, most, error);
  bench->counts = memory_allocate(most + 1, sizeof *bench->counts, error);
  bench->dense = memory_allocate(analysis->items_most, sizeof *bench->dense, error);
}

static void bench_release(Bench *bench) {
  pairs_release(&bench->pairs);
  pair_space_release(&bench->space);
  memory_release(bench->counts);
  memory_release(bench->dense);
}

static void run(Call *call) {
  enum { UNITS_A_ROW = 10 }; /* of work, in what workers_that_pay counts */
  Error *error = call->error;
  Evaluation evaluation;
  MetricAnalysis analysis;
  evaluation_begin(&evaluation, call, false);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  metric_analysis_make(&analysis, &evaluation, call, false);
  size_t metrics = ok(error) ? analysis.metric_count : 0;
  unsigned count = workers_that_pay(data->predictions.count * metrics * UNITS_A_ROW, call->threads);
  if (count > metrics) count = metrics ? (unsigned)metrics : 1;
  Workers workers = {count, evaluation.workers.poll};
  Job job = {.analysis = &analysis, .benches = memory_allocate_zeroed(count, sizeof *job.benches, error)};
  for (unsigned w = 0; w < count && ok(error); w++) bench_make(&job.benches[w], &analysis, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    metric_analysis_begin_model(&analysis, m, error);
    job.model = data->models.items[m];
    job.rows = run_append(call->run, metrics, error);
    workers_run(&workers, metrics, judge, &job, error);
  }
  for (unsigned w = 0; job.benches && w < count; w++) bench_release(&job.benches[w]);
  memory_release(job.benches);
  metric_analysis_release(&analysis);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  enum { TRUES_ENOUGH = 50 };
  const Row *at = row;
  (void)run;
  switch (column) {
  case METRIC: cell_id(out, at->metric->name); break;
  case LEVEL: cell_text(out, metric_level_name(at->metric->level)); break;
  case IMPORTANCE: cell_real(out, at->importance); break;
  case CORRELATION: cell_real(out, at->correlation); break;
  case N: cell_integer(out, at->n); break;
  case RELIABLE: cell_integer(out, at->trues >= TRUES_ENOUGH); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_metric_importance = {
    .kind = TABLE,
    .name = "metric_importance",
    .arguments = "labels, predictions, images",
    .summary = "ranks quality metrics by how much they decide whether a prediction is correct",
    .example = "SELECT metric, level, importance FROM metric_importance ORDER BY importance DESC LIMIT 5",
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
