/*
** YOLO's files: one text file an image, one line an object, in coordinates relative to the image's size:
**
**     class center_x center_y width height [confidence]
**     class x1 y1 x2 y2 x3 y3 ... [confidence]
**
** Labels have no confidence, predictions must have one. An empty file is an image without objects; classes.txt, which
** labelling tools leave beside them, is skipped.
*/
#ifndef BOXSCORE_FORMATS_YOLO_YOLO_H
#define BOXSCORE_FORMATS_YOLO_YOLO_H

#include "formats/yolo/class_names.h"
#include "formats/yolo/image_sizes.h"
#include "formats/object_files.h"

typedef struct YoloObject {
  FileObject object; /* in pixels */
  int64_t number;    /* of the class, as the file has it */
} YoloObject;

typedef struct YoloInput {
  const char *directory;
  const ImageSizes *sizes;
  const ClassNames *names; /* NULL: a class is its number */
  bool predictions, segmentation;
} YoloInput;

void yolo_read(const YoloInput *input, ObjectFiles *out, Poll *poll, Error *error);

#endif
