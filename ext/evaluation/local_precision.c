#include "evaluation/local_precision.h"

#include <math.h>

#include "base/sort.h"

enum { BEFORE_AND_AFTER = 15 };

typedef struct RatingJob {
  const Dataset *data;
  double *precision; /* until a class is done: 1 of a TP, 0 of an FP */
  uint32_t *rows, *scratch;
} RatingJob;

static int compare(const void *context, uint32_t a, uint32_t b) {
  const Objects *predictions = context;
  if (predictions->score[a] != predictions->score[b])
    return predictions->score[a] > predictions->score[b] ? -1 : 1;
  Id one = id_column_get(&predictions->ids, a), other = id_column_get(&predictions->ids, b);
  return id_compare(&one, &other);
}

/* From the lowest score up: the highest share so far. Equal scores have the same. */
static void raise_shares(const Objects *predictions, const uint32_t *rows, const double *shares, size_t count,
                         double *precision) {
  double highest = 0;
  for (size_t end = count; end > 0;) {
    size_t start = end;
    for (; start > 0 && predictions->score[rows[start - 1]] == predictions->score[rows[end - 1]]; start--)
      highest = shares[start - 1] > highest ? shares[start - 1] : highest;
    for (; end > start; end--) precision[rows[end - 1]] = highest;
  }
}

/* A task is a class of a model. */
static void rate_class(void *context, const Task *task, Error *error) {
  const RatingJob *job = context;
  const Objects *predictions = &job->data->predictions;
  uint32_t first = predictions->starts[task->index], end = predictions->starts[task->index + 1];
  uint32_t *rows = job->rows + first;
  size_t count = 0;
  task_check(task, error);
  for (uint32_t row = first; row < end; row++)
    if (!isnan(job->precision[row])) rows[count++] = row;
  sort_by_comparison_checked(rows, job->scratch + first, count, compare, predictions, task, error);
  double *shares = memory_allocate(count, sizeof *shares, error);
  size_t low = 0, high = 0, hits = 0;
  for (size_t i = 0; i < count && ok(error); i++) {
    for (; high < count && high <= i + BEFORE_AND_AFTER; high++) hits += job->precision[rows[high]] > 0;
    for (; low + BEFORE_AND_AFTER < i; low++) hits -= job->precision[rows[low]] > 0;
    shares[i] = (double)hits / (double)(high - low);
  }
  if (ok(error)) raise_shares(predictions, rows, shares, count, job->precision);
  memory_release(shares);
}

void local_precision(const Dataset *data, const Outcome *outcomes, size_t count, const Workers *workers,
                     double *precision, Error *error) {
  size_t predictions = data->predictions.count;
  RatingJob job = {.data = data, .precision = precision};
  job.rows = memory_allocate(predictions, sizeof *job.rows, error);
  job.scratch = memory_allocate(predictions, sizeof *job.scratch, error);
  for (size_t i = 0; i < predictions && ok(error); i++) precision[i] = (double)NAN;
  for (size_t i = 0; i < count && ok(error); i++) {
    if (outcomes[i].kind == OUTCOME_TP || outcomes[i].kind == OUTCOME_FP)
      precision[outcomes[i].prediction] = outcomes[i].kind == OUTCOME_TP;
  }
  workers_run(workers, data->models.count * data->classes.count, rate_class, &job, error);
  memory_release(job.rows);
  memory_release(job.scratch);
}
