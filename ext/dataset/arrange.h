/*
** Finishing a data set: names are numbered in order, and the rows of both tables are sorted by their groups.
*/
#ifndef BOXSCORE_DATASET_ARRANGE_H
#define BOXSCORE_DATASET_ARRANGE_H

#include "dataset/dataset.h"

/* After the last row. By (model,) class and image; within these labels by id, predictions by descending
** score, then id. Rejects duplicate ids. */
void dataset_finish(Dataset *data, const Workers *workers, Error *error);

/* Fills classes_in_sums by the categories of the classes, which are in their order; ties in class order. */
void dataset_order_sums(Dataset *data, Error *error);

#endif
