/*
** COCO files in flat arrays: an instances file (an object with images, annotations and categories, in any order) and a results
** file (an array of predictions; an object whose annotations have scores is taken too, as some tools write it).
**
**     Coco coco = {0};
**     coco_read_labels("instances.json", true, &coco, poll, &error);
**     for (size_t i = 0; i < coco.label_count; i++) use(&coco.labels[i]);
**     coco_release(&coco);
**
** One pass over the file, without a document tree; keys that nobody asked for are skipped, but checked to be JSON. Ids are
** numbers or texts, and 42.0 is the number 42. `[]` and null stand for a geometry that is not there.
*/
#ifndef BOXSCORE_FORMATS_COCO_H
#define BOXSCORE_FORMATS_COCO_H

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

/* `poll` may be NULL. */
void coco_read_images(const char *path, Coco *out, Poll *poll, Error *error);
void coco_read_labels(const char *path, bool segmentation, Coco *out, Poll *poll, Error *error);
/* threaded: a large file may be read by two threads. */
void coco_read_predictions(const char *path, const char *labels_path, bool segmentation, bool threaded,
                           Coco *out, Poll *poll, Error *error);
void coco_release(Coco *coco);

#endif
