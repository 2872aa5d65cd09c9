/*
** A state made ready to be scored: a data set and its matches, as if they had just been read and matched, for
** everything that goes on from there.
*/
#ifndef BOXSCORE_EVALUATION_STATE_STATE_SCORES_H
#define BOXSCORE_EVALUATION_STATE_STATE_SCORES_H

#include "evaluation/matches.h"
#include "evaluation/state/state.h"

/* What a query needs. */
typedef struct StateCells {
  int first_threshold, threshold_count, first_area, area_count;
  size_t max_detections;  /* at most those of the state */
  double score_threshold; /* -infinity: that of the state */
} StateCells;

typedef enum StateNeed {
  NEED_CLASSES, /* each class that the state has, with all of its models */
  NEED_ALL      /* all classes of all shards and their images */
} StateNeed;

/* Rejects a state that lacks some rows of evaluation_state. */
void state_check_complete(const State *state, StateNeed need, Error *error);

/* The models of a state, in order; one that is NULL where it has no predictions. Release them. */
Id *state_models(const State *state, size_t *count, Error *error);

/* The classes of one model. Objects have no boxes, ids and geometries, images only numbers. */
typedef struct StateScores {
  Dataset data;
  Matches matches;
  bool *has_class; /* of each class, whether labels or predictions of this model have it */
} StateScores;

/* Release it in every case. The state outlives it. */
void state_scores_make(StateScores *scores, const State *state, const Id *model, const StateCells *cells,
                       const Task *task, Error *error);
void state_scores_release(StateScores *scores);

#endif
