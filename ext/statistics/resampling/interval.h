/*
** Intervals from the values of resamples (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_INTERVAL_H
#define BOXSCORE_STATISTICS_RESAMPLING_INTERVAL_H

#include "base/error.h"

/* What the values of a figure in the resamples say. */
typedef struct Interval {
  double low, high, standard_error; /* NaN: too little is known */
  size_t absent;                    /* resamples without a value */
} Interval;

/*
** Of a figure between 0 and 1 whose value is known and which rests on `images` images. AP is too high on
** average, above all over few labels, and resamples, which hold fewer different labels still, show a part of
** that: their mean lies above the value. The ends are so many standard errors from the value without the
** bias, on the scale of the arcsine of the root, on which the standard error hardly depends on the figure.
*/
Interval interval_of_figure(const double *values, size_t count, double value, size_t images,
                            double confidence);

/* Of a difference of two figures, whose biases cancel out: percentiles, interpolated as numpy's default does.
** Sorts the values. */
Interval interval_of_difference(double *values, size_t count, size_t images, double confidence, Error *error);

#endif
