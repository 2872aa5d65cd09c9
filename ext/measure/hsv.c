#include "measure/hsv.h"

/* Rounded to the nearest. No quotient here lies halfway: that would take a divisor with a factor of 2^13. */
#define FACTOR(number, i) ((i) ? (2 * (number) + (i)) / (2 * (i) + !(i)) : 0)
#define FACTORS_4(n, i)   FACTOR(n, i), FACTOR(n, (i) + 1), FACTOR(n, (i) + 2), FACTOR(n, (i) + 3)
#define FACTORS_16(n, i)  FACTORS_4(n, i), FACTORS_4(n, (i) + 4), FACTORS_4(n, (i) + 8), FACTORS_4(n, (i) + 12)
#define FACTORS_64(n, i)                                                                                     \
  FACTORS_16(n, i), FACTORS_16(n, (i) + 16), FACTORS_16(n, (i) + 32), FACTORS_16(n, (i) + 48)
#define FACTORS_256(n) FACTORS_64(n, 0), FACTORS_64(n, 64), FACTORS_64(n, 128), FACTORS_64(n, 192)

const int32_t hsv_hue_factors[256] = {FACTORS_256((HSV_HUES << HSV_BITS) / 6)};
const int32_t hsv_saturation_factors[256] = {FACTORS_256(255 << HSV_BITS)};

Hsv hsv_from_rgb(int r, int g, int b) {
  int most = r > g ? r : g, least = r < g ? r : g;
  if (b > most) most = b;
  if (b < least) least = b;
  int d = most - least;
  int n = most == r ? g - b : most == g ? b - r + 2 * d : r - g + 4 * d;
  int h = (n * hsv_hue_factors[d] + HSV_HALF) >> HSV_BITS;
  return (Hsv){h < 0 ? h + HSV_HUES : h, (d * hsv_saturation_factors[most] + HSV_HALF) >> HSV_BITS, most};
}
