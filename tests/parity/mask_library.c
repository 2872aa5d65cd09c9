/*
** The masks of ext/geometry as a library that tests/parity/mask.py calls. Strings in, strings out; what a call gives is
** good until the next one. A result of NULL or -1 comes with a text in mask_error().
*/
#include <stdlib.h>

#include "../mask_pixels.h"

#define VISIBLE __attribute__((visibility("default")))

static Arena arena;
static MaskScratch scratch;
static Error error;

static void *allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

static void begin(void) {
  memory_allocator = (Allocator){allocate, reallocate, free};
  arena_release(&arena);
  error = (Error){0};
}

static const char *as_string(Mask mask) {
  size_t length;
  return mask_to_string(&mask, &arena, &length, &error);
}

static Mask read(const char *text, size_t length, uint32_t width, uint32_t height) {
  return mask_from_string(text, length, width, height, &arena, "mask", NULL, &error);
}

VISIBLE const char *mask_error(void);
VISIBLE const char *mask_error(void) {
  return error.text;
}

VISIBLE const char *mask_of_polygon(const double *points, const uint32_t *counts, const uint8_t *holes,
                                    uint32_t rings, uint32_t width, uint32_t height);
VISIBLE const char *mask_of_polygon(const double *points, const uint32_t *counts, const uint8_t *holes,
                                    uint32_t rings, uint32_t width, uint32_t height) {
  begin();
  Ring *list = malloc((rings + 1) * sizeof *list);
  for (uint32_t i = 0; i < rings; i++) {
    list[i] = (Ring){points, counts[i], holes[i] != 0};
    points += 2 * (size_t)counts[i];
  }
  Mask mask = mask_from_polygon(&(Polygon){list, rings}, width, height, &scratch, &arena, "mask", &error);
  free(list);
  return as_string(mask);
}

VISIBLE const char *mask_of_box(const double *box, uint32_t width, uint32_t height);
VISIBLE const char *mask_of_box(const double *box, uint32_t width, uint32_t height) {
  begin();
  Box value = {box[0], box[1], box[2], box[3]};
  return as_string(mask_from_box(value, width, height, &scratch, &arena, "mask", &error));
}

VISIBLE const char *mask_of_counts(const double *counts, size_t count, uint32_t width, uint32_t height);
VISIBLE const char *mask_of_counts(const double *counts, size_t count, uint32_t width, uint32_t height) {
  begin();
  return as_string(mask_from_counts(counts, count, width, height, &arena, "mask", NULL, &error));
}

VISIBLE const char *mask_of_pixels(const uint8_t *pixels, int value, uint32_t width, uint32_t height);
VISIBLE const char *mask_of_pixels(const uint8_t *pixels, int value, uint32_t width, uint32_t height) {
  begin();
  return as_string(mask_from_pixels(pixels, width, value, width, height, &arena, &error));
}

VISIBLE int mask_pixels(const char *text, size_t length, uint32_t width, uint32_t height, uint8_t *pixels);
VISIBLE int mask_pixels(const char *text, size_t length, uint32_t width, uint32_t height, uint8_t *pixels) {
  begin();
  Mask mask = read(text, length, width, height);
  mask_to_pixels(&mask, width, pixels);
  return ok(&error) ? 0 : -1;
}

/* Area, then box. */
VISIBLE int mask_measures(const char *text, size_t length, uint32_t width, uint32_t height, double *out);
VISIBLE int mask_measures(const char *text, size_t length, uint32_t width, uint32_t height, double *out) {
  begin();
  Mask mask = read(text, length, width, height);
  Box box = mask_box(&mask);
  const double measures[] = {(double)mask_area(&mask), box.x, box.y, box.width, box.height};
  for (int i = 0; i < 5; i++) out[i] = measures[i];
  return ok(&error) ? 0 : -1;
}

VISIBLE double mask_iou_of(const char *a, size_t length_a, const char *b, size_t length_b, uint32_t width,
                           uint32_t height, int crowd);
VISIBLE double mask_iou_of(const char *a, size_t length_a, const char *b, size_t length_b, uint32_t width,
                           uint32_t height, int crowd) {
  begin();
  Mask first = read(a, length_a, width, height), second = read(b, length_b, width, height);
  if (!ok(&error)) return -1;
  return mask_iou_of_areas(mask_intersection_area(&first, &second, NULL, &error), mask_area(&first),
                           mask_area(&second), crowd != 0);
}

VISIBLE const char *mask_merged(const char *const *texts, const size_t *lengths, size_t count, uint32_t width,
                                uint32_t height, int operation);
VISIBLE const char *mask_merged(const char *const *texts, const size_t *lengths, size_t count, uint32_t width,
                                uint32_t height, int operation) {
  begin();
  Mask *masks = malloc((count + 1) * sizeof *masks);
  for (size_t i = 0; i < count; i++) masks[i] = read(texts[i], lengths[i], width, height);
  Mask merged = mask_merge(masks, count, (MaskOperation)operation, &scratch, &arena, "mask", &error);
  free(masks);
  return as_string(merged);
}

VISIBLE const char *mask_boundary_of(const char *text, size_t length, uint32_t width, uint32_t height,
                                     uint32_t distance);
VISIBLE const char *mask_boundary_of(const char *text, size_t length, uint32_t width, uint32_t height,
                                     uint32_t distance) {
  begin();
  Mask mask = read(text, length, width, height);
  return as_string(mask_boundary(&mask, distance, &scratch, &arena, &error));
}

VISIBLE uint32_t mask_distance(uint32_t width, uint32_t height, double ratio);
VISIBLE uint32_t mask_distance(uint32_t width, uint32_t height, double ratio) {
  return mask_boundary_distance(width, height, ratio);
}
