/*
** The parameters that the evaluating table functions share, and what they mean.
*/
#ifndef BOXSCORE_INPUT_PARAMETERS_H
#define BOXSCORE_INPUT_PARAMETERS_H

#include "evaluation/matching.h"
#include "host/table_function.h"

/* In this order, since the first ones can be given by position. */
#define INPUT_PARAMETERS                                                                                     \
  {"labels", "labels", false}, {"predictions", "predictions", false}, {                                      \
    "images", "images", false                                                                                \
  }
#define SELECTION_PARAMETERS                                                                                 \
  {"iou_type", "bbox", false}, {"score_threshold", NULL, false}, {"classes", NULL, false}, {                 \
    "threads", "0", false                                                                                    \
  }
#define MATCHING_PARAMETERS                                                                                  \
  {"iou_threshold", "0.5", false}, {"area_range", "all", false}, {"max_detections", "100", false},           \
      SELECTION_PARAMETERS

typedef struct Evaluation {
  const Dataset *data;
  MatchRules rules;
  bool over_thresholds; /* iou_threshold is '0.50:0.95': the mean over the ten */
  Workers workers;
} Evaluation;

/* Reads the input and the parameters of a call. may_average: whether iou_threshold may be '0.50:0.95'.
** Errors name the parameter and its value. */
void evaluation_begin(Evaluation *evaluation, Call *call, bool may_average);

/* The parameters that other functions have too. Of each class whether `classes` selects it, NULL: all are. */
const bool *evaluation_classes(Call *call, const Dataset *data);
void evaluation_threads(Call *call); /* into call->threads; 1 where the host has no threads */

/* A model's rows follow. */
void evaluation_begin_model(const Evaluation *evaluation, Call *call, size_t model);
/* Whether a model has rows of a class: it is selected, and labels or this model's predictions have it. */
bool evaluation_has_class(const Evaluation *evaluation, size_t model, size_t class);

#endif
