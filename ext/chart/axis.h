/*
** The axis of a chart: a scale from values to pixels, and ticks at round values with labels that are exact
** decimals.
**
** The steps between ticks are 1, 2 or 5 times a power of ten: the smallest one that gives no more than `most`
** steps. An end that is free moves out to the next tick; one that the user has set stays. On a logarithmic
** scale the ticks are the powers of ten, with twice and five times between them where there is room.
*/
#ifndef BOXSCORE_CHART_AXIS_H
#define BOXSCORE_CHART_AXIS_H

#include "base/buffer.h"

enum { AXIS_TICKS = 48, AXIS_LABEL = 40 };

typedef struct AxisTick {
  double value;
  char label[AXIS_LABEL]; /* terminated; "" for a tick without one */
} AxisTick;

typedef struct Axis {
  double low, high; /* the visible span */
  double from, to;  /* the pixels of its ends: for y, from is greater than to */
  bool is_log;
  int count;
  AxisTick ticks[AXIS_TICKS];
} Axis;

typedef struct AxisWish {
  double low, high;           /* of the data; low <= high, both above 0 on a logarithmic scale */
  bool low_fixed, high_fixed; /* this end need not be a tick */
  bool is_log;
  int most; /* the approximate number of steps, at least 1 */
} AxisWish;

Axis axis_make(const AxisWish *wish);
double axis_place(const Axis *axis, double value); /* the pixel of a value */

/* Whether a logarithmic scale suits the values better: all above 0, across two powers of ten or more. */
bool axis_wants_log(double low, double high);

/* number * 10^exponent for people, without the locale: "-0.050", "12,000", "2 x 10^7" with a multiplication
** sign and superscript digits. With a negative exponent, the point is followed by that many digits. */
void axis_decimal(int64_t number, int exponent, char out[AXIS_LABEL]);

/* A value with a number of significant digits, integers in full: "0.8734", "12,345", "-1.5". */
void axis_value(double value, int digits, char out[AXIS_LABEL]);

/* For values side by side: the number of decimals that gives the largest one three digits (0 if all are
** integers), and a value with that many. */
int axis_decimals(double largest, bool integers);
void axis_rounded(double value, int decimals, char out[AXIS_LABEL]);

#endif
