#include "statistics/binning.h"

#include <math.h>

double quantile(const double *sorted, size_t count, double q) {
  double place = (double)(count - 1) * q, whole = floor(place), part = place - whole;
  size_t below = (size_t)whole;
  if (below >= count - 1) return sorted[count - 1];
  double a = sorted[below], b = sorted[below + 1], difference = b - a;
  if (isinf(difference)) return a * (1 - part) + b * part;
  return part < 0.5 ? a + difference * part : b - difference * (1 - part);
}

/* numpy.linspace(0, 1, most + 1), the next number above where it does not give i back: pandas rounds up
** so. */
static double grid(size_t i, size_t most) {
  if (i == most) return 1;
  double q = (double)i * (1 / (double)most);
  return (double)most * q == (double)i ? q : nextafter(q, 1);
}

/* Each value a bin; 0 where there are more than `most`. */
static size_t bins_of_values(const double *sorted, size_t count, size_t most, Bin *bins) {
  size_t made = 0;
  for (size_t i = 0; i < count; i++) {
    if (made && sorted[i] == bins[made - 1].high) {
      bins[made - 1].end = i + 1;
    } else if (made == most) {
      return 0;
    } else {
      bins[made++] = (Bin){sorted[i], sorted[i], i, i + 1};
    }
  }
  return made;
}

size_t bins_make(const double *sorted, size_t count, size_t most, Bin *bins) {
  size_t made = bins_of_values(sorted, count, most, bins), at = 0;
  if (made || !count) return made;
  double low = quantile(sorted, count, grid(0, most));
  for (size_t i = 1; i <= most; i++) {
    double high = quantile(sorted, count, grid(i, most));
    if (high <= low) continue;
    size_t begin = at;
    while (at < count && sorted[at] <= high) at++;
    bins[made++] = (Bin){low, high, begin, at};
    low = high;
  }
  return made;
}
