/*
** Pairs of numbers: the values of a metric and what they are held against. Sorted, they stand in an order
** that the pairs alone decide, so that no figure depends on the order of the rows.
*/
#ifndef BOXSCORE_STATISTICS_PAIRS_H
#define BOXSCORE_STATISTICS_PAIRS_H

#include "base/memory.h"
#include "base/workers.h"

/* Finite numbers. Start with {0}, or make room with pairs_reserve and fill the arrays. */
typedef struct Pairs {
  double *x, *y;
  size_t count, x_capacity, y_capacity;
} Pairs;

void pairs_reserve(Pairs *pairs, size_t count, Error *error);
void pairs_add(Pairs *pairs, double x, double y, Error *error);
void pairs_release(Pairs *pairs);

/* Scratch for the work on at most `capacity` pairs; one worker's. */
typedef struct PairSpace {
  size_t capacity;
  uint64_t *keys, *other_keys;
  uint32_t *rows, *other_rows;
  double *numbers;
} PairSpace;

void pair_space_make(PairSpace *space, size_t capacity, Error *error); /* release it in every case */
void pair_space_release(PairSpace *space);

/* By x, then by y; space->rows returns where each stood. Stops where the task is to stop; then they are in no
** order. */
void pairs_sort(Pairs *pairs, PairSpace *space, const Task *task, Error *error);

/* Pearson's correlation of sorted pairs, -1 to 1; NaN where x or y is constant. Equal to numpy.corrcoef
** within 1e-12. */
double pairs_correlation(const Pairs *pairs);

#endif
