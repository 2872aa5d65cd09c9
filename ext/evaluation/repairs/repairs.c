#include "evaluation/repairs/repairs.h"

#include <math.h>

#include "base/sort.h"
#include "evaluation/repairs/cell_mean.h"
#include "evaluation/repairs/class_ranking.h"
#include "evaluation/repairs/rematch.h"

/* What one worker writes. */
typedef struct Scratch {
  Ranked ranked;
  Rematch rematch;
  CellTrial trial;
  double cells[2][COCO_THRESHOLDS * COCO_RECALLS];
  Arena ids;
} Scratch;

typedef struct GainJob {
  const Dataset *data;
  const Matches *matches;
  size_t model;
  ClassRanking *rankings; /* of each class */
  const double **cells;   /* of each class; NULL: it is not evaluated */
  uint32_t *label_counts;
  uint32_t *ranks; /* of each prediction */
  CellMean mean;
  Scratch *scratches; /* one for each worker */
  Repair *repairs;
  size_t count;
} GainJob;

static void rank_class(void *context, const Task *task, Error *error) {
  const GainJob *job = context;
  size_t class = task->index;
  ClassRanking *ranking = &job->rankings[class];
  if (!matches_class_selected(&job->matches->rules, class)) return;
  class_ranking_make(ranking, job->matches, job->model, class, &job->scratches[task->worker].ranked,
                     job->ranks, task, error);
  job->cells[class] = ranking->cells;
  job->label_counts[class] = ranking->label_count;
}

/* What a repair does to the labels of one or two classes. Returns to how many. */
static int changes_of(const GainJob *job, const Repair *repair, Arena *arena, LabelChange changes[2],
                      Error *error) {
  const Dataset *data = job->data;
  bool deletes = repair->kind == REPAIR_DELETE, adds = repair->kind == REPAIR_ADD,
       renames = repair->kind == REPAIR_CHANGE;
  uint32_t image = adds ? data->predictions.image[repair->prediction] : data->labels.image[repair->label];
  LabelChange removal = {
      .class = repair->class, .image = image, .removed = repair->label, .added = REMATCH_NONE};
  LabelChange addition = {.class = renames ? repair->new_class : repair->class,
                          .image = image,
                          .removed = renames ? REMATCH_NONE : repair->label,
                          .added = renames ? repair->label : repair->prediction,
                          .added_is_prediction = !renames,
                          .added_is_ignored = repair->is_ignored};
  if (adds)
    addition.added_id = repair_new_id(data, repair->prediction, arena, error);
  else
    addition.added_id = id_column_get(&data->labels.ids, repair->label);
  if (repair->is_outside) addition.added = REMATCH_NONE;
  changes[0] = deletes || renames ? removal : addition;
  changes[1] = addition;
  return renames ? 2 : 1;
}

static void find_gain(const GainJob *job, Repair *repair, const Task *task, Error *error) {
  Scratch *scratch = &job->scratches[task->worker];
  LabelChange changes[2];
  CellChange cells[2];
  size_t cell_count = 0;
  int count = changes_of(job, repair, &scratch->ids, changes, error);
  for (int i = 0; i < count && ok(error); i++) {
    uint32_t class = changes[i].class;
    const ClassRanking *ranking = &job->rankings[class];
    if (!matches_class_selected(&job->matches->rules, class)) continue;
    int more = rematch_run(&scratch->rematch, &changes[i], task, error);
    double ap = class_ranking_try(ranking, more, scratch->rematch.changes, scratch->rematch.change_count,
                                  scratch->cells[i]);
    *(i ? &repair->new_class_ap_gain : &repair->ap_gain) = ap - ranking->ap;
    bool has_labels = (int64_t)ranking->label_count + more > 0;
    cells[cell_count++] = (CellChange){class, has_labels ? scratch->cells[i] : NULL};
  }
  repair->map_gain =
      cell_mean_try(&job->mean, &scratch->trial, cells, cell_count, task, error) - job->mean.mean;
}

