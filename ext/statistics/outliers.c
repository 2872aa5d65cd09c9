#include "statistics/outliers.h"

#include "base/sort.h"
#include "statistics/binning.h"

static void sort(const double *values, double *sorted, size_t count, Error *error) {
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) {
      keys[i] = sort_key_ascending(values[i]);
      order[i] = (uint32_t)i;
    }
    sort_by_key(keys, order, keys + count, order + count, count);
    for (size_t i = 0; i < count; i++) sorted[i] = values[order[i]];
  }
  memory_release(keys);
  memory_release(order);
}

void spread_make(Spread *spread, const double *values, size_t count, Error *error) {
  double *sorted = memory_allocate(count, sizeof *sorted, error);
  if (sorted) sort(values, sorted, count, error);
  if (ok(error)) {
    double low = quantile(sorted, count, 0.25), high = quantile(sorted, count, 0.75), distance = high - low;
    *spread = (Spread){.low_quartile = low,
                       .median = quantile(sorted, count, 0.5),
                       .high_quartile = high,
                       .low = {0, low - 1.5 * distance, low - 2.5 * distance},
                       .high = {0, high + 1.5 * distance, high + 2.5 * distance}};
  }
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
