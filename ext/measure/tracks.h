/*
** polygon_similarity: how much the shape of a tracked object resembles those that it had before. Along a
** track, by frame and then id, a mean of the Hu moments is kept that forgets: the first object's, then half
** of it and half of the next one's. The value is the cosine between an object's moments and the mean of those
** before it.
*/
#ifndef BOXSCORE_MEASURE_TRACKS_H
#define BOXSCORE_MEASURE_TRACKS_H

#include "dataset/dataset.h"

/* Of a table with tracks. NaN for what is in none, for the first of a track, and where a shape has no area. A
** shape without area leaves the mean as it was. Tracks of different models are different tracks. */
void tracks_measure(const Dataset *data, const Objects *objects, const Workers *workers, double *values,
                    Error *error);

#endif
