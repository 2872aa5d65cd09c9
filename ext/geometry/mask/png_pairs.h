/*
** The values of two PNG masks of one image, pixel by pixel: how many pixels have which pair of values. The
** value of a pixel is that of mask_png.h.
**
**     PngPairs pairs = {0};
**     for (each image) {
**       png_pairs_begin(&pairs, labels, labels_length, poll, &error);
**       png_pairs_count(&pairs, predictions, predictions_length, poll, &error);
**       for (size_t i = 0; i < pairs.count; i++) use(&pairs.items[i]);
**     }
**     png_pairs_release(&pairs);
**
** Neither image is kept: the first becomes runs of equal values, the second is compared as it is decoded.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_PNG_PAIRS_H
#define BOXSCORE_GEOMETRY_MASK_PNG_PAIRS_H

#include "base/memory.h"
#include "image/png_pixels.h"

enum { PNG_PAIRS_MOST = 1 << 20 }; /* of one image: beyond that they are pictures and no masks */

typedef struct PngPair {
  uint32_t label, prediction;
  uint64_t pixels;
} PngPair;

typedef struct PngPairs {
  PngPair *items; /* ascending by label, then prediction */
  size_t count;

  /* Private from here. */
  PngShape shape;          /* of the PNG at hand */
  uint32_t *values, *ends; /* runs of the first, row by row as one line */
  size_t run_count, value_room, end_room, run;
  uint32_t *row; /* the values of the row at hand */
  size_t row_room;
  uint32_t position; /* where the row begins */
  uint32_t *slots;   /* by a hash of the pair: its item + 1, 0 = free */
  size_t slot_count, item_room;
} PngPairs;

/* poll may be NULL. */
void png_pairs_begin(PngPairs *pairs, const void *bytes, size_t length, Poll *poll, Error *error);
/* Of another size than the first one is an error. */
void png_pairs_count(PngPairs *pairs, const void *bytes, size_t length, Poll *poll, Error *error);
void png_pairs_release(PngPairs *pairs);

#endif
