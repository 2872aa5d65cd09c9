/*
** Importance: how much of whether a prediction is true a metric tells (numbers.md, section 6).
**
** It is the mutual information between the metric and the outcome, divided by the entropy of the outcome: 0, they have
** nothing to do with each other; 1, the metric alone decides. The information is estimated from distances to nearest
** neighbours (B. C. Ross, Mutual information between discrete and continuous data sets, PLoS ONE 9(2), 2014), as
** scikit-learn's mutual_info_classif does it, in n log n, and with a hash in place of its random noise.
*/
#ifndef BOXSCORE_STATISTICS_IMPORTANCE_H
#define BOXSCORE_STATISTICS_IMPORTANCE_H

#include "base/workers.h"
#include "statistics/pairs.h"

/*
** Of sorted pairs whose y is 1 (true) or 0 (false). 0 where x is constant, NaN with fewer than two pairs of either
** outcome. Uses all of the space, and `counts`: one for each pair and one more. Stops where the task is to stop.
*/
double importance(const Pairs *pairs, PairSpace *space, uint32_t *counts, const Task *task, Error *error);

/* The number in -1..1 that takes the place of noise: of a value, its outcome (0 or 1), its ordinal from 0 among the rows
** that share both, and the draw. */
double importance_noise(double value, unsigned outcome, uint64_t ordinal, unsigned draw);

#endif
