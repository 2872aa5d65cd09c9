#include "statistics/normal.h"

#include <math.h>
#include <stdbool.h>

/* From so many degrees of freedom on, what the series below leaves out is less than 1e-10. */
enum { DEGREES_MANY = 400 };

double normal_share(double z) {
  return erfc(-z / 1.4142135623730951) / 2;
}

typedef double Share(double x, int degrees);

/* Where a share that grows with x reaches `share`, by halving: in the tails, where a share hardly changes,
** this is as exact as anywhere. */
static double reaches(Share *share_of, int degrees, double share, double low, double high) {
  for (;;) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (share_of(middle, degrees) < share)
      low = middle;
    else
      high = middle;
  }
}

static double share_of_normal(double z, int degrees) {
  (void)degrees;
  return normal_share(z);
}

double normal_quantile(double share) {
  return reaches(share_of_normal, 0, share, -40, 40);
}

/* The finite sum for a whole number of degrees (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
static double share_of_student(double t, int degrees) {
  const double pi = 3.141592653589793;
  bool is_odd = degrees % 2;
  double angle = atan2(t, sqrt(degrees)), cosine = cos(angle);
  double term = is_odd ? cosine : 1, sum = degrees == 1 ? 0 : term;
  for (int k = is_odd ? 3 : 2; k < degrees; k += 2) {
    term *= cosine * cosine * (k - 1) / k;
    sum += term;
  }
  double within = sin(angle) * sum;
  if (is_odd) within = 2 / pi * (angle + within);
  return (1 + within) / 2;
}

/* Fisher's expansion in 1 / degrees. */
static double student_of_many(double z, double degrees) {
  double z2 = z * z, first = z * (z2 + 1) / 4, second = z * (3 + z2 * (16 + 5 * z2)) / 96;
  double third = z * (-15 + z2 * (17 + z2 * (19 + 3 * z2))) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}

double student_quantile(double share, double degrees) {
  if (degrees > DEGREES_MANY) return student_of_many(normal_quantile(share), degrees);
  return reaches(share_of_student, (int)degrees, share, 0, 1e16);
}
