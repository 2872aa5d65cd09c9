#include "evaluation/error_types.h"

#include <math.h>

#include "base/sort.h"
#include "evaluation/precision_recall.h"

const char *error_type_name(int type) {
  static const char *const names[ERROR_TYPES] = {"classification",  "localisation",   "both",
                                                 "duplicate",       "background",     "missed",
                                                 "false_positives", "false_negatives"};
  return names[type];
}

/* What is scored: nothing repaired, or one of the types. */
enum { AS_IS = ERROR_TYPES, VARIANTS };

/* The kept predictions of a model by class, best score first; equal scores by image and rank. */
typedef struct ClassLists {
  uint32_t *rows, *starts;
} ClassLists;

typedef struct ErrorJob {
  const Tide *tide;
  const bool *classes;
  size_t model;
  ClassLists as_predicted;
  /* The same with predictions that repair a label of another class in that class. */
  ClassLists reclassified;
  uint32_t *class;   /* of each prediction in reclassified */
  double *precision; /* at each true positive, labels_most for each worker */
  size_t labels_most;
  double *ap; /* variant * classes + class; NaN: the class is not there */
} ErrorJob;

/* The true and false positives so far, best score first. */
typedef struct Tally {
  size_t tp, fp;
  double *precision;
} Tally;

static void tally_add(Tally *tally, bool is_true) {
  if (!is_true) {
    tally->fp++;
    return;
  }
  tally->tp++;
  tally->precision[tally->tp - 1] = (double)tally->tp / (double)(tally->tp + tally->fp);
}

/* A false prediction with errors of a type repaired: it becomes correct, goes, or stays. */
static void tally_false(Tally *tally, const TidePrediction *judged, int variant) {
  if (variant + 1 == judged->mistake) {
    if (judged->repairs) tally_add(tally, true);
  } else if (!judged->ignored) {
    tally_add(tally, false);
  }
}

/* With a repair, of predictions with equal scores the false ones come first, as in TIDE. */
static void tally_equal(Tally *tally, const ErrorJob *job, const uint32_t *rows, size_t count, int variant) {
  const TidePrediction *judged = job->tide->predictions;
  for (size_t i = 0; i < count; i++) {
    if (!judged[rows[i]].matched)
      tally_false(tally, &judged[rows[i]], variant);
    else if (variant == AS_IS)
      tally_add(tally, true);
  }
  for (size_t i = 0; i < count && variant != AS_IS; i++) {
    if (judged[rows[i]].matched) tally_add(tally, true);
  }
}

/* The mean of the envelope at the recalls 0, 0.01, ... 1. */
static double tally_ap(const Tally *tally, size_t label_count) {
  enum { RECALLS = 101 };
  double sum = 0;
  if (!label_count) return 0;
  for (size_t i = tally->tp; i > 1; i--) {
    if (tally->precision[i - 1] > tally->precision[i - 2]) tally->precision[i - 2] = tally->precision[i - 1];
  }
  for (int i = 0; i < RECALLS; i++) {
    uint32_t needed = curve_needed(i / 100.0, (uint32_t)label_count);
    if (needed > tally->tp || !tally->tp) break;
    sum += tally->precision[needed ? needed - 1 : 0];
  }
  return sum / RECALLS;
}

typedef struct LabelCounts {
  size_t all, unmatched, missed;
} LabelCounts;

static LabelCounts count_class(const ErrorJob *job, size_t class) {
  const Objects *labels = &job->tide->data->labels;
  LabelCounts counts = {0};
  for (uint32_t row = labels->starts[class]; row < labels->starts[class + 1]; row++) {
    if (!tide_counts(labels, row)) continue;
    const TideLabel *label = tide_label(job->tide, job->model, row);
    counts.all++;
    counts.unmatched += label->holder == TIDE_NO_ROW;
    counts.missed += tide_is_missed(label);
  }
  return counts;
}

static double class_ap(const ErrorJob *job, size_t class, const LabelCounts *labels, int variant,
                       double *precision) {
  const double *score = job->tide->data->predictions.score;
  const ClassLists *lists = variant + 1 == MISTAKE_CLASSIFICATION ? &job->reclassified : &job->as_predicted;
  const uint32_t *rows = lists->rows + lists->starts[class];
  size_t count = lists->starts[class + 1] - lists->starts[class], label_count = labels->all, end;
  Tally tally = {.precision = precision};
  if (variant + 1 == MISTAKE_MISSED) label_count -= labels->missed;
  if (variant == ERROR_FALSE_NEGATIVES) label_count -= labels->unmatched;
  for (size_t start = 0; start < count; start = end) {
    for (end = start + 1; end < count && score[rows[end]] == score[rows[start]];) end++;
    tally_equal(&tally, job, rows + start, end - start, variant);
  }
  for (size_t i = 0; i < tally.tp && variant == ERROR_FALSE_POSITIVES; i++) precision[i] = 1;
  return tally.tp + tally.fp + label_count ? tally_ap(&tally, label_count) : (double)NAN;
}

static void score_class_variants(void *context, const Task *task, Error *error) {
  const ErrorJob *job = context;
  size_t class = task->index, classes = job->tide->data->classes.count;
  LabelCounts labels = count_class(job, class);
  for (int v = 0; v < VARIANTS && ok(error); v++) {
    job->ap[(size_t)v * classes + class] =
        class_ap(job, class, &labels, v, job->precision + task->worker * job->labels_most);
    task_check(task, error);
  }
}

