/*
** The elements of a COCO file's sections, as the JSON reader comes to them. For coco_read.c and
** coco_halves.c.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_READING_H
#define BOXSCORE_FORMATS_COCO_COCO_READING_H

#include "formats/coco/coco_fields.h"

/* Each takes one element of an array, and appends what it says. */
void coco_take_image(Reading *reading);
void coco_take_label(Reading *reading);
void coco_take_category(Reading *reading);
void coco_take_prediction(Reading *reading);
void coco_take_panoptic(Reading *reading); /* an image with its segments */
/* The same for the member that the reader is at, of an object that has begun: whether it is one of a
** prediction. If so the rest of the object is taken as a prediction. */
bool coco_take_line(Reading *reading);

/* After the last panoptic annotation: each category must be known. Finds the things. */
void coco_check_panoptic(const char *path, Coco *out, Error *error);

#endif
