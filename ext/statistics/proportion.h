/*
** The interval of a proportion, such as precision or recall (numbers.md, section 9b): Wilson's score
** interval, for so many rows as the rows are worth. Rows of one image resemble each other; how much less they
** say than independent rows is measured by the ratio estimator's variance over images (Kish's design effect,
** at least 1).
*/
#ifndef BOXSCORE_STATISTICS_PROPORTION_H
#define BOXSCORE_STATISTICS_PROPORTION_H

#include "base/names.h"

/* Rows that are true or not, image by image. Start with {0}. */
typedef struct Proportion {
  Names images;
  struct {
    size_t rows, trues;
  } * by_image;
  size_t capacity, rows, trues;
} Proportion;

typedef struct ProportionInterval {
  double value, low, high, standard_error; /* NaN: too little is known; value: no rows */
} ProportionInterval;

/* image: NULL where the row is an image of its own. */
void proportion_add(Proportion *proportion, const Id *image, bool is_true, Error *error);
void proportion_release(Proportion *proportion);

/* z: the normal quantile of the confidence, 1.959963984540054 for 95 %. by_image: rows of an image are not
** independent. */
ProportionInterval proportion_interval(const Proportion *proportion, bool by_image, double z);

#endif
