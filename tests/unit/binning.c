/* Bins of sorted values. pandas.qcut's own stand in make parity. */
#include <math.h>

#include "statistics/binning.h"
#include "unit.h"

static void each_value(void) {
  const double values[] = {-1, -1, 0, 2, 2, 2};
  Bin bins[6];
  CHECK(bins_make(values, 6, 3, bins) == 3);
  CHECK(bins[0].low == -1 && bins[0].high == -1 && bins[0].begin == 0 && bins[0].end == 2);
  CHECK(bins[1].low == 0 && bins[1].high == 0 && bins[1].begin == 2 && bins[1].end == 3);
  CHECK(bins[2].low == 2 && bins[2].high == 2 && bins[2].begin == 3 && bins[2].end == 6);
  CHECK(bins_make(values, 6, 6, bins) == 3);
  CHECK(bins_make(values, 2, 1, bins) == 1 && bins[0].end == 2);
  CHECK(bins_make(values, 0, 5, bins) == 0);
}

static void equal_counts(void) {
  const double values[] = {1, 2, 3, 4, 5, 6, 7, 8};
  Bin bins[4];
  CHECK(bins_make(values, 8, 4, bins) == 4);
  for (size_t b = 0; b < 4; b++) CHECK(bins[b].begin == 2 * b && bins[b].end == 2 * b + 2);
  CHECK(bins[0].low == 1 && bins[0].high == 2.75 && bins[1].low == 2.75 && bins[3].high == 8);
}

/* Edges that are equal are merged; between two equal values and the next there is an edge with nothing before it. */
static void ties(void) {
  const double values[] = {0, 0, 0, 0, 0, 1, 2, 3};
  Bin bins[3];
  CHECK(bins_make(values, 8, 3, bins) == 2);
  CHECK(bins[0].low == 0 && bins[0].begin == 0 && bins[0].end == 5 && bins[1].end == 8);
  const double twos[] = {0, 1, 1, 1, 2, 5, 6, 7};
  Bin seven[5];
  size_t count = bins_make(twos, 8, 5, seven), at = 0;
  for (size_t b = 0; b < count; b++) {
    CHECK(seven[b].begin == at && seven[b].low < seven[b].high);
    at = seven[b].end;
  }
  CHECK(at == 8);
}

static void quantiles(void) {
  const double values[] = {1, 2, 4}, far[] = {-1.7e308, 1.7e308};
  CHECK(quantile(values, 3, 0) == 1 && quantile(values, 3, 1) == 4 && quantile(values, 3, .5) == 2);
  CHECK(quantile(values, 3, .25) == 1.5 && quantile(values, 3, .75) == 3);
  CHECK(quantile(values, 1, .3) == 1);
  CHECK(quantile(far, 2, .5) == 0);
}

int main(void) {
  unit_begin();
  each_value();
  equal_counts();
  ties();
  quantiles();
  return unit_end("binning");
}
