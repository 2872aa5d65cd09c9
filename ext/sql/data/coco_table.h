/*
** What the tables over COCO files share: the file's content as the state of a run, its rows handed over without a copy.
*/
#ifndef BOXSCORE_SQL_DATA_COCO_TABLE_H
#define BOXSCORE_SQL_DATA_COCO_TABLE_H

#include "formats/coco.h"
#include "host/table_function.h"

/* An empty Coco that the run owns; NULL with the error set where memory is out. */
Coco *coco_begin(Call *call);
static inline const Coco *coco_of(const Run *run) {
  return run->state;
}

/* For the descriptor: whether the files are as they were when they were read. */
bool coco_is_fresh(const Run *run);

/* Makes an array of the state, whose items are the function's rows, the rows of the run. */
void coco_hand_over(Call *call, void **rows, size_t count);

#endif
