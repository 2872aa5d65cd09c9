#include "quality/outliers.h"

#include <math.h>

#include "base/sort.h"

/* Between the sorted values on both sides of the place, from the nearer one, as numpy interpolates. */
static double quantile(const double *values, const uint32_t *sorted, size_t count, double share) {
  double place = (double)(count - 1) * share, below = floor(place), fraction = place - below;
  size_t at = (size_t)below;
  double low = values[sorted[at]], high = values[sorted[at + 1 < count ? at + 1 : at]];
  return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);
}

void spread_make(Spread *spread, const double *values, size_t count, Error *error) {
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  uint32_t *sorted = memory_allocate(count, 2 * sizeof *sorted, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) {
      keys[i] = sort_key_ascending(values[i]);
      sorted[i] = (uint32_t)i;
    }
    sort_by_key(keys, sorted, keys + count, sorted + count, count);
    double low = quantile(values, sorted, count, 0.25), high = quantile(values, sorted, count, 0.75);
    double distance = high - low;
    *spread = (Spread){.low_quartile = low,
                       .median = quantile(values, sorted, count, 0.5),
                       .high_quartile = high,
                       .low = {0, low - 1.5 * distance, low - 2.5 * distance},
                       .high = {0, high + 1.5 * distance, high + 2.5 * distance}};
  }
  memory_release(keys);
  memory_release(sorted);
}

Severity spread_severity(const Spread *spread, double value) {
  Severity severity = SEVERITY_NONE;
  for (Severity s = SEVERITY_MODERATE; s < SEVERITIES; s++) {
    if (value < spread->low[s] || value > spread->high[s]) severity = s;
  }
  return severity;
}

const char *severity_name(Severity severity) {
  static const char *const names[SEVERITIES] = {NULL, "moderate", "severe"};
  return names[severity];
}
