/*
** The search for slices, for Python's ctypes: what tests/parity/slices.py compares with sliceline and DivExplorer. Values of an
** attribute are numbers from 0 on, column by column.
*/
#include <stdlib.h>

#include "statistics/slices/slice_search.h"

#define SHOWN __attribute__((visibility("default")))

enum { ATTRIBUTES_MOST = 32 };

static void *allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

static struct {
  uint16_t *columns[ATTRIBUTES_MOST];
  uint32_t counts[ATTRIBUTES_MOST];
  SliceTable table;
} data;

SHOWN void slices_begin(size_t rows, size_t attributes, uint16_t *values, const uint32_t *counts,
                        uint8_t *is_error) {
  memory_allocator = (Allocator){allocate, reallocate, free};
  for (size_t a = 0; a < attributes; a++) {
    data.columns[a] = values + a * rows;
    data.counts[a] = counts[a];
  }
  data.table = (SliceTable){rows, attributes, data.columns, data.counts, is_error};
}

/* Rows and errors where the attributes have these values; -1: any. */
SHOWN void slices_count(const int *values, size_t *rows, size_t *errors) {
  Slice slice = {.count = 0};
  *rows = *errors = 0;
  for (size_t a = 0; a < data.table.attribute_count; a++) {
    if (values[a] >= 0 && slice.count < SLICE_CONDITIONS_MOST)
      slice.conditions[slice.count++] = (SliceCondition){(uint16_t)a, (uint16_t)values[a]};
  }
  for (size_t row = 0; row < data.table.rows; row++) {
    bool holds = slice_holds(&data.table, &slice, row);
    *rows += holds;
    *errors += holds && data.table.is_error[row];
  }
}

/* Fills in score, rows and errors of the best slices by SliceLine's score; -1: it failed. */
SHOWN long slices_best(size_t rows_least, size_t conditions, size_t most, double *scores, uint32_t *rows,
                       uint32_t *errors) {
  Error error = {0};
  SliceMeasure measure = {.kind = SLICE_LINE, .rows = data.table.rows, .rows_least = rows_least};
  Slice *best = malloc(most * sizeof *best);
  for (size_t row = 0; row < data.table.rows; row++) measure.errors += data.table.is_error[row];
  size_t count =
      best ? slices_search(&data.table, &measure, conditions, &(Workers){2, NULL}, best, most, &error) : 0;
  for (size_t i = 0; i < count; i++) {
    scores[i] = best[i].score;
    rows[i] = best[i].rows;
    errors[i] = best[i].errors;
  }
  bool failed = !best || !ok(&error);
  free(best);
  return failed ? -1 : (long)count;
}
