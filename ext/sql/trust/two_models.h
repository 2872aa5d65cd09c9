/*
** Two models: of one table of predictions, or of two tables.
*/
#ifndef BOXSCORE_SQL_TRUST_TWO_MODELS_H
#define BOXSCORE_SQL_TRUST_TWO_MODELS_H

#include "input/parameters.h"

#define TWO_MODELS_PARAMETERS                                                                                \
  {"model_a", NULL, false, "a model", "the first model; not set: the first of two, in their order"},         \
      {"model_b", NULL, false, "a model", "the second model; not set: the second of two"}, {                 \
    "predictions_b", NULL, false, TABLE_DOMAIN, "a table of its own for the second model"                    \
  }

typedef struct TwoModels {
  Evaluation side[2]; /* of one data set, or with the same labels in the same order */
  size_t model[2];
  Shared *other; /* what holds the second side's data set, if that is another */
} TwoModels;

/* Reads the parameters and both models. Release it in every case. */
void two_models_begin(TwoModels *models, Call *call, bool may_average);
void two_models_release(TwoModels *models);

#endif
