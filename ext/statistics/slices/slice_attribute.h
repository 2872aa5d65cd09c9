/*
** An attribute of rows, coded for the search: categories as they are, numbers in bins.
*/
#ifndef BOXSCORE_STATISTICS_SLICES_SLICE_ATTRIBUTE_H
#define BOXSCORE_STATISTICS_SLICES_SLICE_ATTRIBUTE_H

#include <stdbool.h>

#include "base/memory.h"

#define SLICE_NO_CATEGORY UINT32_MAX

/* What a condition asks of a row. Of numbers: that one where low = high, else those above low up to high, of
** which either may be infinite. */
typedef struct SliceValue {
  uint32_t category; /* SLICE_NO_CATEGORY: numbers */
  double low, high;
} SliceValue;

/* Release it in every case. */
typedef struct SliceAttribute {
  uint16_t *of_row;   /* the number of a row's value; `count`: it has none that counts */
  SliceValue *values; /* ascending */
  uint32_t count;
} SliceAttribute;

/* A value counts where at least rows_least rows have it; of more than SLICE_VALUES_MOST categories, those
** that come first. A row without a number has NaN, one without a category SLICE_NO_CATEGORY. */
void slice_attribute_of_categories(SliceAttribute *attribute, const uint32_t *categories, size_t rows,
                                   size_t category_count, size_t rows_least, Error *error);
/* In at most bins_most bins, as bins_make cuts them. */
void slice_attribute_of_numbers(SliceAttribute *attribute, const double *numbers, size_t rows,
                                size_t bins_most, size_t rows_least, Error *error);
void slice_attribute_release(SliceAttribute *attribute);

static inline bool slice_value_holds_number(const SliceValue *value, double number) {
  return value->low == value->high ? number == value->low : number > value->low && number <= value->high;
}

#endif
