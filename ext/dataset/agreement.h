/*
** Whether labels and predictions agree on how images, classes and boxes are written: if they do not, no row
** of one table matches a row of the other, and every figure would be 0. Call these before the data set is
** finished.
*/
#ifndef BOXSCORE_DATASET_AGREEMENT_H
#define BOXSCORE_DATASET_AGREEMENT_H

#include "dataset/dataset.h"

/* Whether an image or class has rows in both tables. True where a table is empty. */
bool dataset_images_meet(const Dataset *data, Error *error);
bool dataset_classes_meet(const Dataset *data, Error *error);

/* A class of labels and one of predictions that differ in capitals, blanks, hyphens and underscores only, and
** of which at least one is missing in the other table: their numbers in that order. False where there are
** none. */
bool dataset_classes_alike(const Dataset *data, uint32_t pair[2], Error *error);

/* A TEXT that spells an INTEGER of the same set, such as '7' and 7; NAMES_NONE: there is none. */
uint32_t names_spelled(const Names *names, uint32_t *integer);

/* What the numbers of boxes are: pixels, where one is above 10; shares of the image, where none is above 1.5
** and not all are whole, of the top left corner, or of the centre where that keeps more boxes within the
** image. */
typedef enum BoxScale { SCALE_UNKNOWN, SCALE_PIXELS, SCALE_SHARES, SCALE_SHARES_OF_CENTERS } BoxScale;
BoxScale objects_scale(const Objects *objects);

#endif
