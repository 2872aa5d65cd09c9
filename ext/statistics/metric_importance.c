#include "statistics/metric_importance.h"

#include <math.h>

#include "base/sort.h"

typedef struct JudgeScratch {
  ImportanceRows rows;
  ImportanceScratch importance;
  double *dense;
} JudgeScratch;

static void judge_scratch_make(JudgeScratch *scratch, const MetricAnalysis *analysis, Error *error) {
  size_t most = metric_analysis_rows_most(analysis, SIDE_PREDICTIONS);
  pairs_reserve(&scratch->rows.pairs, most + 1, error);
  scratch->rows.image = memory_allocate(most, sizeof *scratch->rows.image, error);
  scratch->rows.bits = memory_allocate(most, sizeof *scratch->rows.bits, error);
  scratch->dense = memory_allocate(analysis->items_most, sizeof *scratch->dense, error);
  importance_scratch_make(&scratch->importance, most, analysis->data->images.count, error);
}

static void judge_scratch_release(JudgeScratch *scratch) {
  pairs_release(&scratch->rows.pairs);
  memory_release(scratch->rows.image);
  memory_release(scratch->rows.bits);
  memory_release(scratch->dense);
  importance_scratch_release(&scratch->importance);
}

static void find_places(MetricJudge *judge, Error *error) {
  const Dataset *data = judge->analysis->data;
  const Objects *predictions = &data->predictions;
  size_t count = predictions->count;
  uint32_t *order = memory_allocate(count, sizeof *order, error);
  uint32_t *starts = memory_allocate(data->images.count + 1, sizeof *starts, error);
  for (size_t row = 0; row < count && ok(error); row++) order[row] = (uint32_t)row;
  id_column_sort(&predictions->ids, order, judge->rows, count, error);
  if (ok(error)) {
    sort_by_bucket(order, judge->rows, count, predictions->image, data->images.count, starts);
    for (size_t i = 0; i < count; i++) judge->places[order[i]] = (uint32_t)i;
  }
  memory_release(order);
  memory_release(starts);
}

void metric_judge_make(MetricJudge *judge, MetricAnalysis *analysis, unsigned threads, Error *error) {
  enum { UNITS_A_ROW = 10 }; /* of work, in what workers_that_pay counts */
  const Objects *predictions = &analysis->data->predictions;
  size_t metrics = analysis->metric_count, rows = predictions->count;
  unsigned count = workers_that_pay(rows * metrics * UNITS_A_ROW, threads);
  if (count > metrics) count = metrics ? (unsigned)metrics : 1;
  *judge = (MetricJudge){.analysis = analysis, .workers = {count, analysis->workers->poll}};
  image_orders_make(&judge->orders, analysis->data->images.items, analysis->data->images.count,
                    &judge->workers, error);
  judge->bits = memory_allocate(rows, sizeof *judge->bits, error);
  judge->keys = memory_allocate(rows, 2 * sizeof *judge->keys, error);
  judge->rows = memory_allocate(rows, sizeof *judge->rows, error);
  judge->places = memory_allocate(rows, sizeof *judge->places, error);
  find_places(judge, error);
  for (size_t row = 0; row < rows && ok(error); row++) {
    if (row % IMPORTANCE_ROWS_BETWEEN_CHECKS == 0) poll_check(judge->workers.poll, error);
    Id id = id_column_get(&predictions->ids, row);
    judge->bits[row] = importance_bits(&id);
  }
  judge->scratch = memory_allocate_zeroed(count, sizeof *judge->scratch, error);
  for (unsigned w = 0; w < count && ok(error); w++) judge_scratch_make(&judge->scratch[w], analysis, error);
}

void metric_judge_release(MetricJudge *judge) {
  for (unsigned w = 0; judge->scratch && w < judge->workers.count; w++)
    judge_scratch_release(&judge->scratch[w]);
  memory_release(judge->scratch);
  memory_release(judge->bits);
  memory_release(judge->rows);
  memory_release(judge->keys);
  memory_release(judge->places);
  image_orders_release(&judge->orders);
}

/* Brings the rows of a model into the order of their images, and within these of their ids. */
static void order_rows(MetricJudge *judge, Error *error) {
  OutcomeRows *rows = &judge->analysis->sides[SIDE_PREDICTIONS];
  if (!ok(error)) return;
  for (size_t i = 0; i < rows->count; i++)
    judge->keys[i] = (uint64_t)judge->places[rows->rows[i]] << 1 | rows->hit[i];
  sort_by_key(judge->keys, rows->rows, judge->keys + rows->count, judge->rows, rows->count);
  for (size_t i = 0; i < rows->count; i++) rows->hit[i] = judge->keys[i] & 1;
}

typedef struct JudgeJob {
  const MetricJudge *judge;
  MetricImportance *out;
} JudgeJob;

/* The rows with a value. */
static void collect(const MetricJudge *judge, const AnalysedMetric *metric, JudgeScratch *scratch) {
  const MetricAnalysis *analysis = judge->analysis;
  const OutcomeRows *rows = &analysis->sides[SIDE_PREDICTIONS];
  const uint32_t *images = analysis->data->predictions.image;
  ImportanceRows *into = &scratch->rows;
  size_t kept = 0;
  metric_analysis_values(analysis, metric, SIDE_PREDICTIONS, scratch->dense, into->pairs.x);
  for (size_t i = 0; i < rows->count; i++) {
    if (isnan(into->pairs.x[i])) continue;
    into->pairs.x[kept] = into->pairs.x[i];
    into->pairs.y[kept] = rows->hit[i];
    into->image[kept] = images[rows->rows[i]];
    into->bits[kept++] = judge->bits[rows->rows[i]];
  }
  into->pairs.count = kept;
}

static void judge_metric(void *context, const Task *task, Error *error) {
  const JudgeJob *job = context;
  JudgeScratch *scratch = &job->judge->scratch[task->worker];
  ImportanceRows *rows = &scratch->rows;
  MetricImportance *out = &job->out[task->index];
  collect(job->judge, out->metric, scratch);
  task_check(task, error);
  out->correlation = (double)NAN;
  out->n = (uint32_t)rows->pairs.count;
  out->figures = importance(rows, &job->judge->orders, &scratch->importance, task, error);
  if (ok(error) && !isnan(out->figures.importance)) out->correlation = pairs_correlation(&rows->pairs);
}

size_t metric_importances(MetricJudge *judge, size_t model, MetricImportance *out, Error *error) {
  const MetricAnalysis *analysis = judge->analysis;
  JudgeJob job = {judge, out};
  size_t count = 0;
  metric_analysis_begin_model(judge->analysis, model, error);
  order_rows(judge, error);
  for (size_t m = 0; m < analysis->metric_count && ok(error); m++) {
    if (metric_analysis_has(analysis, &analysis->metrics[m]))
      out[count++] = (MetricImportance){.metric = &analysis->metrics[m]};
  }
  workers_run(&judge->workers, count, judge_metric, &job, error);
  return ok(error) ? count : 0;
}
