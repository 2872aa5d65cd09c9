#include "statistics/slices/slice_attribute.h"

#include <math.h>

#include "base/sort.h"
#include "statistics/binning.h"
#include "statistics/slices/slice_search.h"

/* Numbers the categories that count; numbers[category] is `count` for the others. */
static void choose_categories(SliceAttribute *attribute, const uint32_t *sizes, size_t category_count,
                              size_t rows_least, uint32_t *numbers) {
  for (size_t k = 0; k < category_count; k++) {
    bool counts = sizes[k] >= rows_least && sizes[k] && attribute->count < SLICE_VALUES_MOST;
    numbers[k] = counts ? attribute->count : UINT32_MAX;
    if (counts) attribute->values[attribute->count++] = (SliceValue){(uint32_t)k, 0, 0};
  }
}

void slice_attribute_of_categories(SliceAttribute *attribute, const uint32_t *categories, size_t rows,
                                   size_t category_count, size_t rows_least, Error *error) {
  uint32_t *sizes = memory_allocate_zeroed(category_count, sizeof *sizes, error);
  uint32_t *numbers = memory_allocate(category_count, sizeof *numbers, error);
  size_t room = category_count < SLICE_VALUES_MOST ? category_count : SLICE_VALUES_MOST;
  *attribute = (SliceAttribute){.of_row = memory_allocate(rows, sizeof *attribute->of_row, error),
                                .values = memory_allocate(room, sizeof *attribute->values, error)};
  if (ok(error)) {
    for (size_t row = 0; row < rows; row++) {
      if (categories[row] != SLICE_NO_CATEGORY) sizes[categories[row]]++;
    }
    choose_categories(attribute, sizes, category_count, rows_least, numbers);
    for (size_t row = 0; row < rows; row++) {
      uint32_t number = categories[row] == SLICE_NO_CATEGORY ? UINT32_MAX : numbers[categories[row]];
      attribute->of_row[row] = (uint16_t)(number == UINT32_MAX ? attribute->count : number);
    }
  }
  memory_release(sizes);
  memory_release(numbers);
}

/* Cuts the sorted numbers; rows[i] is the row of sorted[i]. */
static void cut(SliceAttribute *attribute, const double *sorted, const uint32_t *rows, size_t count,
                size_t bins_most, size_t rows_least, Bin *bins) {
  size_t made = bins_make(sorted, count, bins_most, bins);
  for (size_t b = 0; b < made; b++) {
    const Bin *bin = &bins[b];
    if (bin->end - bin->begin < rows_least || bin->end == bin->begin) continue;
    SliceValue value = {SLICE_NO_CATEGORY, bin->low, bin->high};
    if (bin->low < bin->high) {
      if (b == 0) value.low = -INFINITY;
      if (b + 1 == made) value.high = INFINITY;
    }
    for (size_t i = bin->begin; i < bin->end; i++) attribute->of_row[rows[i]] = (uint16_t)attribute->count;
    attribute->values[attribute->count++] = value;
  }
}

void slice_attribute_of_numbers(SliceAttribute *attribute, const double *numbers, size_t rows,
                                size_t bins_most, size_t rows_least, Error *error) {
  uint64_t *keys = memory_allocate(rows, 2 * sizeof *keys, error);
  uint32_t *order = memory_allocate(rows, 2 * sizeof *order, error);
  double *sorted = memory_allocate(rows, sizeof *sorted, error);
  Bin *bins = memory_allocate(bins_most, sizeof *bins, error);
  *attribute = (SliceAttribute){.of_row = memory_allocate(rows, sizeof *attribute->of_row, error),
                                .values = memory_allocate(bins_most, sizeof *attribute->values, error)};
  if (ok(error)) {
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
      attribute->of_row[row] = UINT16_MAX;
      if (isnan(numbers[row])) continue;
      keys[count] = sort_key_ascending(numbers[row]);
      order[count++] = (uint32_t)row;
    }
    sort_by_key(keys, order, keys + rows, order + rows, count);
    for (size_t i = 0; i < count; i++) sorted[i] = numbers[order[i]];
    cut(attribute, sorted, order, count, bins_most, rows_least, bins);
    for (size_t row = 0; row < rows; row++) {
      if (attribute->of_row[row] == UINT16_MAX) attribute->of_row[row] = (uint16_t)attribute->count;
    }
  }
  memory_release(keys);
  memory_release(order);
  memory_release(sorted);
  memory_release(bins);
}

void slice_attribute_release(SliceAttribute *attribute) {
  memory_release(attribute->of_row);
  memory_release(attribute->values);
}
