/*
** Stable sorts of row numbers. The caller lends the scratch space, so that sorting never fails.
*/
#ifndef BOXSCORE_BASE_SORT_H
#define BOXSCORE_BASE_SORT_H

#include "base/workers.h"

/* Sorts rows by bucket_of_row[row], by counting. starts has bucket_count + 1 entries and returns where each
** begins. */
void sort_by_bucket(uint32_t *rows, uint32_t *scratch, size_t count, const uint32_t *bucket_of_row,
                    size_t bucket_count, uint32_t *starts);

/* Sorts keys ascending and the rows along with them. */
void sort_by_key(uint64_t *keys, uint32_t *rows, uint64_t *scratch_keys, uint32_t *scratch_rows,
                 size_t count);

/* The same of many rows: looks on the way whether the work is to stop. Then an error is set and nothing is in
** order. */
void sort_by_key_checked(uint64_t *keys, uint32_t *rows, uint64_t *scratch_keys, uint32_t *scratch_rows,
                         size_t count, const Task *task, Error *error);

/* Sorts rows by a comparison of two rows (a merge sort). */
void sort_by_comparison(uint32_t *rows, uint32_t *scratch, size_t count,
                        int (*compare)(const void *context, uint32_t a, uint32_t b), const void *context);

void sort_by_comparison_checked(uint32_t *rows, uint32_t *scratch, size_t count,
                                int (*compare)(const void *context, uint32_t a, uint32_t b),
                                const void *context, const Task *task, Error *error);

/* Keys whose ascending order is the order of the numbers; 0 and -0 are equal. */
uint64_t sort_key_ascending(double value);
static inline uint64_t sort_key_descending(double value) {
  return ~sort_key_ascending(value);
}
static inline uint64_t sort_key_of_integer(int64_t value) {
  return (uint64_t)value ^ ((uint64_t)1 << 63);
}

#endif