static double mean_ap(const ErrorJob *job, int variant) {
  size_t classes = job->tide->data->classes.count, count = 0;
  double sum = 0;
  for (size_t k = 0; k < classes; k++) {
    double ap = job->ap[(size_t)variant * classes + k];
    if (isnan(ap) || (job->classes && !job->classes[k])) continue;
    sum += ap;
    count++;
  }
  return count ? sum / (double)count : (double)NAN;
}

static void count_errors(const ErrorJob *job, ErrorTypes *types) {
  const Tide *tide = job->tide;
  const Dataset *data = tide->data;
  for (uint32_t i = tide->starts[job->model]; i < tide->starts[job->model + 1]; i++) {
    const TidePrediction *judged = &tide->predictions[tide->ranked[i]];
    if (judged->matched || (job->classes && !job->classes[data->predictions.class[tide->ranked[i]]]))
      continue;
    types->counts[judged->mistake - 1]++;
    types->counts[ERROR_FALSE_POSITIVES] += !judged->ignored;
  }
  for (size_t k = 0; k < data->classes.count; k++) {
    if (job->classes && !job->classes[k]) continue;
    LabelCounts labels = count_class(job, k);
    types->counts[MISTAKE_MISSED - 1] += labels.missed;
    types->counts[ERROR_FALSE_NEGATIVES] += labels.unmatched;
  }
}

/* The main gains are never below 0: TIDE puts such a one down to equal scores, which a repair reorders. */
static void find_gains(const ErrorJob *job, ErrorTypes *types) {
  types->ap = mean_ap(job, AS_IS);
  for (int type = 0; type < ERROR_TYPES; type++) {
    double gain = mean_ap(job, type) - types->ap;
    types->gains[type] = type < ERROR_TYPES_MAIN && gain < 0 ? 0 : gain;
  }
}

static void lists_allocate(ClassLists *lists, const Dataset *data, Error *error) {
  lists->rows = memory_allocate(data->predictions.count, sizeof *lists->rows, error);
  lists->starts = memory_allocate(data->classes.count + 1, sizeof *lists->starts, error);
}

static void lists_release(ClassLists *lists) {
  memory_release(lists->rows);
  memory_release(lists->starts);
}

/* Ranks the predictions of the model over all images, and lists them by class both ways. */
static void list_model(ErrorJob *job, const Task *task, Error *error) {
  const Tide *tide = job->tide;
  const Dataset *data = tide->data;
  const uint32_t *ranked = tide->ranked + tide->starts[job->model];
  size_t count = tide->starts[job->model + 1] - tide->starts[job->model];
  uint32_t *rows = job->as_predicted.rows, *scratch = memory_allocate(count, sizeof *scratch, error);
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) {
      const TidePrediction *judged = &tide->predictions[ranked[i]];
      bool moves = judged->mistake == MISTAKE_CLASSIFICATION && judged->repairs;
      rows[i] = ranked[i];
      keys[i] = sort_key_descending(data->predictions.score[ranked[i]]);
      job->class[ranked[i]] = moves ? data->labels.class[judged->label] : data->predictions.class[ranked[i]];
    }
    sort_by_key_checked(keys, rows, keys + count, scratch, count, task, error);
  }
  for (size_t i = 0; i < count && ok(error); i++) job->reclassified.rows[i] = rows[i];
  if (ok(error)) {
    sort_by_bucket(rows, scratch, count, data->predictions.class, data->classes.count,
                   job->as_predicted.starts);
    sort_by_bucket(job->reclassified.rows, scratch, count, job->class, data->classes.count,
                   job->reclassified.starts);
  }
  memory_release(scratch);
  memory_release(keys);
}

static size_t largest_class(const Dataset *data) {
  size_t most = 0;
  for (size_t k = 0; k < data->classes.count; k++) {
    size_t count = data->labels.starts[k + 1] - data->labels.starts[k];
    if (count > most) most = count;
  }
  return most;
}

void error_types_make(const Tide *tide, const bool *classes, const Workers *workers, ErrorTypes *types,
                      Error *error) {
  if (!ok(error)) return;
  const Dataset *data = tide->data;
  const Task task = {.poll = workers->poll};
  ErrorJob job = {.tide = tide, .classes = classes, .labels_most = largest_class(data)};
  lists_allocate(&job.as_predicted, data, error);
  lists_allocate(&job.reclassified, data, error);
  job.class = memory_allocate(data->predictions.count, sizeof *job.class, error);
  job.precision = memory_allocate(workers->count, job.labels_most * sizeof *job.precision, error);
  job.ap = memory_allocate(VARIANTS, data->classes.count * sizeof *job.ap, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    job.model = m;
    types[m] = (ErrorTypes){0};
    list_model(&job, &task, error);
    workers_run(workers, data->classes.count, score_class_variants, &job, error);
    if (!ok(error)) break;
    count_errors(&job, &types[m]);
    find_gains(&job, &types[m]);
  }
  lists_release(&job.as_predicted);
  lists_release(&job.reclassified);
  memory_release(job.class);
  memory_release(job.precision);
  memory_release(job.ap);
}
