/*
** What changed from one model to another, object by object (numbers.md, section 9b).
**
** A label was found by both models, by neither (missed), by the first only (lost) or by the second only
** (gained). A false positive of the first and one of the second are one (kept) where they are of the same
** class and image and their boxes overlap by at least the IoU threshold; pairs are made in the order of the
** first's scores, each with the free one of highest IoU. One of the first that is in no pair is gone, one of
** the second is new. What is ignored with a model does not count for it.
*/
#ifndef BOXSCORE_EVALUATION_MODEL_CHANGES_H
#define BOXSCORE_EVALUATION_MODEL_CHANGES_H

#include "evaluation/outcomes.h"

typedef enum ChangeKind {
  CHANGE_FOUND,
  CHANGE_MISSED,
  CHANGE_LOST,
  CHANGE_GAINED,
  CHANGE_KEPT_FALSE_POSITIVE,
  CHANGE_GONE_FALSE_POSITIVE,
  CHANGE_NEW_FALSE_POSITIVE
} ChangeKind;

const char *change_name(ChangeKind kind); /* "found" and so on */

/* One model's outcomes: those of the rows from `start` to `end`. */
typedef struct ModelOutcomes {
  const Dataset *data;
  const Outcome *outcomes;
  size_t start, end;
} ModelOutcomes;

typedef struct ModelChange {
  const Outcome *side[2]; /* NULL: the model has none */
  ChangeKind kind;
} ModelChange;

/* Both models have the same labels in the same order. `changes` has room for the rows of both; returns how
** many there are. Labels come first, in their order. */
size_t model_changes(const ModelOutcomes models[2], double iou_threshold, ModelChange *changes,
                     const Workers *workers, Error *error);

#endif
