/*
** Bringing the rows of a table into the order of their groups, all arrays at once.
*/
#ifndef BOXSCORE_DATASET_ARRANGE_H
#define BOXSCORE_DATASET_ARRANGE_H

#include "dataset/dataset.h"

/* By (model,) class and image; within these labels by id, predictions by descending score, then id. Fills `starts`.
** Refuses an id that stands twice. */
void objects_arrange(Dataset *data, Objects *objects, size_t models, const Workers *workers, Error *error);

/* The row after the last one of the group that begins at `start`. */
static inline uint32_t objects_group_end(const Objects *objects, uint32_t start, uint32_t end) {
  uint32_t image = objects->image[start], at = start + 1;
  while (at < end && objects->image[at] == image) at++;
  return at;
}

#endif
