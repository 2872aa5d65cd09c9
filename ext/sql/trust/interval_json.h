/*
** How the interval aggregates give their result: {"value":0.61,"low":0.55,"high":0.66,"standard_error":0.03,
** "images":120,"reliable":1}, with null for what is not known.
*/
#ifndef BOXSCORE_SQL_TRUST_INTERVAL_JSON_H
#define BOXSCORE_SQL_TRUST_INTERVAL_JSON_H

#include "host/aggregate.h"

#define INTERVAL_RETURNS                                                                                     \
  "TEXT: JSON with value, low, high, standard_error, images and reliable; low, high and standard_error are " \
  "null where reliable is 0"

typedef struct IntervalResult {
  double value, low, high, standard_error; /* NaN: null */
  double images;
  bool is_reliable;
} IntervalResult;

void interval_result(AggregateCall *group, const IntervalResult *result);

#endif
