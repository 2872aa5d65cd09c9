#include "statistics/significance/false_discovery.h"

#include <math.h>

#include "base/sort.h"

void false_discovery_rates(const double *p, size_t count, double *q, Error *error) {
  size_t kept = 0;
  uint64_t *keys = memory_allocate(2 * count, sizeof *keys, error);
  uint32_t *rows = memory_allocate(2 * count, sizeof *rows, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    q[i] = (double)NAN;
    if (isnan(p[i])) continue;
    keys[kept] = sort_key_ascending(p[i]);
    rows[kept++] = (uint32_t)i;
  }
  if (ok(error)) {
    double least = 1;
    sort_by_key(keys, rows, keys + count, rows + count, kept);
    for (size_t rank = kept; rank > 0; rank--) {
      double rate = p[rows[rank - 1]] * (double)kept / (double)rank;
      if (rate < least) least = rate;
      q[rows[rank - 1]] = least;
    }
  }
  memory_release(keys);
  memory_release(rows);
}
