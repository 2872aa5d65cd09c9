/*
** duplicate_iou: the highest IoU of an object with another one of the same class (and model) in the image; 0
** where there is none. Two boxes are compared on their numbers, rotated boxes by clipping; where a polygon or
** a mask takes part, both are compared on the pixels of the image, as iou_type 'segm' does it.
*/
#ifndef BOXSCORE_MEASURE_DUPLICATES_H
#define BOXSCORE_MEASURE_DUPLICATES_H

#include "dataset/dataset.h"

/* An object that has to become pixels in an image of unknown size is an error that names the row. */
void duplicates_measure(const Dataset *data, const Objects *objects, const Workers *workers, double *values,
                        Error *error);

#endif
