/*
** Weak slices: conditions under which a model is wrong more often than elsewhere, found on one half of the
** images and proven on the other (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_SLICES_WEAK_SLICES_H
#define BOXSCORE_STATISTICS_SLICES_WEAK_SLICES_H

#include "statistics/slices/slice_proof.h"
#include "statistics/slices/slice_search.h"

enum { WEAK_SLICES_MOST = 20 };

/* The rows of one kind, labels or predictions, of one model. */
typedef struct SliceUniverse {
  SliceTable table;
  const uint32_t *image; /* of each row */
  size_t image_count;
  const uint8_t *is_searched; /* of each image: the search sees its rows, else the proof */
} SliceUniverse;

typedef struct WeakSliceSettings {
  size_t conditions; /* of a slice, 1 to SLICE_CONDITIONS_MOST */
  size_t rows_least, images_least;
  size_t flips;
  uint64_t seed;
} WeakSliceSettings;

typedef struct WeakSlice {
  Slice slice;
  size_t rows, images; /* of the whole data */
  /* Its p is that of the harder of two tests: beside all rows, and without the rows of the slices before it.
  ** */
  SliceProof proof;
} WeakSlice;

/* Fills in at most WEAK_SLICES_MOST of them, in the order in which they were found; returns how many. */
size_t weak_slices(const SliceUniverse *universe, const WeakSliceSettings *settings, const Workers *workers,
                   WeakSlice *slices, Error *error);

#endif
