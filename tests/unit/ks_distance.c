/* The distance of Kolmogorov and Smirnov. Figures of scipy stand in make parity. */
#include "statistics/ks_distance.h"

#include <math.h>

#include "unit.h"

static Samples samples_of(const double *one, size_t m, const double *other, size_t n, Error *error) {
  Samples all = {0};
  for (size_t i = 0; i < m; i++) samples_add(&all, one[i], 0, error);
  for (size_t i = 0; i < n; i++) samples_add(&all, other[i], 1, error);
  return all;
}

static double distance(const double *one, size_t m, const double *other, size_t n) {
  Error error = {0};
  Samples all = samples_of(one, m, other, n, &error);
  double value = ks_distance(&all, NULL, &error);
  samples_release(&all);
  return ok(&error) ? value : -1;
}

static void figures(void) {
  const double low[] = {3, 1, 2}, high[] = {6, 4, 5, 7}, mixed[] = {2, 9}, zeros[] = {0.0, -0.0};
  CHECK(distance(low, 3, high, 4) == 1);
  CHECK(distance(high, 4, low, 3) == 1);
  CHECK(distance(low, 3, low, 3) == 0);
  CHECK(distance(low, 3, mixed, 2) == 0.5);
  CHECK(distance(zeros, 1, zeros + 1, 1) == 0);
  CHECK(isnan(distance(low, 3, high, 0)));
  CHECK(isnan(distance(low, 0, high, 4)));
  CHECK(isnan(distance(low, 0, high, 0)));
}

/* The quotient of whole numbers, not the difference of two rounded shares. */
static void rounded_once(void) {
  double one[10], other[3] = {0, 0, 1};
  for (int i = 0; i < 10; i++) one[i] = i >= 7;
  CHECK(distance(one, 10, other, 3) == 1.0 / 30);
  CHECK(distance(one, 10, other, 3) != 0.7 - 2.0 / 3);
}

static void failing_allocations(void) {
  for (long n = 1;; n++) {
    double values[] = {1, 2, 3};
    unit_fail_allocation(n, false);
    double value = distance(values, 2, values + 2, 1);
    bool did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(value == (did_fail ? -1 : 1));
    if (!did_fail) break;
  }
}

int main(void) {
  unit_begin();
  figures();
  rounded_once();
  failing_allocations();
  return unit_end("ks_distance");
}
