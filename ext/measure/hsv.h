/*
** Hue, saturation and value of 8-bit colours: the integers of OpenCV's cvtColor(COLOR_RGB2HSV), which it computes with
** tables of 12 bits behind the point (modules/imgproc/src/color_hsv.simd.hpp, RGB2HSV_b).
**
**     v = max, d = max - min
**     s = (d * round(255 * 4096 / v) + 2048) >> 12
**     h = (n * round(180 * 4096 / (6 * d)) + 2048) >> 12, + 180 where negative
**
** where n is g - b if red is the largest, else b - r + 2 * d if green is, else r - g + 4 * d; rounding is to the nearest,
** halves to even.
*/
#ifndef BOXSCORE_MEASURE_HSV_H
#define BOXSCORE_MEASURE_HSV_H

#include <stdint.h>

enum { HSV_BITS = 12, HSV_HALF = 1 << (HSV_BITS - 1), HSV_HUES = 180 };

typedef struct Hsv {
  int h, s, v; /* 0 to 179 half degrees, 0 to 255, 0 to 255 */
} Hsv;

/* What n and d are multiplied with, by d and by v; 0 at 0. */
extern const int32_t hsv_hue_factors[256], hsv_saturation_factors[256];

Hsv hsv_from_rgb(int r, int g, int b);

#endif
