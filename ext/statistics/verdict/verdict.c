#include "statistics/verdict/verdict.h"

#include <math.h>

Verdict verdict_of(double low, double high, double bound, bool at_most) {
  if (isnan(low) || isnan(high)) return VERDICT_INSUFFICIENT_DATA;
  if (at_most ? high <= bound : low >= bound) return VERDICT_PASS;
  if (at_most ? low > bound : high < bound) return VERDICT_FAIL;
  return VERDICT_INCONCLUSIVE;
}

const char *verdict_name(Verdict verdict) {
  static const char *const names[] = {"pass", "fail", "inconclusive", "insufficient_data"};
  return names[verdict];
}

double verdict_images_needed(size_t images, double value, double low, double high, double bound) {
  double width = fabs(value - bound), part = value > bound ? value - low : high - value;
  if (width == 0) return (double)NAN;
  double needed = ceil((double)images * (part / width) * (part / width));
  return needed < 1e15 ? needed : (double)NAN;
}
