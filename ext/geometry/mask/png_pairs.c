#include "geometry/mask/png_pairs.h"

#include <string.h>

#include "base/sort.h"
#include "geometry/mask/mask_png.h"

/* ---- rows of values ---- */

static void begin_rows(PngPairs *pairs, const PngShape *shape, Error *error) {
  pairs->shape = *shape;
  pairs->position = 0;
  memory_reserve((void **)&pairs->row, &pairs->row_room, shape->width, sizeof *pairs->row, error);
}

/* The usual kinds have a loop of their own, which the compiler unrolls. */
static void read_row(const PngPairs *pairs, const uint8_t *pixels) {
  uint32_t *row = pairs->row, width = pairs->shape.width;
  PngPixel pixel = pairs->shape.pixel;
  if (pixel == PNG_COLOUR) {
    for (uint32_t x = 0; x < width; x++) row[x] = mask_png_value(pixels + 3 * (size_t)x, PNG_COLOUR);
  } else if (pixel == PNG_BYTE) {
    for (uint32_t x = 0; x < width; x++) row[x] = pixels[x];
  } else {
    size_t size = pairs->shape.pixel_size;
    for (uint32_t x = 0; x < width; x++) row[x] = mask_png_value(pixels + size * x, pixel);
  }
}

/* Where the run of equal values that begins at x ends in the row. */
static uint32_t run_end(const PngPairs *pairs, uint32_t x) {
  uint32_t value = pairs->row[x];
  while (x < pairs->shape.width && pairs->row[x] == value) x++;
  return x;
}

/* ---- the first PNG: runs ---- */

static void add_value_run(PngPairs *pairs, uint32_t value, uint32_t end, Error *error) {
  size_t count = pairs->run_count;
  if (count && pairs->values[count - 1] == value) {
    pairs->ends[count - 1] = end;
    return;
  }
  if (count == PNG_CHANGES_MOST)
    error_input(error, "a PNG whose values change more than %d times along its rows: a picture, not a mask",
                PNG_CHANGES_MOST);
  memory_reserve((void **)&pairs->values, &pairs->value_room, count + 1, sizeof *pairs->values, error);
  memory_reserve((void **)&pairs->ends, &pairs->end_room, count + 1, sizeof *pairs->ends, error);
  if (!ok(error)) return;
  pairs->values[count] = value;
  pairs->ends[count] = end;
  pairs->run_count++;
}

static void begin_first(void *context, const PngShape *shape, Error *error) {
  PngPairs *pairs = context;
  begin_rows(pairs, shape, error);
  pairs->run_count = 0;
}

static void take_first(void *context, const uint8_t *pixels, Error *error) {
  PngPairs *pairs = context;
  read_row(pairs, pixels);
  for (uint32_t x = 0, end; x < pairs->shape.width && ok(error); x = end) {
    end = run_end(pairs, x);
    add_value_run(pairs, pairs->row[x], pairs->position + end, error);
  }
  pairs->position += pairs->shape.width;
}

void png_pairs_begin(PngPairs *pairs, const void *bytes, size_t length, Poll *poll, Error *error) {
  const PngSink sink = {.begin = begin_first, .row = take_first, .context = pairs};
  if (ok(error)) png_pixels_read(bytes, length, &sink, poll, error);
}

/* ---- the second PNG: pairs ---- */

static size_t slot_of(const PngPairs *pairs, uint32_t label, uint32_t prediction) {
  uint64_t hash = ((uint64_t)label << 32 | prediction) * 0x9E3779B97F4A7C15U;
  return (size_t)(hash >> 32) & (pairs->slot_count - 1);
}

static void put_item(PngPairs *pairs, size_t item) {
  size_t slot = slot_of(pairs, pairs->items[item].label, pairs->items[item].prediction);
  while (pairs->slots[slot]) slot = (slot + 1) & (pairs->slot_count - 1);
  pairs->slots[slot] = (uint32_t)item + 1;
}

/* Twice as many slots as items at least. */
static void grow_slots(PngPairs *pairs, Error *error) {
  size_t count = pairs->slot_count ? 2 * pairs->slot_count : 256;
  uint32_t *slots = memory_allocate_zeroed(count, sizeof *slots, error);
  if (!slots) return;
  memory_release(pairs->slots);
  pairs->slots = slots;
  pairs->slot_count = count;
  for (size_t i = 0; i < pairs->count; i++) put_item(pairs, i);
}

