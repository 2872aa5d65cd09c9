#include "evaluation/repairs/blame.h"

#include "base/sort.h"

/* A range of scores, or areas. */
typedef struct Pool {
  double correct, errors;
  size_t end; /* rows up to here, from the best one on */
} Pool;

typedef struct BlameJob {
  const uint32_t *starts; /* of each class, and the end */
  const uint32_t *kinds;
  double *blames;
  const double *values; /* scores or areas */
  /* The correct ones for each error where the label is to blame as much as the model. */
  double correct_for_each;
  uint64_t *keys; /* two for each row from starts[0] on, as `rows` */
  uint32_t *rows;
  Pool *pools; /* one for each */
} BlameJob;

/* The kind after `last` that occurs; UINT32_MAX: none. */
static uint32_t next_kind(const BlameJob *job, const uint32_t *rows, size_t count, uint32_t last) {
  uint32_t next = UINT32_MAX;
  for (size_t i = 0; i < count; i++) {
    uint32_t kind = job->kinds[rows[i]];
    if (kind > last && kind < next) next = kind;
  }
  return next;
}

/* Of which the errors are no smaller a share than of the worse ones before it. */
static bool violates(const Pool *worse, const Pool *better) {
  return worse->correct * better->errors >= better->correct * worse->errors;
}

/* The pools, worst rows first. Rows of equal value stay together. */
static size_t find_pools(const BlameJob *job, const uint32_t *rows, size_t count, uint32_t kind,
                         Pool *pools) {
  size_t pool_count = 0;
  for (size_t end = count, start = count; end > 0; end = start) {
    Pool pool = {.end = end};
    double value = job->values[rows[end - 1]];
    for (; start > 0 && job->values[rows[start - 1]] == value; start--) {
      pool.correct += job->kinds[rows[start - 1]] == BLAME_TRUE;
      pool.errors += job->kinds[rows[start - 1]] == kind;
    }
    if (pool_count && pool.correct + pool.errors == 0) continue;
    pools[pool_count++] = pool;
    for (; pool_count > 1 && violates(&pools[pool_count - 2], &pools[pool_count - 1]); pool_count--) {
      pools[pool_count - 2].correct += pools[pool_count - 1].correct;
      pools[pool_count - 2].errors += pools[pool_count - 1].errors;
    }
  }
  return pool_count;
}

static void blame_kind(const BlameJob *job, const uint32_t *rows, size_t count, uint32_t kind, Pool *pools) {
  size_t pool_count = find_pools(job, rows, count, kind, pools);
  for (size_t p = 0; p < pool_count; p++) {
    const Pool *pool = &pools[p];
    double ratio = pool->correct / (job->correct_for_each * pool->errors), square = ratio * ratio;
    double blame = square * square / (1 + square * square);
    for (size_t i = p + 1 < pool_count ? pools[p + 1].end : 0; i < pool->end; i++) {
      if (job->kinds[rows[i]] == kind) job->blames[rows[i]] = blame;
    }
  }
}

static void blame_class(void *context, const Task *task, Error *error) {
  const BlameJob *job = context;
  uint32_t first = job->starts[task->index], end = job->starts[task->index + 1];
  size_t at = first - job->starts[0], count = 0, most = end - first;
  uint32_t *rows = job->rows + 2 * at;
  uint64_t *keys = job->keys + 2 * at;
  for (uint32_t row = first; row < end; row++) {
    if (job->kinds[row] == BLAME_NONE) continue;
    keys[count] = sort_key_descending(job->values[row]);
    rows[count++] = row;
  }
  sort_by_key_checked(keys, rows, keys + most, rows + most, count, task, error);
  if (!ok(error)) return;
  uint32_t kind = next_kind(job, rows, count, BLAME_TRUE);
  for (; kind != UINT32_MAX && ok(error); kind = next_kind(job, rows, count, kind)) {
    blame_kind(job, rows, count, kind, job->pools + at);
    task_check(task, error);
  }
}

static void blame_rows(BlameJob *job, size_t classes, const Workers *workers, Error *error) {
  size_t count = job->starts[classes] - job->starts[0];
  job->keys = memory_allocate(count, 2 * sizeof *job->keys, error);
  job->rows = memory_allocate(count, 2 * sizeof *job->rows, error);
  job->pools = memory_allocate(count, sizeof *job->pools, error);
  workers_run(workers, classes, blame_class, job, error);
  memory_release(job->keys);
  memory_release(job->rows);
  memory_release(job->pools);
}

void blame_predictions(const Dataset *data, size_t model, const uint32_t *kinds, double *blames,
                       const Workers *workers, Error *error) {
  BlameJob job = {.starts = &data->predictions.starts[dataset_segment(data, model, 0)],
                  .kinds = kinds,
                  .blames = blames,
                  .values = data->predictions.score,
                  .correct_for_each = 10};
  blame_rows(&job, data->classes.count, workers, error);
}

void blame_labels(const Dataset *data, const uint32_t *kinds, double *blames, const Workers *workers,
                  Error *error) {
  const Objects *labels = &data->labels;
  double *areas = memory_allocate(labels->count, sizeof *areas, error);
  BlameJob job = {
      .starts = labels->starts, .kinds = kinds, .blames = blames, .values = areas, .correct_for_each = 100};
  for (size_t row = 0; row < labels->count && ok(error); row++) areas[row] = box_area(labels->box[row]);
  blame_rows(&job, data->classes.count, workers, error);
  memory_release(areas);
}
