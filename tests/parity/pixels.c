/*
** Decoded pixels, and how many of them are red, green and blue, as a library that tests/parity/pixels.py calls.
*/
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "image/image_decode.h"
#include "measure/pixel_metrics.h"

#define VISIBLE __attribute__((visibility("default")))

static Image image;
static Error error;

static void *allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

static void begin(void) {
  memory_allocator = (Allocator){allocate, reallocate, free};
  error = (Error){0};
}

/* Red, green and blue of each pixel, good until the next call; NULL after an error, whose text is in pixels_error(). */
VISIBLE const uint8_t *pixels_decode(const void *bytes, size_t length, uint32_t size[2]);
VISIBLE const uint8_t *pixels_decode(const void *bytes, size_t length, uint32_t size[2]) {
  begin();
  image_decode(bytes, length, &image, NULL, &error);
  size[0] = image.width;
  size[1] = image.height;
  return image.width ? image.pixels : NULL;
}

VISIBLE const char *pixels_error(void);
VISIBLE const char *pixels_error(void) {
  return error.text;
}

/* How many pixels of each row are red, green and blue: three counts a row. */
VISIBLE void pixels_colours(const uint8_t *rgb, uint32_t width, uint32_t height, uint32_t *counts);
VISIBLE void pixels_colours(const uint8_t *rgb, uint32_t width, uint32_t height, uint32_t *counts) {
  PixelScratch scratch = {0};
  begin();
  for (uint32_t y = 0; y < height; y++, rgb += 3 * (size_t)width) {
    uint8_t *pixels = malloc(3 * (size_t)width);
    memcpy(pixels, rgb, 3 * (size_t)width);
    Image row = {.width = width, .height = 1, .pixels = pixels};
    PixelMetrics metrics;
    pixel_metrics(&row, NULL, 0, &metrics, NULL, &scratch, NULL, &error);
    for (int i = 0; i < 3; i++) *counts++ = (uint32_t)(metrics.values[PIXEL_RED + i] * width + .5);
    free(pixels);
  }
  pixel_scratch_release(&scratch);
}
