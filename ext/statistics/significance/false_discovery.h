/*
** Benjamini and Hochberg's q: the share of false discoveries among all rows whose q is at most that (1995).
*/
#ifndef BOXSCORE_STATISTICS_SIGNIFICANCE_FALSE_DISCOVERY_H
#define BOXSCORE_STATISTICS_SIGNIFICANCE_FALSE_DISCOVERY_H

#include "base/memory.h"

/* q[i] of p[i]; a p that is NaN has none and does not count. */
void false_discovery_rates(const double *p, size_t count, double *q, Error *error);

#endif
