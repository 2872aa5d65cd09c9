/*
** Masks from PNG files (mask_png_read.c), and masks as PNG files (mask_png_write.c). PNG files as images:
** image/.
**
** The value of a pixel is its palette index or its grey value as it is stored (8 or 16 bits, or less), or for
** colours the id of COCO's panoptic masks, red + 256 * green + 65536 * blue; a pixel whose alpha is 0 has
** value 0. What only says how an image is shown has no part in it: the colours and transparencies of a
** palette, a transparent colour (tRNS), gamma and profiles. Colours of 16 bits have no values.
**
** Masks come from the places where the value changes down a column, so that the pixels are seen once and
** never kept.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_MASK_PNG_H
#define BOXSCORE_GEOMETRY_MASK_MASK_PNG_H

#include "base/workers.h"
#include "geometry/mask/mask.h"
#include "image/png_pixels.h"

enum {
  PNG_CHANGES_MOST = 1 << 24, /* of the value down the columns: beyond that it is a picture and no mask */
  PNG_VALUES_MOST = 1 << 20   /* that are not 0, in one image */
};

/* The value of a pixel, see above. */
static inline uint32_t mask_png_value(const uint8_t *pixel, PngPixel kind) {
  switch (kind) {
  case PNG_BYTE: return pixel[0];
  case PNG_GREY_16: return (uint32_t)pixel[0] << 8 | pixel[1];
  case PNG_GREY_ALPHA: return pixel[1] ? pixel[0] : 0;
  case PNG_GREY_ALPHA_16: return pixel[2] | pixel[3] ? (uint32_t)pixel[0] << 8 | pixel[1] : 0;
  case PNG_COLOUR_ALPHA:
    if (!pixel[3]) return 0;
    break;
  case PNG_COLOUR: break;
  }
  return pixel[0] | (uint32_t)pixel[1] << 8 | (uint32_t)pixel[2] << 16;
}

/* The pixels of one value, or with PNG_NOT_ZERO all whose value is not 0. poll may be NULL. */
enum { PNG_NOT_ZERO = -1 };
void png_mask(const void *bytes, size_t length, int64_t value, Arena *arena, Mask *out, Poll *poll,
              Error *error);

typedef struct PngInstance {
  uint32_t value;
  Mask mask;
} PngInstance;

/* Each value that is not 0, in ascending order, with its pixels. */
PngInstance *png_instances(const void *bytes, size_t length, Arena *arena, size_t *count, Poll *poll,
                           Error *error);

/* A grey PNG of one bit a pixel, 1 (white) in the mask. Needs no libpng, and the same mask gives the same
** bytes with any version of it, so that an index over them stays true. */
const uint8_t *png_from_mask(const Mask *mask, Arena *arena, size_t *length, Poll *poll, Error *error);

#endif
