/*
** What a COCO file says, in flat arrays. Ids are numbers or texts, and 42.0 is the number 42. coco_read.h
** fills it.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_H
#define BOXSCORE_FORMATS_COCO_COCO_H

#include "base/names.h"
#include "base/workers.h"
#include "formats/input_file.h"
#include "geometry/box.h"

#define COCO_NO_SIZE INT64_MIN /* width or height of an image, where the file has none */

/* What is read beside ids and scores. The rest may be anything. */
enum {
  COCO_SEGMENTATION = 1,
  COCO_KEYPOINTS = 2,
  COCO_ATTRIBUTES = 4,
  COCO_DIFFICULT = 8,
  COCO_BOX = 16,
  COCO_AREA = 32,
  COCO_CROWD = 64,
  /* The names of categories: two categories in use may then not have the same one. */
  COCO_CLASS = 128,
  /* Of images; the lists are those of LVIS. */
  COCO_SIZE = 256,
  COCO_FILE = 512,
  COCO_LISTS = 1024
};

typedef struct CocoImage {
  Id id;
  int64_t width, height;
  const char *file; /* NULL: none */
  /* JSON; NULL: none, or not read. */
  const char *negative_categories, *not_exhaustive_categories, *attributes;
} CocoImage;

typedef struct CocoCategory {
  Id id, name;
  const char *supercategory, *frequency;         /* NULL: none */
  const char *keypoints, *skeleton, *attributes; /* JSON; NULL: none */
  int8_t thing;                                  /* 1 or 0; -1: it does not say */
} CocoCategory;

/* JSON texts of an object; each NULL where there is none, or where it was not asked for. */
typedef struct CocoTexts {
  const char *segmentation, *keypoints, *attributes;
  double difficult;     /* NaN: none */
  double num_keypoints; /* how many are labelled, as the file has it; NaN: none, or not asked for */
} CocoTexts;

typedef struct CocoLabel {
  Id id;
  uint32_t image, category; /* in images, categories */
  Box box;                  /* x is NaN where there is none */
  double area;              /* NaN: none */
  const CocoTexts *texts;   /* NULL: nothing of it */
  bool crowd;
} CocoLabel;

typedef struct CocoPrediction {
  uint32_t image, category;
  double score;
  Box box;
  const CocoTexts *texts;
} CocoPrediction;

/* Of a panoptic file. */
typedef struct CocoSegment {
  uint32_t image, category; /* in rows_of_images, categories */
  uint32_t id;              /* the value of its pixels */
  bool crowd;
  double area; /* NaN: none */
  Box box;     /* x is NaN where there is none */
} CocoSegment;

typedef struct Coco {
  CocoImage *rows_of_images;
  CocoCategory *rows_of_categories;
  CocoLabel *labels;
  CocoPrediction *predictions; /* in the order of the file */
  CocoSegment *segments;
  int8_t *things; /* of panoptic files, the thing of each of categories */
  size_t image_count, category_count, label_count, prediction_count, segment_count;
  Names images;     /* the image ids of labels or predictions */
  Names categories; /* the category ids, */
  Id *classes;      /* and the name of each; ID_NULL where it is not among the categories */
  size_t class_count;
  bool has_images; /* whether the file lists its images */
  size_t skipped;  /* labels or predictions that were left out, since their image or category is not listed */
  size_t capacity[5], segment_room;
  /* Of the file, and of the one with the categories of predictions, before they were read. */
  FileStamp stamp, labels_stamp;
  Arena texts;
} Coco;

/* Makes room for the classes of all categories that are known; the new ones have none yet. */
void coco_reserve_classes(Coco *out, Error *error);
void coco_release(Coco *coco);

#endif
