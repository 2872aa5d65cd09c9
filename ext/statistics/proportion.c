#include "statistics/proportion.h"

#include <math.h>
#include <string.h>

enum { ROWS_LEAST = 10 };

void proportion_add(Proportion *proportion, const Id *image, bool is_true, Error *error) {
  if (image) {
    uint32_t number = names_add(&proportion->images, image, error);
    size_t before = proportion->capacity;
    memory_reserve((void **)&proportion->by_image, &proportion->capacity, proportion->images.count,
                   sizeof *proportion->by_image, error);
    if (!ok(error)) return;
    if (proportion->capacity > before)
      memset(proportion->by_image + before, 0,
             (proportion->capacity - before) * sizeof *proportion->by_image);
    proportion->by_image[number].rows++;
    proportion->by_image[number].trues += is_true;
  }
  proportion->rows++;
  proportion->trues += is_true;
}

void proportion_release(Proportion *proportion) {
  names_release(&proportion->images);
  memory_release(proportion->by_image);
}

/* The variance of the ratio of two sums over images: n / (n - 1) sum (trues - p rows)^2 / total^2. */
static double variance_by_image(const Proportion *proportion, double value) {
  size_t images = proportion->images.count;
  double sum = 0, total = (double)proportion->rows;
  for (size_t i = 0; i < images; i++) {
    double rest = (double)proportion->by_image[i].trues - value * (double)proportion->by_image[i].rows;
    sum += rest * rest;
  }
  return sum / (total * total) * ((double)images / (double)(images - 1));
}

/* How many independent rows say as much. Where all rows are the same, nothing tells how similar an image's
** rows are, so each image counts once. */
static double rows_worth(const Proportion *proportion, double independent, double variance) {
  if (independent == 0) return (double)proportion->images.count;
  double effect = variance / independent;
  return (double)proportion->rows / (effect > 1 ? effect : 1);
}

ProportionInterval proportion_interval(const Proportion *proportion, bool by_image, double z) {
  const double none = (double)NAN;
  double rows = (double)proportion->rows;
  ProportionInterval interval = {none, none, none, none};
  if (!proportion->rows) return interval;
  double value = interval.value = (double)proportion->trues / rows;
  if (proportion->rows < ROWS_LEAST || (by_image && proportion->images.count < ROWS_LEAST)) return interval;
  double variance = value * (1 - value) / rows;
  if (by_image) {
    double clustered = variance_by_image(proportion, value);
    rows = rows_worth(proportion, variance, clustered);
    variance = value * (1 - value) / rows;
  }
  double z2 = z * z, centre = (value + z2 / (2 * rows)) / (1 + z2 / rows);
  double half = z / (1 + z2 / rows) * sqrt(value * (1 - value) / rows + z2 / (4 * rows * rows));
  interval.low = centre - half > 0 ? centre - half : 0;
  interval.high = centre + half < 1 ? centre + half : 1;
  interval.standard_error = sqrt(variance);
  return interval;
}
