/*
** Resamples: which images are drawn how often, the same on every machine and for any number of threads
** (numbers.md, section 9b).
**
** With the draws of draws.h, resample b of n images consists of the images floor(draw(b, j) n / 2^32), j from
** 0 to n - 1, in the order of their ids. A swap exchanges the two models of image i where draw(b, i) is odd.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_RESAMPLES_H
#define BOXSCORE_STATISTICS_RESAMPLING_RESAMPLES_H

#include "base/workers.h"

/* Resamples are made and followed so many at a time. */
enum { RESAMPLE_LANES = 32 };

/* The weights of units in a block of resamples: those of a unit lie side by side. An image that is drawn more
** than 255 times, which has a probability below 1e-500, counts 255 times. */
typedef struct Weights {
  uint8_t *of; /* [units][RESAMPLE_LANES] */
  size_t units;
  unsigned most; /* the largest; at least 1 */
} Weights;

static inline const uint8_t *weights_of(const Weights *weights, uint32_t unit) {
  return weights->of + (size_t)unit * RESAMPLE_LANES;
}

/* What fills the weights of block `block`: resamples from block * RESAMPLE_LANES on. */
typedef struct Drawing {
  uint64_t seed;
  size_t images; /* all that are drawn from; those from `units` on hold nothing */
} Drawing;

typedef void DrawWeights(const Drawing *drawing, size_t block, Weights *weights, const Task *task,
                         Error *error);

/* Units are images. */
DrawWeights resamples_draw;
/* Units are the images with the first model, those with the second, and one more of weight 1. The first
** model's score of a swap follows from the weights of swaps_draw, the second's from those of
** swaps_draw_other. */
DrawWeights swaps_draw, swaps_draw_other;

#endif
