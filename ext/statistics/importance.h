/*
** Importance: how much of whether a prediction is correct a metric tells, beyond chance (numbers.md, section
** 6).
**
** The values are put into bins, one for each 50 rows, 10 to 100. The information is what the bins say of the
** outcomes; chance is what they say on average once the images have exchanged their bins, in 19 shuffles that
** keep the rows of an image together.
**
** The hash of the shuffles is the same on every machine. With mix(z), a step of splitmix64 (public domain, S.
** Vigna), and bits(id), base/id's id_bits with the salt 's', all modulo 2^64:
**
**     key(s, image)        = mix(bits(image) ^ mix(s))
**     draw(s, image, row)  = (key(s, image) ^ bits(row)) * 0x9E3779B97F4A7C15
**
** Shuffle s, from 1, orders the images by their keys, ties by the image. The upper 32 bits of a row's draw
** over 2^32 are u: the row takes the bin of the donor's row number floor(u * rows of the donor).
**
** Rows of an image stand by id. Where each row is an image of its own, its place (by value, then outcome) is
** its id.
*/
#ifndef BOXSCORE_STATISTICS_IMPORTANCE_H
#define BOXSCORE_STATISTICS_IMPORTANCE_H

#include "base/id.h"
#include "statistics/binning.h"
#include "statistics/pairs.h"

enum { IMPORTANCE_SHUFFLES = 19, IMPORTANCE_BINS_MOST = 100, IMPORTANCE_ROWS_BETWEEN_CHECKS = 65536 };

typedef struct Importance {
  double importance; /* 0 to 1; NaN with fewer than two rows of either outcome */
  double chance;     /* of the entropy of the outcomes, 0 to 1; NaN too */
  bool reliable;     /* at least 50 rows are true, and the information is above that of every shuffle */
} Importance;

static inline uint64_t importance_bits(const Id *id) {
  return id_bits(id, 's');
}

/* The orders of the images in all shuffles, shared by the metrics. Release it in every case. */
typedef struct ImageOrders {
  size_t count;
  uint64_t *bits;   /* of each image */
  uint32_t *orders; /* of shuffle s from (s - 1) * count on */
} ImageOrders;

void image_orders_make(ImageOrders *orders, const Id *images, size_t count, const Workers *workers,
                       Error *error);
void image_orders_release(ImageOrders *orders);

/* The rows of one metric that have a value. */
typedef struct ImportanceRows {
  Pairs pairs;     /* value, and 1 or 0: whether the prediction is correct. importance() sorts them */
  uint32_t *image; /* ascending: numbers of ImageOrders; not used without these */
  uint64_t *bits;  /* of the rows' ids, in the same order */
} ImportanceRows;

/* Scratch for at most `capacity` rows, in at most as many images as the orders have; one worker's. */
typedef struct ImportanceScratch {
  PairSpace pairs;
  uint8_t *bins, *hits, *image_bins;
  uint64_t *bits;
  uint32_t *starts, *donors, *places;
} ImportanceScratch;

void importance_scratch_make(ImportanceScratch *scratch, size_t capacity, size_t images, Error *error);
void importance_scratch_release(ImportanceScratch *scratch);

/* orders: NULL where each row is an image of its own, which is so too where all rows are of one image. Sorts
** the pairs by value, then outcome, and uses all of the scratch. Stops where the task is to stop. */
Importance importance(ImportanceRows *rows, const ImageOrders *orders, ImportanceScratch *scratch,
                      const Task *task, Error *error);

#endif