enum { REPAIRS_AT_ONCE = 64 };

static void find_some_gains(void *context, const Task *task, Error *error) {
  const GainJob *job = context;
  size_t first = task->index * REPAIRS_AT_ONCE, end = first + REPAIRS_AT_ONCE;
  for (size_t i = first; i < end && i < job->count && ok(error); i++) {
    find_gain(job, &job->repairs[i], task, error);
    task_check(task, error);
  }
}

static void prepare(GainJob *job, const Workers *workers, Error *error) {
  const Dataset *data = job->data;
  size_t classes = data->classes.count;
  const Task here = {.poll = workers->poll};
  job->rankings = memory_allocate_zeroed(classes, sizeof *job->rankings, error);
  job->cells = memory_allocate_zeroed(classes, sizeof *job->cells, error);
  job->label_counts = memory_allocate_zeroed(classes, sizeof *job->label_counts, error);
  job->ranks = memory_allocate(data->predictions.count, sizeof *job->ranks, error);
  job->scratches = memory_allocate_zeroed(workers->count, sizeof *job->scratches, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++)
    ranked_make(&job->scratches[w].ranked, data, error);
  workers_run(workers, classes, rank_class, job, error);
  if (!ok(error)) return;
  cell_mean_make(&job->mean, data, job->cells, job->label_counts,
                 (size_t)job->matches->rules.threshold_count * COCO_RECALLS, &here, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++) {
    rematch_make(&job->scratches[w].rematch, job->matches, job->model, job->ranks, error);
    cell_trial_make(&job->scratches[w].trial, &job->mean, error);
  }
}

static void release(GainJob *job, const Workers *workers) {
  for (size_t k = 0; job->rankings && k < job->data->classes.count; k++)
    class_ranking_release(&job->rankings[k]);
  for (unsigned w = 0; job->scratches && w < workers->count; w++) {
    ranked_release(&job->scratches[w].ranked);
    rematch_release(&job->scratches[w].rematch);
    cell_trial_release(&job->scratches[w].trial);
    arena_release(&job->scratches[w].ids);
  }
  memory_release(job->rankings);
  memory_release(job->cells);
  memory_release(job->label_counts);
  memory_release(job->ranks);
  memory_release(job->scratches);
  cell_mean_release(&job->mean);
}

/* Suspicion times gain, descending; without a gain last. */
static void rank_repairs(Repair *repairs, size_t count, const Task *task, Error *error) {
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  Repair *ordered = memory_allocate(count, sizeof *ordered, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    double worth = repairs[i].suspicion * repairs[i].map_gain;
    keys[i] = isnan(worth) ? UINT64_MAX : sort_key_descending(worth);
    order[i] = (uint32_t)i;
  }
  if (ok(error)) sort_by_key_checked(keys, order, keys + count, order + count, count, task, error);
  for (size_t i = 0; i < count && ok(error); i++) ordered[i] = repairs[order[i]];
  for (size_t i = 0; i < count && ok(error); i++) repairs[i] = ordered[i];
  memory_release(keys);
  memory_release(order);
  memory_release(ordered);
}

void repairs_find(RepairList *list, const Dataset *data, const MatchRules *rules, const Matches *matches,
                  size_t model, const Outcome *outcomes, size_t count, double least, const Workers *workers,
                  Error *error) {
  GainJob job = {.data = data, .matches = matches, .model = model};
  const Task here = {.poll = workers->poll};
  size_t first = list->count;
  candidates_find(list, data, rules, model, outcomes, count, least, workers, error);
  prepare(&job, workers, error);
  if (ok(error)) {
    job.repairs = list->items + first;
    job.count = list->count - first;
  }
  workers_run(workers, (job.count + REPAIRS_AT_ONCE - 1) / REPAIRS_AT_ONCE, find_some_gains, &job, error);
  rank_repairs(job.repairs, job.count, &here, error);
  release(&job, workers);
}
