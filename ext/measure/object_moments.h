/*
** The Hu moments of all rows of a table of objects.
*/
#ifndef BOXSCORE_MEASURE_OBJECT_MOMENTS_H
#define BOXSCORE_MEASURE_OBJECT_MOMENTS_H

#include "dataset/dataset.h"
#include "measure/hu_moments.h"

/* To be released with memory_release; the first moment is NaN where a row has none. NULL after an error. */
HuMoments *objects_hu_moments(const Objects *objects, const Workers *workers, Error *error);

#endif
