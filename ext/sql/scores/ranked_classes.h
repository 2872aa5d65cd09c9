/*
** What the tables over ranked predictions share: matching, then one class after the other, ranked.
*/
#ifndef BOXSCORE_SQL_SCORES_RANKED_CLASSES_H
#define BOXSCORE_SQL_SCORES_RANKED_CLASSES_H

#include "evaluation/precision_recall.h"
#include "input/parameters.h"

typedef struct RankedClasses {
  Evaluation evaluation;
  Matches matches; /* with one cell */
  Ranked ranked;   /* the predictions of the class at hand */
  double *ious;    /* of the true positives; NULL: not asked for */
  size_t model, class;
  uint32_t label_count; /* of the class at hand */
} RankedClasses;

/* Reads the input, matches, and gives every class that has rows to `add`, model by model. */
void ranked_classes_run(Call *call, bool with_ious, void (*add)(const RankedClasses *at, Call *call));

static inline Id ranked_class_id(const RankedClasses *at) {
  return at->evaluation.data->classes.items[at->class];
}
static inline Id ranked_model_id(const RankedClasses *at) {
  return at->evaluation.data->models.items[at->model];
}

#endif
