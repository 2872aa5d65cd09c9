/*
** Merging states: the result is the same, byte by byte, for any order and any tree of merges.
*/
#ifndef BOXSCORE_EVALUATION_STATE_STATE_MERGE_H
#define BOXSCORE_EVALUATION_STATE_STATE_MERGE_H

#include "base/workers.h"
#include "evaluation/state/state.h"

/* The BLOBs of states, collected one by one. Start with {0}. */
typedef struct StateBlobs {
  Buffer bytes; /* one behind the other */
  size_t *ends;
  size_t count, capacity;
} StateBlobs;

void state_blobs_add(StateBlobs *blobs, const void *blob, size_t length, Error *error);
/* One state that holds what all hold. Rejects states of other parameters, an image that is in two shards, and
** what occurs twice. */
void state_blobs_merge(const StateBlobs *blobs, Buffer *out, const Task *task, Error *error);
void state_blobs_release(StateBlobs *blobs);

#endif
