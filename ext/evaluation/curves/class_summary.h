/*
** The usual figures of a class: AP over the ten thresholds of COCO, at 0.5 and at 0.75, counts at 0.5, and
** the best score threshold there (numbers.md, sections 4 and 9).
*/
#ifndef BOXSCORE_EVALUATION_CURVES_CLASS_SUMMARY_H
#define BOXSCORE_EVALUATION_CURVES_CLASS_SUMMARY_H

#include "evaluation/best_threshold.h"
#include "evaluation/class_scores.h"

typedef struct ClassSummary {
  ClassScore score;
  double ap50, ap75; /* NaN if the class has no labels that count */
  BestThreshold best;
} ClassSummary;

/* summaries[i] of classes[i]. The matches of the scorer have the ten thresholds and one area range. */
void class_summaries(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                     ClassSummary *summaries, Error *error);

#endif
