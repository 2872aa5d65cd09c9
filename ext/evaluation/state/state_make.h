/*
** The states of an evaluation: a row for the images, and one for each class and model.
*/
#ifndef BOXSCORE_EVALUATION_STATE_STATE_MAKE_H
#define BOXSCORE_EVALUATION_STATE_STATE_MAKE_H

#include "evaluation/matches.h"
#include "evaluation/state/state.h"

/* Asks for all cells of a state: COCO's thresholds and areas. */
void state_ask(MatchRules *rules);

typedef struct StateSource {
  const Matches *matches; /* by rules of state_ask */
  StateRules rules;
  const Names *others; /* images that only the table of images has */
} StateSource;

typedef struct StateRow {
  Id class,
      model; /* both NULL: the images; no model: the labels of a class, and predictions that have none */
  Buffer blob;
} StateRow;

typedef struct StateRows {
  StateRow *items;
  size_t count;
} StateRows;

/* Release them in every case. */
void state_rows_make(StateRows *rows, const StateSource *source, const Workers *workers, Error *error);
void state_rows_release(StateRows *rows);

#endif
