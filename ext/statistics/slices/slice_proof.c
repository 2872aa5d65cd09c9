#include "statistics/slices/slice_proof.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/normal.h"
#include "statistics/resampling/draws.h"

enum { IMAGES_LEAST = 10 };

/* Of an image: rows and errors beside the slice and in it. */
typedef struct ImageCounts {
  uint32_t rows[2], errors[2];
} ImageCounts;

/* Brings the images with rows to the front; returns how many there are. */
static size_t count_images(const ProofRows *rows, ImageCounts *images, ImageCounts *all) {
  size_t kept = 0;
  for (size_t row = 0; row < rows->count; row++) {
    if (!rows->takes_part[row]) continue;
    ImageCounts *counts = &images[rows->image[row]];
    counts->rows[rows->in_slice[row]]++;
    counts->errors[rows->in_slice[row]] += rows->is_error[row];
  }
  for (size_t i = 0; i < rows->image_count; i++) {
    ImageCounts counts = images[i];
    if (!counts.rows[0] && !counts.rows[1]) continue;
    for (int side = 0; side < 2; side++) {
      all->rows[side] += counts.rows[side];
      all->errors[side] += counts.errors[side];
    }
    images[kept++] = counts;
  }
  return kept;
}

/* What an image adds to the difference of the rates, were they `rates`. */
static double share_of(const ImageCounts *image, const ImageCounts *all, const double rates[2]) {
  double in = (double)image->errors[1] - rates[1] * (double)image->rows[1];
  double beside = (double)image->errors[0] - rates[0] * (double)image->rows[0];
  return in / (double)all->rows[1] - beside / (double)all->rows[0];
}

/* Of the ratio of two sums over images, to first order. */
static void find_interval(const ImageCounts *images, size_t count, const ImageCounts *all,
                          SliceProof *proof) {
  const double rates[] = {proof->rest_rate, proof->rate};
  double squares = 0, difference = proof->rate - proof->rest_rate;
  size_t in_slice = 0;
  for (size_t i = 0; i < count; i++) {
    double share = share_of(&images[i], all, rates);
    squares += share * share;
    in_slice += images[i].rows[1] > 0;
  }
  if (in_slice < IMAGES_LEAST) return;
  double half = normal_quantile(0.975) * sqrt(squares * (double)count / (double)(count - 1));
  proof->low = difference - half > -1 ? difference - half : -1;
  proof->high = difference + half < 1 ? difference + half : 1;
}

/* ---- flips ---- */

enum { GROUP = 8, GROUPS = 4, SUMS = 1 << GROUP };

/* sums[group][bits]: the shares of those images of the group whose bit is set, negated, and of the others. */
static void sum_groups(const double *shares, size_t count, double *sums) {
  for (size_t first = 0; first < count; first += GROUP) {
    double *group = sums + first / GROUP * SUMS;
    group[0] = 0;
    for (size_t i = first; i < first + GROUP && i < count; i++) group[0] += shares[i];
    for (size_t bits = 1; bits < SUMS; bits++) {
      size_t highest = 0;
      while (bits >> (highest + 1)) highest++;
      double share = first + highest < count ? shares[first + highest] : 0;
      group[bits] = group[bits ^ (size_t)1 << highest] - 2 * share;
    }
  }
}

static double flipped(const double *sums, size_t groups, uint64_t key) {
  double total = 0;
  for (size_t g = 0; g < groups; g += GROUPS) {
    uint64_t bits = draws_get(key, g / GROUPS);
    for (size_t i = g; i < g + GROUPS && i < groups; i++, bits >>= GROUP)
      total += sums[i * SUMS + (bits & (SUMS - 1))];
  }
  return total;
}

/* If the slice were like the rest, an image's share could as well have the other sign. */
static void flip(const double *shares, size_t count, size_t flips, uint64_t seed, Poll *poll,
                 SliceProof *proof, Error *error) {
  enum { FLIPS_BETWEEN_POLLS = 64 };
  size_t groups = (count + GROUP - 1) / GROUP, as_large = 0;
  double *sums = memory_allocate(groups, SUMS * sizeof *sums, error), size = 0, found = 0;
  if (ok(error)) sum_groups(shares, count, sums);
  for (size_t i = 0; i < count; i++) size += fabs(shares[i]);
  for (size_t g = 0; g < groups && ok(error); g++) found += sums[g * SUMS];
  for (size_t f = 0; f < flips && ok(error); f++) {
    if (f % FLIPS_BETWEEN_POLLS == 0) poll_check(poll, error);
    as_large += flipped(sums, groups, draws_key(seed, f)) >= found - 1e-12 * size;
  }
  proof->p = (double)(1 + as_large) / (double)(1 + flips);
  memory_release(sums);
}

void slice_prove(const ProofRows *rows, size_t flips, uint64_t seed, Poll *poll, SliceProof *proof,
                 Error *error) {
  const double none = (double)NAN;
  ImageCounts *images = memory_allocate_zeroed(rows->image_count, sizeof *images, error), all = {{0}, {0}};
  double *shares = memory_allocate(rows->image_count, sizeof *shares, error);
  *proof = (SliceProof){none, none, none, none, 1};
  size_t count = ok(error) ? count_images(rows, images, &all) : 0;
  if (all.rows[0]) proof->rest_rate = (double)all.errors[0] / (double)all.rows[0];
  if (all.rows[1]) proof->rate = (double)all.errors[1] / (double)all.rows[1];
  if (ok(error) && all.rows[0] && all.rows[1] && count > 1) {
    double common = (double)(all.errors[0] + all.errors[1]) / (double)(all.rows[0] + all.rows[1]);
    const double rates[] = {common, common};
    for (size_t i = 0; i < count; i++) shares[i] = share_of(&images[i], &all, rates);
    find_interval(images, count, &all, proof);
    flip(shares, count, flips, seed, poll, proof, error);
  }
  memory_release(images);
  memory_release(shares);
}
