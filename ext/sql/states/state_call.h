/*
** What the tables over a state share: the state, its models, and the parameters that choose among its cells.
*/
#ifndef BOXSCORE_SQL_STATES_STATE_CALL_H
#define BOXSCORE_SQL_STATES_STATE_CALL_H

#include "evaluation/state/state_scores.h"
#include "host/call.h"

/* clang-format off */
#define STATE_PARAMETER \
  {"state", NULL, true, "a BLOB of evaluation_state or merge_states", "the state, with all rows of its shards"}

#define STATE_CELL_PARAMETERS \
  {"iou_threshold", "0.5", false, "one of COCO's ten thresholds, or '0.50:0.95' for the mean over them", \
   "the IoU at which a prediction matches a label"}, \
  {"area_range", "all", false, "'all', 'small', 'medium' or 'large'", \
   "labels of other areas are ignored; small: up to 1024, medium: up to 9216, large: from 9216"}, \
  {"max_detections", NULL, false, "a whole number up to that of the state", \
   "the predictions kept for each image and class; not set: those of the state"}, \
  {"score_threshold", NULL, false, "a number from that of the state on", \
   "leaves out predictions with lower scores"}
/* clang-format on */

typedef struct StateCall {
  State state;
  Id *models;
  size_t model_count;
  Workers workers;
} StateCall;

/* Reads the state of a call. End it in every case. */
void state_call_begin(StateCall *at, Call *call, StateNeed need);
void state_call_end(StateCall *at);

/* The parameters of STATE_CELL_PARAMETERS. */
void state_call_cells(const StateCall *at, Call *call, StateCells *cells);
/* All cells, and the predictions that the state has. */
StateCells state_call_all_cells(const StateCall *at);

/* The scores of a model, whose rows follow. Release them in every case. */
void state_call_scores(const StateCall *at, Call *call, size_t model, const StateCells *cells,
                       StateScores *scores);
/* The same id in memory of the run. */
Id state_call_keep(Call *call, Id id);

#endif
