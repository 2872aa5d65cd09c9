#include "statistics/resampling/interval.h"

#include <math.h>

#include "base/memory.h"
#include "base/sort.h"
#include "statistics/exact_sum.h"
#include "statistics/normal.h"

/* How much of the bias that resamples show each end takes off: the true bias is one to two and a half times
** as large, for curves of all shapes, so one end allows for much and the other for little of it. */
static const double much = 2, little = 0.75;

/* Mean and standard deviation of the values that are not NaN. */
typedef struct Spread {
  size_t count;
  double mean, deviation;
} Spread;

static Spread spread_of(const double *values, size_t count) {
  Spread spread = {0, (double)NAN, (double)NAN};
  ExactSum sum = {0}, squares = {0};
  for (size_t i = 0; i < count; i++) {
    if (isnan(values[i])) continue;
    exact_sum_add(&sum, values[i]);
    spread.count++;
  }
  if (spread.count < 2) return spread;
  spread.mean = exact_sum_value(&sum) / (double)spread.count;
  for (size_t i = 0; i < count; i++) {
    double rest = values[i] - spread.mean;
    if (!isnan(rest)) exact_sum_add(&squares, rest * rest);
  }
  spread.deviation = sqrt(exact_sum_value(&squares) / (double)(spread.count - 1));
  return spread;
}

/* How many standard errors an end is away: resamples of n images vary by (n - 1) / n too little, and the
** error of their deviation is that of n values. */
static double reach_of(size_t images, double confidence) {
  double n = (double)images;
  return sqrt(n / (n - 1)) * student_quantile((1 + confidence) / 2, n - 1);
}

/* The figure without the bias. It goes at most three quarters of the way to 0 or 1. */
static double corrected(double value, double bias) {
  double centre = value - bias, low = value / 4, high = 1 - (1 - value) / 4;
  return centre < low ? low : centre > high ? high : centre;
}

/* A share on the scale of the arcsine of the root, and back: on it the standard error hardly depends on the
** share. */
static double angle_of(double share) {
  return asin(sqrt(share));
}

static double share_of(double angle) {
  const double most = 1.5707963267948966;
  double root = sin(angle < 0 ? 0 : angle > most ? most : angle);
  return root * root;
}

Interval interval_of_figure(const double *values, size_t count, double value, size_t images,
                            double confidence) {
  Spread spread = spread_of(values, count);
  Interval interval = {(double)NAN, (double)NAN, (double)NAN, count - spread.count};
  if (spread.count < 2 || images < 2) return interval;
  double bias = spread.mean - value, reach = reach_of(images, confidence);
  double below = corrected(value, bias * (bias > 0 ? much : little));
  double above = corrected(value, bias * (bias > 0 ? little : much));
  /* At 0 and 1 all resamples agree. */
  double step = value > 0 && value < 1 ? reach * spread.deviation / (2 * sqrt(value * (1 - value))) : 0;
  double low = share_of(angle_of(below) - step), high = share_of(angle_of(above) + step);
  return (Interval){low < value ? low : value, high > value ? high : value, spread.deviation,
                    interval.absent};
}

/* ---- percentiles ---- */

/* Moves the values that are not NaN to the front and sorts them; returns their number. */
static size_t sort_values(double *values, size_t count, Error *error) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (!isnan(values[i])) values[kept++] = values[i];
  }
  uint64_t *keys = memory_allocate(2 * kept, sizeof *keys, error);
  uint32_t *rows = memory_allocate(2 * kept, sizeof *rows, error);
  double *sorted = memory_allocate(kept, sizeof *sorted, error);
  if (ok(error)) {
    for (size_t i = 0; i < kept; i++) {
      keys[i] = sort_key_ascending(values[i]);
      rows[i] = (uint32_t)i;
    }
    sort_by_key(keys, rows, keys + kept, rows + kept, kept);
    for (size_t i = 0; i < kept; i++) sorted[i] = values[rows[i]];
    for (size_t i = 0; i < kept; i++) values[i] = sorted[i];
  }
  memory_release(keys);
  memory_release(rows);
  memory_release(sorted);
  return kept;
}

/* As numpy.quantile does by default. */
static double quantile(const double *sorted, size_t count, double part) {
  double place = part * (double)(count - 1);
  size_t below = (size_t)place;
  double between = place - (double)below;
  if (below + 1 >= count) return sorted[count - 1];
  double step = sorted[below + 1] - sorted[below];
  return between >= 0.5 ? sorted[below + 1] - step * (1 - between) : sorted[below] + step * between;
}

Interval interval_of_difference(double *values, size_t count, size_t images, double confidence,
                                Error *error) {
  Interval interval = {(double)NAN, (double)NAN, (double)NAN, count};
  size_t kept = ok(error) ? sort_values(values, count, error) : 0;
  if (!ok(error)) return interval;
  interval.absent = count - kept;
  if (kept < 2 || images < 2) return interval;
  double reach = reach_of(images, confidence);
  interval.low = quantile(values, kept, normal_share(-reach));
  interval.high = quantile(values, kept, normal_share(reach));
  interval.standard_error = spread_of(values, kept).deviation;
  return interval;
}
