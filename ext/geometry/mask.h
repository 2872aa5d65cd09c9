/*
** Masks as run lengths (COCO RLE): column by column, background first (semantics, section 2). All work is on the runs,
** never on expanded pixels.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_H
#define BOXSCORE_GEOMETRY_MASK_H

#include "base/memory.h"
#include "geometry/box.h"

typedef struct Mask {
  uint32_t width, height; /* of the canvas; at most 2^31 pixels in all */
  uint32_t run_count;
  const uint32_t *runs; /* lengths that add up to width * height */
} Mask;

#endif
