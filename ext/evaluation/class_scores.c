#include "evaluation/class_scores.h"

#include <math.h>

#include "evaluation/protocol/protocol_ap.h"

static double ratio(double part, double whole) {
  return whole > 0 ? part / whole : (double)NAN;
}

double class_score_precision(const ClassScore *score) {
  return ratio(score->tp, (double)score->tp + score->fp);
}

double class_score_recall(const ClassScore *score) {
  return ratio(score->tp, score->label_count);
}

double class_score_f1(const ClassScore *score) {
  uint32_t fn = score->label_count - score->tp;
  return ratio(2.0 * score->tp, 2.0 * score->tp + score->fp + fn);
}

void class_scorer_make(ClassScorer *scorer, const Matches *matches, const Workers *workers, Error *error) {
  *scorer = (ClassScorer){.matches = matches, .workers = workers};
  scorer->curves = memory_allocate(workers->count, COCO_THRESHOLDS * sizeof *scorer->curves, error);
  scorer->ranked = memory_allocate_zeroed(workers->count, sizeof *scorer->ranked, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++)
    ranked_make(&scorer->ranked[w], matches->data, error);
}

void class_scorer_release(ClassScorer *scorer) {
  for (unsigned w = 0; scorer->ranked && w < scorer->workers->count; w++) ranked_release(&scorer->ranked[w]);
  memory_release(scorer->ranked);
  memory_release(scorer->curves);
}

/* The mean over the thresholds, by a protocol that has an AP of its own. */
static double mean_protocol_ap(const ClassScorer *scorer, const Ranked *ranked, const Curve *curves,
                               Error *error) {
  double precision[COCO_THRESHOLDS];
  int count = scorer->matches->rules.threshold_count;
  for (int t = 0; t < count; t++)
    precision[t] = protocol_ap(scorer->matches, ranked, t, curves[t].label_count, error);
  return sum_pairwise(precision, (size_t)count) / count;
}

typedef struct Job {
  const ClassScorer *scorer;
  size_t model;
  const uint32_t *classes;
  ClassScore *scores;
  double *precision; /* [classes][thresholds][recalls]; NULL: not kept */
} Job;

Curve *class_scorer_curves(const ClassScorer *scorer, size_t model, uint32_t class, const Task *task,
                           Error *error) {
  Curve *curves = scorer->curves + (size_t)task->worker * COCO_THRESHOLDS;
  class_curves(scorer->matches, model, class, &scorer->ranked[task->worker], curves, NULL, 0, NULL, task,
               error);
  return curves;
}

/* The same as class_score_of, with room for the precision of all cells, [thresholds][recalls]. */
static ClassScore score_of(const Curve *curves, int count, double *precision) {
  double recall[COCO_THRESHOLDS];
  ClassScore score = {(double)NAN, (double)NAN, curves[0].label_count, curves[0].tp, curves[0].fp};
  for (int t = 0; t < count; t++) {
    for (int r = 0; r < COCO_RECALLS; r++) precision[t * COCO_RECALLS + r] = curves[t].precision[r];
    recall[t] = curve_recall(&curves[t]);
  }
  if (!score.label_count) return score;
  score.ap = sum_pairwise(precision, (size_t)count * COCO_RECALLS) / (count * COCO_RECALLS);
  score.ar = sum_pairwise(recall, (size_t)count) / count;
  return score;
}

ClassScore class_score_of(const Curve *curves, int count) {
  double precision[COCO_THRESHOLDS * COCO_RECALLS];
  return score_of(curves, count, precision);
}

static void score_class(void *context, const Task *task, Error *error) {
  const Job *job = context;
  const Curve *curves = class_scorer_curves(job->scorer, job->model, job->classes[task->index], task, error);
  int count = job->scorer->matches->rules.threshold_count;
  if (!ok(error)) return;
  ClassScore *score = &job->scores[task->index];
  *score = job->precision
               ? score_of(curves, count, job->precision + task->index * (size_t)(count * COCO_RECALLS))
               : class_score_of(curves, count);
  if (score->label_count && protocol_takes_best_label(job->scorer->matches->rules.protocol))
    score->ap = mean_protocol_ap(job->scorer, &job->scorer->ranked[task->worker], curves, error);
}

void class_scores(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                  ClassScore *scores, Error *error) {
  Job job = {scorer, model, classes, scores, NULL};
  workers_run(scorer->workers, count, score_class, &job, error);
}

/* The classes with labels: cells are taken class by class, then recall by recall. */
typedef struct Present {
  const double *precision;
  const uint32_t *rows;
  size_t count, cells; /* cells: of a class */
} Present;

static void fill_cells(const void *context, size_t start, size_t count, double *out) {
  const Present *present = context;
  for (size_t n = 0; n < count; n++) {
    size_t class = present->rows[(start + n) % present->count], cell = (start + n) / present->count;
    out[n] = present->precision[class * present->cells + cell];
  }
}

double mean_precision(const double *precision, const uint32_t *rows, size_t count, size_t cells, Poll *poll,
                      Error *error) {
  const Task here = {.poll = poll};
  const Present present = {precision, rows, count, cells};
  if (!count || !ok(error)) return (double)NAN;
  return sum_pairwise_of(fill_cells, &present, 0, count * cells, &here, error) / (double)(count * cells);
}

double class_scores_with_mean(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                              ClassScore *scores, Error *error) {
  size_t cells = (size_t)scorer->matches->rules.threshold_count * COCO_RECALLS;
  size_t present = 0;
  Job job = {scorer, model, classes, scores, memory_allocate(count, cells * sizeof(double), error)};
  uint32_t *rows = memory_allocate(count, sizeof *rows, error);
  workers_run(scorer->workers, count, score_class, &job, error);
  for (size_t k = 0; k < count && ok(error); k++) {
    if (scores[k].label_count) rows[present++] = (uint32_t)k;
  }
  double mean = mean_precision(job.precision, rows, present, cells, scorer->workers->poll, error);
  memory_release(rows);
  memory_release(job.precision);
  return mean;
}
