/* Quartiles and outliers. Figures of numpy stand in make parity. */
#include "statistics/outliers.h"

#include <math.h>

#include "unit.h"

static Spread spread_of(const double *values, size_t count) {
  Error error = {0};
  Spread spread = {0};
  spread_make(&spread, values, count, &error);
  CHECK(ok(&error));
  return spread;
}

static void quartiles(void) {
  const double values[] = {4, 1, 3, 2, 5}, four[] = {10, 40, 20, 30}, one[] = {7};
  Spread spread = spread_of(values, 5);
  CHECK(spread.low_quartile == 2 && spread.median == 3 && spread.high_quartile == 4);
  CHECK(spread.low[SEVERITY_MODERATE] == -1 && spread.high[SEVERITY_MODERATE] == 7);
  CHECK(spread.low[SEVERITY_SEVERE] == -3 && spread.high[SEVERITY_SEVERE] == 9);
  spread = spread_of(four, 4);
  CHECK(spread.low_quartile == 17.5 && spread.median == 25 && spread.high_quartile == 32.5);
  spread = spread_of(one, 1);
  CHECK(spread.low_quartile == 7 && spread.high_quartile == 7 && spread.low[SEVERITY_SEVERE] == 7);
  CHECK(spread_severity(&spread, 7) == SEVERITY_NONE);
}

static void severities(void) {
  const double values[] = {4, 1, 3, 2, 5};
  Spread spread = spread_of(values, 5);
  CHECK(spread_severity(&spread, 7) == SEVERITY_NONE);
  CHECK(spread_severity(&spread, -1) == SEVERITY_NONE);
  CHECK(spread_severity(&spread, nextafter(7, 8)) == SEVERITY_MODERATE);
  CHECK(spread_severity(&spread, -1.5) == SEVERITY_MODERATE);
  CHECK(spread_severity(&spread, 9) == SEVERITY_MODERATE);
  CHECK(spread_severity(&spread, 9.5) == SEVERITY_SEVERE);
  CHECK(spread_severity(&spread, -1000) == SEVERITY_SEVERE);
  CHECK_TEXT(severity_name(SEVERITY_MODERATE), "moderate");
  CHECK_TEXT(severity_name(SEVERITY_SEVERE), "severe");
  CHECK(!severity_name(SEVERITY_NONE));
}

/* Where most values are the same, every other value lies beyond them. */
static void no_spread(void) {
  const double values[] = {5, 5, 5, 5, 5, 5, 5, 6};
  Spread spread = spread_of(values, 8);
  CHECK(spread_severity(&spread, 5) == SEVERITY_NONE);
  CHECK(spread_severity(&spread, 6) == SEVERITY_SEVERE);
}

/* The quartiles may be farther apart than a double can say. */
static void far_apart(void) {
  const double values[] = {-1.7e308, -1.7e308, 1.7e308, 1.7e308};
  Spread spread = spread_of(values, 4);
  CHECK(spread_severity(&spread, -1.7e308) == SEVERITY_NONE);
  CHECK(spread_severity(&spread, 1.7e308) == SEVERITY_NONE);
}

static void failing_allocations(void) {
  const double values[] = {1, 2, 3};
  for (long n = 1;; n++) {
    Error error = {0};
    Spread spread = {0};
    unit_fail_allocation(n, false);
    spread_make(&spread, values, 3, &error);
    bool did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(did_fail ? error.kind == ERROR_MEMORY : ok(&error) && spread.median == 2);
    if (!did_fail) break;
  }
}

int main(void) {
  unit_begin();
  quartiles();
  severities();
  no_spread();
  far_apart();
  failing_allocations();
  return unit_end("outliers");
}
