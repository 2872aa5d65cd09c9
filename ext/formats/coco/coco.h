/*
** What a COCO file says, in flat arrays. Ids are numbers or texts, and 42.0 is the number 42. coco_read.h fills it.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_H
#define BOXSCORE_FORMATS_COCO_COCO_H

#include "base/names.h"
#include "base/workers.h"
#include "formats/input_file.h"
#include "geometry/box.h"

#define COCO_NO_SIZE INT64_MIN /* width or height of an image, where the file has none */

typedef struct CocoImage {
  Id id;
  int64_t width, height;
  const char *file; /* NULL: none */
} CocoImage;

typedef struct CocoLabel {
  Id id;
  uint32_t image, category; /* in images, categories */
  Box box;                  /* x is NaN where there is none */
  double area;              /* NaN: none */
  const char *segmentation; /* its JSON; NULL: none, or not asked for */
  bool crowd;
} CocoLabel;

typedef struct CocoPrediction {
  uint32_t image, category;
  double score;
  Box box;
  const char *segmentation;
} CocoPrediction;

typedef struct Coco {
  CocoImage *rows_of_images;
  CocoLabel *labels;
  CocoPrediction *predictions; /* in the order of the file */
  size_t image_count, label_count, prediction_count;
  Names images;     /* the image ids of labels or predictions */
  Names categories; /* the category ids, */
  Id *classes;      /* and the name of each */
  size_t class_count;
  size_t capacity[4];
  /* Of the file, and of the one with the categories of predictions, before they were read. */
  FileStamp stamp, labels_stamp;
  Arena texts;
} Coco;

void coco_release(Coco *coco);

#endif
