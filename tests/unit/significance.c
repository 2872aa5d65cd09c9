/* McNemar's test and the rate of false discoveries, against values of other programs. */
#include <math.h>

#include "statistics/significance/false_discovery.h"
#include "statistics/significance/mcnemar.h"
#include "unit.h"

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12;
}

/* Two-sided binomial tests with p = 1/2. */
static void check_exact(void) {
  static const struct {
    size_t won, lost;
    double p;
  } cases[] = {
      {5, 1, 0.21875}, {10, 2, 0.03857421875}, {25, 12, 0.04703102743951604}, {0, 4, 0.125}, {3, 3, 1},
      {0, 0, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    CHECK(close_to(mcnemar_exact(&(Discordant){cases[i].won, cases[i].lost, 0}), cases[i].p));
    CHECK(close_to(mcnemar_exact(&(Discordant){cases[i].lost, cases[i].won, 0}), cases[i].p));
  }
  double many = mcnemar_exact(&(Discordant){50000, 49000, 0});
  CHECK(many > 0.0014 && many < 0.0016); /* the normal approximation with a correction gives .0015 */
}

/* With a label an image the statistic is McNemar's (b - c)^2 / (b + c), whose p is that of chi squared. */
static void check_by_image(void) {
  Discordant pairs = {0}, clustered = {0}, nothing = {0};
  for (int i = 0; i < 12; i++) discordant_add(&pairs, i < 10, i >= 10);
  CHECK(pairs.won == 10 && pairs.lost == 2 && pairs.squares == 12);
  CHECK(close_to(mcnemar_by_image(&pairs), erfc(sqrt(64.0 / 12 / 2))));
  discordant_add(&clustered, 10, 0);
  discordant_add(&clustered, 0, 2);
  CHECK(mcnemar_by_image(&clustered) > mcnemar_by_image(&pairs));
  discordant_add(&nothing, 3, 3);
  CHECK(nothing.won == 3 && isnan(mcnemar_by_image(&nothing)));
}

/* scipy.stats.false_discovery_control([.01, .02, .03, .04, .5]) is [.05, .05, .05, .05, .5]. */
static void check_rates(void) {
  const double p[] = {0.03, (double)NAN, 0.01, 0.5, 0.02, 0.04},
               expected[] = {0.05, 0, 0.05, 0.5, 0.05, 0.05};
  double q[6];
  Error error = {0};
  false_discovery_rates(p, 6, q, &error);
  CHECK(ok(&error) && isnan(q[1]));
  for (int i = 0; i < 6; i++) CHECK(i == 1 || close_to(q[i], expected[i]));
  for (long n = 1; n <= 2; n++) {
    unit_fail_allocation(n, false);
    false_discovery_rates(p, 6, q, &error);
    CHECK(error.kind == ERROR_MEMORY);
    error = (Error){0};
  }
  unit_fail_allocation(0, false);
}

int main(void) {
  unit_begin();
  check_exact();
  check_by_image();
  check_rates();
  return unit_end("significance");
}
