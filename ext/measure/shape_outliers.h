/*
** shape_outlier: how far the shape of an object is from those of its class. The seven Hu moments of all
** objects of a model are standardised (less their mean, divided by their population standard deviation; one
** that varies by no more than 1e-9 of its largest value is constant and counts as 0); the value is the
** Euclidean distance to the mean of the class.
*/
#ifndef BOXSCORE_MEASURE_SHAPE_OUTLIERS_H
#define BOXSCORE_MEASURE_SHAPE_OUTLIERS_H

#include "dataset/dataset.h"

/* NaN where a shape has no area. */
void shape_outliers_measure(const Dataset *data, const Objects *objects, const Workers *workers,
                            double *values, Error *error);

#endif
