/*
** The distance of Kolmogorov and Smirnov: how far the distributions of two samples are apart.
*/
#ifndef BOXSCORE_STATISTICS_KS_DISTANCE_H
#define BOXSCORE_STATISTICS_KS_DISTANCE_H

#include "base/memory.h"
#include "base/workers.h"

/* The values of both samples in one list. Start with {0}. */
typedef struct Samples {
  uint64_t *keys;    /* the values, as sort_key_ascending orders them */
  uint32_t *samples; /* 0 or 1: whose value it is */
  size_t count, capacity[2];
} Samples;

void samples_add(Samples *samples, double value, int sample, Error *error); /* the value is finite */
void samples_release(Samples *samples);

/*
** The largest difference between the shares of the two samples that lie at or below a value: 0 (equal) to 1
** (apart). NaN where one of them is empty. Equal values count at once, as in scipy's ks_2samp; the order of
** the values does not matter, and the quotient of two whole numbers is rounded once. Sorts the list. poll may
** be NULL.
*/
double ks_distance(Samples *samples, Poll *poll, Error *error);

#endif
