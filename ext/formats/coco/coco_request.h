/*
** What is asked of a COCO file.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_REQUEST_H
#define BOXSCORE_FORMATS_COCO_COCO_REQUEST_H

#include "formats/coco/coco.h"

typedef enum CocoUnknown {
  COCO_UNKNOWN_DEFAULT, /* an error; but results of unknown categories are left out if some are of known ones, as in
                           pycocotools */
  COCO_UNKNOWN_ERROR,
  COCO_UNKNOWN_SKIP
} CocoUnknown;

typedef struct CocoRequest {
  const char *path;
  /* Of predictions: the instances file with their images and categories, or the names of classes as
  ** class_names.h has them. */
  const char *labels_path;
  unsigned wanted; /* COCO_SEGMENTATION, ... */
  CocoUnknown on_unknown;
  /* The image_id of predictions is the name of an image's file, with or without folders and ending. */
  bool images_by_file;
  bool threaded; /* a large results file may be read by two threads */
} CocoRequest;

#endif
