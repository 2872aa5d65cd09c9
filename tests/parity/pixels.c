/*
** Decoded pixels, and hue, saturation and value, as a library that tests/parity/pixels.py calls.
*/
#include <stdlib.h>

#include "base/memory.h"
#include "image/image_decode.h"
#include "measure/hsv.h"

#define VISIBLE __attribute__((visibility("default")))

static Image image;
static Error error;

static void *allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

/* Red, green and blue of each pixel, good until the next call; NULL after an error, whose text is in pixels_error(). */
VISIBLE const uint8_t *pixels_decode(const void *bytes, size_t length, uint32_t size[2]);
VISIBLE const uint8_t *pixels_decode(const void *bytes, size_t length, uint32_t size[2]) {
  memory_allocator = (Allocator){allocate, reallocate, free};
  error = (Error){0};
  image_decode(bytes, length, &image, NULL, &error);
  size[0] = image.width;
  size[1] = image.height;
  return image.width ? image.pixels : NULL;
}

VISIBLE const char *pixels_error(void);
VISIBLE const char *pixels_error(void) {
  return error.text;
}

/* Of `count` pixels into as many triples. */
VISIBLE void pixels_hsv(const uint8_t *rgb, size_t count, uint8_t *hsv);
VISIBLE void pixels_hsv(const uint8_t *rgb, size_t count, uint8_t *hsv) {
  for (size_t i = 0; i < 3 * count; i += 3) {
    Hsv found = hsv_from_rgb(rgb[i], rgb[i + 1], rgb[i + 2]);
    hsv[i] = (uint8_t)found.h;
    hsv[i + 1] = (uint8_t)found.s;
    hsv[i + 2] = (uint8_t)found.v;
  }
}
