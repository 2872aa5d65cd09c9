/*
** YOLO's files: one text file an image, one line an object, in coordinates relative to the image's size:
**
**     class center_x center_y width height [confidence [track]]
**     class x1 y1 x2 y2 x3 y3 ...          [confidence [track]]
**     class center_x center_y width height x1 y1 v1 x2 y2 v2 ... [confidence [track]]     as many as `points`
**
** Labels have no confidence, predictions must have one; some tools write it after the class. An empty file is
** an image without objects; classes.txt, which labelling tools leave beside them, is skipped.
*/
#ifndef BOXSCORE_FORMATS_YOLO_YOLO_H
#define BOXSCORE_FORMATS_YOLO_YOLO_H

#include "formats/class_names.h"
#include "formats/object_files.h"
#include "formats/image_sizes.h"

#define YOLO_NO_TRACK (-1)

typedef struct YoloObject {
  FileObject object;     /* in pixels */
  int64_t number;        /* of the class, as the file has it */
  int64_t track;         /* of predictions */
  const char *keypoints; /* [x,y,v,...] in pixels as JSON; NULL: none, or not asked for */
} YoloObject;

/* Where the confidence stands. Unset: at the end, and a box that leaves the image is an error, since then it
** may not. */
typedef enum YoloConfidence { CONFIDENCE_UNSET, CONFIDENCE_LAST, CONFIDENCE_SECOND } YoloConfidence;

typedef struct YoloInput {
  const char *directory;
  const ImageSizes *sizes;
  const ClassNames *names; /* NULL: a class is its number */
  bool predictions;
  bool classes; /* whether names are wanted: then two used numbers of one name are an error */
  bool segmentation, keypoints;
  YoloConfidence confidence;
  size_t points; /* keypoints of each object; 0: what follows the class is a box or a polygon */
} YoloInput;

void yolo_read(const YoloInput *input, ObjectFiles *out, Poll *poll, Error *error);

#endif
