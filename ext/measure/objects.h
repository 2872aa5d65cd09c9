/*
** Objects as they are measured: the rows of one table in flat arrays, those of one model, class and image side by side.
** All arrays are the owner's.
*/
#ifndef BOXSCORE_MEASURE_OBJECTS_H
#define BOXSCORE_MEASURE_OBJECTS_H

#include "base/names.h"
#include "base/workers.h"
#include "measure/hu_moments.h"

typedef struct MeasuredObjects {
  const char *table, *images_table; /* for messages */
  bool are_predictions;
  size_t count;
  const IdColumn *ids;
  const uint32_t *image, *class;
  const uint32_t *model;    /* NULL: all of one */
  const double *score;      /* of predictions */
  const uint32_t *track;    /* NULL: no row has one; else the row's, or OBJECT_NO_TRACK */
  const double *frame;      /* beside the track: gives the order of its objects */
  const Geometry *geometry; /* what is measured */
  const Id *images;         /* their ids */
  const Canvas *canvases;   /* of each image; NULL: none is known */
  size_t image_count, class_count, model_count, track_count;
} MeasuredObjects;

#define OBJECT_NO_TRACK UINT32_MAX

static inline bool objects_same_group(const MeasuredObjects *objects, size_t a, size_t b) {
  return objects->image[a] == objects->image[b] && objects->class[a] == objects->class[b] &&
         (!objects->model || objects->model[a] == objects->model[b]);
}

/* The size of the image of a row; {0} with the error set where it is not known: `what` needs it. */
Canvas objects_canvas(const MeasuredObjects *objects, size_t row, const char *what, Error *error);

/* Sorts the rows by image: those of image i are rows[starts[i]] to rows[starts[i + 1]]. starts has image_count + 1 entries. */
void objects_by_image(const MeasuredObjects *objects, uint32_t *rows, uint32_t *starts, Error *error);

/* Passes an error on as one of a row: "labels row 7: ...". */
void objects_refuse(const MeasuredObjects *objects, size_t row, const Error *inner, Error *error);

/* The rows, cut into tasks for workers. */
enum { OBJECTS_AT_ONCE = 2000 };
static inline size_t objects_tasks(const MeasuredObjects *objects) {
  return (objects->count + OBJECTS_AT_ONCE - 1) / OBJECTS_AT_ONCE;
}
static inline size_t objects_task_start(size_t task) {
  return task * OBJECTS_AT_ONCE;
}
static inline size_t objects_task_end(const MeasuredObjects *objects, size_t task) {
  size_t end = (task + 1) * OBJECTS_AT_ONCE;
  return end < objects->count ? end : objects->count;
}

/* The Hu moments of all rows, to be released with memory_release; the first is NaN where a row has none. NULL after an
** error. */
HuMoments *objects_hu_moments(const MeasuredObjects *objects, const Workers *workers, Error *error);

#endif
