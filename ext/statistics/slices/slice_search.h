/*
** The search for slices: conjunctions of up to three conditions, such as "class person and weather rain",
** whose rows are wrong more often than others. Exact: nothing is left out but what cannot be among the best.
*/
#ifndef BOXSCORE_STATISTICS_SLICES_SLICE_SEARCH_H
#define BOXSCORE_STATISTICS_SLICES_SLICE_SEARCH_H

#include "base/workers.h"
#include "statistics/slices/slice_measure.h"

enum { SLICE_CONDITIONS_MOST = 3, SLICE_VALUES_MOST = 1000 };

/* Rows with their attributes: a row's value of an attribute is a number below value_counts[attribute], or
** that number itself, with which it is in no slice of the attribute. */
typedef struct SliceTable {
  size_t rows, attribute_count;
  uint16_t **values;            /* [attribute][row] */
  const uint32_t *value_counts; /* each at most SLICE_VALUES_MOST */
  uint8_t *is_error;            /* of each row, 0 or 1 */
} SliceTable;

typedef struct SliceCondition {
  uint16_t attribute, value;
} SliceCondition;

typedef struct Slice {
  double score;
  uint32_t rows, errors;
  uint32_t count; /* of conditions */
  SliceCondition conditions[SLICE_CONDITIONS_MOST];
} Slice;

static inline bool slice_holds(const SliceTable *table, const Slice *slice, size_t row) {
  bool holds = true;
  for (uint32_t i = 0; i < slice->count; i++)
    holds = holds && table->values[slice->conditions[i].attribute][row] == slice->conditions[i].value;
  return holds;
}

/*
** Fills in the best slices, at most `most` of them, that have a score above 0 and at most `conditions`
** conditions, the best first: of equal scores the one with fewer conditions, then the one with the first
** attributes and values. Returns how many there are. The same for any number of threads.
*/
size_t slices_search(const SliceTable *table, const SliceMeasure *measure, size_t conditions,
                     const Workers *workers, Slice *best, size_t most, Error *error);

#endif
