/*
** Matching one class in one image again with a label fewer, a label more, or both. Only objects that the
** label reaches can change, those that these reach, and so on: nothing else is compared.
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_REMATCH_H
#define BOXSCORE_EVALUATION_REPAIRS_REMATCH_H

#include "evaluation/repairs/class_ranking.h"

#define REMATCH_NONE UINT32_MAX

/* A class in an image, and what becomes of its labels. */
typedef struct LabelChange {
  uint32_t class, image;
  uint32_t removed; /* a label of the class; REMATCH_NONE: none */
  /* What the new label is like: a label, perhaps of another class, or a prediction. REMATCH_NONE: none. */
  uint32_t added;
  bool added_is_prediction;
  bool added_is_ignored; /* a region ignores it */
  Id added_id;           /* its place among the labels */
} LabelChange;

/* Scratch of one worker. Start with {0}; release it in every case. */
typedef struct Rematch {
  const Matches *matches;
  size_t model;
  const uint32_t *ranks; /* of each prediction, in its class */
  uint8_t *is_label_in, *is_prediction_in;
  uint32_t *waiting;              /* labels and predictions still to be looked from */
  uint32_t *predictions, *labels; /* those that may change */
  LabelState *states;
  Candidate *candidates;
  uint64_t *matched, *ignored;
  RankChange *changes;
  size_t change_count;
} Rematch;

void rematch_make(Rematch *rematch, const Matches *matches, size_t model, const uint32_t *ranks,
                  Error *error);
void rematch_release(Rematch *rematch);

/* Fills changes, ascending by rank. Returns how many labels the class has more: -1, 0 or 1. */
int rematch_run(Rematch *rematch, const LabelChange *change, const Task *task, Error *error);

#endif
