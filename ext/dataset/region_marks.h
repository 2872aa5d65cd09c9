/*
** What ignored regions mean for the objects of a data set.
*/
#ifndef BOXSCORE_DATASET_REGION_MARKS_H
#define BOXSCORE_DATASET_REGION_MARKS_H

#include "dataset/dataset.h"

/* After finishing, where the data set has regions of which some are ignored: fills labels.ignored and
** predictions.absorbed. */
void dataset_mark_ignored(Dataset *data, Poll *poll, Error *error);

#endif
