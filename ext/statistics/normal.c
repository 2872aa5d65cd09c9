#include "statistics/normal.h"

#include <math.h>

double normal_share(double z) {
  return erfc(-z / 1.4142135623730951) / 2;
}

/* By halving: in the tails, where a share hardly changes with z, this is as exact as anywhere. */
double normal_quantile(double share) {
  double low = -40, high = 40;
  for (;;) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normal_share(middle) < share)
      low = middle;
    else
      high = middle;
  }
}
