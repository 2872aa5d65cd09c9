#include "statistics/significance/mcnemar.h"

#include <math.h>

double mcnemar_by_image(const Discordant *pairs) {
  double difference = (double)pairs->won - (double)pairs->lost;
  if (pairs->squares == 0) return (double)NAN;
  return erfc(sqrt(difference * difference / pairs->squares / 2));
}

/* Terms are taken from the middle outwards, each from the one before, and scaled by the first: none of them
** is too small for a double where it matters. */
double mcnemar_exact(const Discordant *pairs) {
  double n = (double)pairs->won + (double)pairs->lost;
  size_t fewer = pairs->won < pairs->lost ? pairs->won : pairs->lost;
  if (pairs->won == pairs->lost) return 1;
  double term = exp(lgamma(n + 1) - lgamma((double)fewer + 1) - lgamma(n - (double)fewer + 1) - n * log(2));
  double sum = 0;
  for (size_t k = fewer;; k--) {
    sum += term;
    if (k == 0 || term < sum * 1e-18) break;
    term *= (double)k / (n - (double)k + 1);
  }
  return 2 * sum < 1 ? 2 * sum : 1;
}
