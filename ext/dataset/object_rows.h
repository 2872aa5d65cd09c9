/*
** The rows of a table of objects, one by one: errors that name them, how large their image is, those of each
** image, and stretches of them for workers.
*/
#ifndef BOXSCORE_DATASET_OBJECT_ROWS_H
#define BOXSCORE_DATASET_OBJECT_ROWS_H

#include "dataset/dataset.h"

/* Passes an error on as one of a row: "labels row 7: ...". */
void objects_refuse(const Objects *objects, size_t row, const Error *inner, Error *error);

/* The size of the image of a row; {0} with the error set where it is unknown: `what` requires it. */
Canvas objects_canvas(const Dataset *data, const Objects *objects, size_t row, const char *what,
                      Error *error);

/* Whether two rows are of one image, class and model. */
static inline bool objects_same_group(const Objects *objects, size_t a, size_t b) {
  return objects->image[a] == objects->image[b] && objects->class[a] == objects->class[b] &&
         (!objects->model || objects->model[a] == objects->model[b]);
}

/* Sorts the rows by image: those of image i are rows[starts[i]] to rows[starts[i + 1]]. starts has an entry
** more than there are images. */
void objects_by_image(const Dataset *data, const Objects *objects, uint32_t *rows, uint32_t *starts,
                      Error *error);

/* The rows, cut into tasks for workers. */
enum { OBJECTS_AT_ONCE = 2000 };
static inline size_t objects_tasks(const Objects *objects) {
  return (objects->count + OBJECTS_AT_ONCE - 1) / OBJECTS_AT_ONCE;
}
static inline size_t objects_task_start(size_t task) {
  return task * OBJECTS_AT_ONCE;
}
static inline size_t objects_task_end(const Objects *objects, size_t task) {
  size_t end = (task + 1) * OBJECTS_AT_ONCE;
  return end < objects->count ? end : objects->count;
}

#endif
