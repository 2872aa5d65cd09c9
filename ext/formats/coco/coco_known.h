/*
** The lists of an instances file count: after the reading, labels or predictions of images and categories
** that are not among them are an error, or are left out.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_KNOWN_H
#define BOXSCORE_FORMATS_COCO_COCO_KNOWN_H

#include "formats/coco/coco_request.h"

/* `lists`: what the instances file lists, or the names of classes. */
void coco_check_labels(const CocoRequest *request, Coco *coco, Error *error);
void coco_check_predictions(const CocoRequest *request, const Coco *lists, Coco *coco, Error *error);

#endif
