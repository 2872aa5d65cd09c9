/*
** Masks from pixels and back, one pixel at a time: for the tests, which compare with pictures.
*/
#ifndef BOXSCORE_TESTS_MASK_PIXELS_H
#define BOXSCORE_TESTS_MASK_PIXELS_H

#include "geometry/mask/mask.h"

/* The pixels of one value (0 to 255), or all that are not 0 (-1); `stride` bytes a row. */
static inline Mask mask_from_pixels(const uint8_t *pixels, size_t stride, int value, uint32_t width,
                                    uint32_t height, Arena *arena, Error *error) {
  size_t count = (size_t)width * height;
  uint32_t *runs = arena_allocate(arena, (count + 1) * sizeof *runs, error);
  if (!runs) return (Mask){0};
  Mask mask = {width, height, 1, runs};
  bool last = false;
  runs[0] = 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t pixel = pixels[i % height * stride + i / height];
    bool inside = value < 0 ? pixel != 0 : pixel == value;
    if (inside != last) runs[mask.run_count++] = 0;
    runs[mask.run_count - 1]++;
    last = inside;
  }
  return mask;
}

/* Sets the mask's pixels to 1 and leaves the others as they are. */
static inline void mask_to_pixels(const Mask *mask, size_t stride, uint8_t *pixels) {
  size_t at = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    for (uint32_t j = 0; j < mask->runs[i]; j++, at++) {
      if (i % 2) pixels[at % mask->height * stride + at / mask->height] = 1;
    }
  }
}

#endif
