/*
** Matching: which prediction finds which label, by the protocol of COCO (numbers.md, section 3) or another
** one (numbers.md, section 9).
*/
#ifndef BOXSCORE_EVALUATION_MATCHING_H
#define BOXSCORE_EVALUATION_MATCHING_H

#include "evaluation/matches.h"

/* Matches all models. with_labels fills `label` and requires a single cell. Release it in every case. */
void matches_make(Matches *matches, const Dataset *data, const MatchRules *rules, bool with_labels,
                  const Workers *workers, Error *error);

/* A label while predictions are matched with it. */
typedef struct LabelState {
  Box box;
  /* The cells in which it counts, and those in which a prediction holds it; a crowd is never taken. */
  uint64_t counts, taken;
  bool crowd;
} LabelState;
LabelState matching_label(const Matches *matches, uint32_t label);

/* A label that reaches the lowest threshold with the current prediction. */
typedef struct Candidate {
  double iou;
  uint32_t label; /* in the group */
  uint64_t cells; /* the thresholds that it reaches, in all areas */
} Candidate;

/* Matching some predictions of a class and image with labels that need not be those of the data set. */
typedef struct Trial {
  const Matches *matches; /* for its rules and data; what it found stays as it is */
  uint32_t class;
  const uint32_t *predictions; /* rows, in their order */
  uint32_t prediction_count, label_count;
  LabelState *labels; /* in the order of the protocol */
  double (*iou)(void *context, uint32_t prediction, uint32_t label, Error *error);
  void *context;
  Candidate *candidates;       /* scratch, one for each label */
  uint64_t *matched, *ignored; /* of each prediction, as in Matches */
} Trial;
void matching_try(const Trial *trial, Error *error);

#endif
