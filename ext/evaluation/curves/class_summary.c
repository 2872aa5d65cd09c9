#include "evaluation/curves/class_summary.h"

#include <math.h>

enum { AT_50 = 0, AT_75 = 5 };

typedef struct SummaryJob {
  const ClassScorer *scorer;
  size_t model;
  const uint32_t *classes;
  ClassSummary *summaries;
} SummaryJob;

static double ap_of(const Curve *curve) {
  if (!curve->label_count) return (double)NAN;
  return sum_pairwise(curve->precision, COCO_RECALLS) / COCO_RECALLS;
}

static void summarise_class(void *context, const Task *task, Error *error) {
  const SummaryJob *job = context;
  const ClassScorer *scorer = job->scorer;
  ClassSummary *summary = &job->summaries[task->index];
  Curve *curves = class_scorer_curves(scorer, job->model, job->classes[task->index], task, error);
  if (!ok(error)) return;
  summary->score = class_score_of(curves, scorer->matches->rules.threshold_count);
  summary->ap50 = ap_of(&curves[AT_50]);
  summary->ap75 = ap_of(&curves[AT_75]);
  summary->best =
      best_threshold(scorer->matches, &scorer->ranked[task->worker], AT_50, curves[AT_50].label_count);
}

void class_summaries(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                     ClassSummary *summaries, Error *error) {
  SummaryJob job = {scorer, model, classes, summaries};
  workers_run(scorer->workers, count, summarise_class, &job, error);
}
