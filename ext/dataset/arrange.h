/*
** Finishing a data set: names get their numbers in order, and the rows of both tables stand by their groups.
*/
#ifndef BOXSCORE_DATASET_ARRANGE_H
#define BOXSCORE_DATASET_ARRANGE_H

#include "dataset/dataset.h"

/* After the last row. By (model,) class and image; within these labels by id, predictions by descending score, then id.
** Rejects an id that stands twice in a table. */
void dataset_finish(Dataset *data, const Workers *workers, Error *error);

#endif
