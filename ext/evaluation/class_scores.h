/*
** How well each class is found: AP, AR and plain counts over the kept predictions (numbers.md, section 4).
*/
#ifndef BOXSCORE_EVALUATION_CLASS_SCORES_H
#define BOXSCORE_EVALUATION_CLASS_SCORES_H

#include "evaluation/precision_recall.h"

typedef struct ClassScore {
  double ap, ar; /* over all thresholds of the rules; NaN if the class has no labels that count */
  uint32_t label_count, tp, fp; /* at the first threshold */
} ClassScore;

/* NaN if the divisor is 0. So the F1 of a class without labels is 0 if it has false positives. */
double class_score_precision(const ClassScore *score);
double class_score_recall(const ClassScore *score);
double class_score_f1(const ClassScore *score);

/* Scratch for scoring, kept from model to model. Release it in every case. */
typedef struct ClassScorer {
  const Matches *matches;
  const Workers *workers;
  Ranked *ranked; /* one for each worker */
  Curve *curves;  /* COCO_THRESHOLDS for each worker */
} ClassScorer;

/* The matches have one area range and at most COCO_THRESHOLDS thresholds. */
void class_scorer_make(ClassScorer *scorer, const Matches *matches, const Workers *workers, Error *error);
void class_scorer_release(ClassScorer *scorer);

/* For tasks of its workers: the curves of a class, one for each threshold, in the scratch of the worker,
** whose `ranked` then holds the class; and the score that they give. */
Curve *class_scorer_curves(const ClassScorer *scorer, size_t model, uint32_t class, const Task *task,
                           Error *error);
ClassScore class_score_of(const Curve *curves, int count);

/* scores[i] of classes[i], over the predictions of a model. */
void class_scores(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                  ClassScore *scores, Error *error);

/* The mean of precision[class][cell] over the cells [threshold, recall] of the classes rows[0] to
** rows[count - 1], NaN if there are none. To the last bit what coco_summary makes of classes in the order of
** sums. */
double mean_precision(const double *precision, const uint32_t *rows, size_t count, size_t cells, Poll *poll,
                      Error *error);

/* The scores of class_scores, and this mean over the classes that have labels. */
double class_scores_with_mean(const ClassScorer *scorer, size_t model, const uint32_t *classes, size_t count,
                              ClassScore *scores, Error *error);

#endif