static PngPair *find_pair(PngPairs *pairs, uint32_t label, uint32_t prediction, Error *error) {
  size_t slot = slot_of(pairs, label, prediction);
  for (; pairs->slots[slot]; slot = (slot + 1) & (pairs->slot_count - 1)) {
    PngPair *pair = &pairs->items[pairs->slots[slot] - 1];
    if (pair->label == label && pair->prediction == prediction) return pair;
  }
  if (pairs->count == PNG_PAIRS_MOST)
    error_input(error, "more than %d pairs of values in one image: pictures, not masks", PNG_PAIRS_MOST);
  memory_reserve((void **)&pairs->items, &pairs->item_room, pairs->count + 1, sizeof *pairs->items, error);
  if (2 * (pairs->count + 1) > pairs->slot_count) grow_slots(pairs, error);
  if (!ok(error)) return NULL;
  pairs->items[pairs->count] = (PngPair){label, prediction, 0};
  put_item(pairs, pairs->count);
  return &pairs->items[pairs->count++];
}

static void begin_second(void *context, const PngShape *shape, Error *error) {
  PngPairs *pairs = context;
  if (shape->width != pairs->shape.width || shape->height != pairs->shape.height)
    error_input(error, "it has %u x %u pixels, and that of the labels %u x %u", shape->width, shape->height,
                pairs->shape.width, pairs->shape.height);
  begin_rows(pairs, shape, error);
  if (!pairs->slot_count) grow_slots(pairs, error);
  if (!ok(error)) return;
  memset(pairs->slots, 0, pairs->slot_count * sizeof *pairs->slots);
  pairs->count = 0;
  pairs->run = 0;
}

static void take_second(void *context, const uint8_t *pixels, Error *error) {
  PngPairs *pairs = context;
  uint32_t before = pairs->position;
  read_row(pairs, pixels);
  for (uint32_t x = 0, end; x < pairs->shape.width && ok(error); x = end) {
    uint32_t value = pairs->row[x];
    end = run_end(pairs, x);
    for (uint32_t at = before + x; at < before + end && ok(error);) {
      uint32_t stop = pairs->ends[pairs->run] < before + end ? pairs->ends[pairs->run] : before + end;
      PngPair *pair = find_pair(pairs, pairs->values[pairs->run], value, error);
      if (pair) pair->pixels += stop - at;
      if (stop == pairs->ends[pairs->run]) pairs->run++;
      at = stop;
    }
  }
  pairs->position += pairs->shape.width;
}

/* Ascending; the slots no longer fit and are not used again. */
static void sort_items(PngPairs *pairs, Error *error) {
  size_t count = pairs->count;
  uint64_t *keys = memory_allocate(2 * count, sizeof *keys, error);
  uint32_t *rows = memory_allocate(2 * count, sizeof *rows, error);
  PngPair *sorted = memory_allocate(count, sizeof *sorted, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    keys[i] = (uint64_t)pairs->items[i].label << 32 | pairs->items[i].prediction;
    rows[i] = (uint32_t)i;
  }
  if (ok(error)) {
    sort_by_key(keys, rows, keys + count, rows + count, count);
    for (size_t i = 0; i < count; i++) sorted[i] = pairs->items[rows[i]];
    memcpy(pairs->items, sorted, count * sizeof *sorted);
  }
  memory_release(keys);
  memory_release(rows);
  memory_release(sorted);
}

void png_pairs_count(PngPairs *pairs, const void *bytes, size_t length, Poll *poll, Error *error) {
  const PngSink sink = {.begin = begin_second, .row = take_second, .context = pairs};
  if (ok(error)) png_pixels_read(bytes, length, &sink, poll, error);
  if (ok(error)) sort_items(pairs, error);
}

void png_pairs_release(PngPairs *pairs) {
  memory_release(pairs->items);
  memory_release(pairs->values);
  memory_release(pairs->ends);
  memory_release(pairs->row);
  memory_release(pairs->slots);
  *pairs = (PngPairs){0};
}
