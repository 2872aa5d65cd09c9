/*
** The proof of a slice on rows that the search has not seen: its rate of errors beside that of the other
** rows, where the rows of an image may be wrong together (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_SLICES_SLICE_PROOF_H
#define BOXSCORE_STATISTICS_SLICES_SLICE_PROOF_H

#include "base/workers.h"

/* Rows, errors and images (numbered from 0) of all data; those with takes_part 0 are left out. */
typedef struct ProofRows {
  size_t count, image_count;
  const uint32_t *image;
  const uint8_t *is_error, *in_slice, *takes_part;
} ProofRows;

typedef struct SliceProof {
  double rate, rest_rate; /* of errors, in the slice and beside it; NaN: there is no row */
  double low, high;       /* the interval of 95 % of their difference; NaN: the slice has too few images */
  double p; /* how often chance makes such a difference or a larger one; 1 where there are no rows */
} SliceProof;

/* The images whose difference a flip turns are those at place i, among the images that take part, for which
** bit i modulo 32 of draw(flip, i / 32) is set (draws.h). */
void slice_prove(const ProofRows *rows, size_t flips, uint64_t seed, Poll *poll, SliceProof *proof,
                 Error *error);

#endif
