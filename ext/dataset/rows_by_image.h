/*
** Rows of one table by image, of all classes.
*/
#ifndef BOXSCORE_DATASET_ROWS_BY_IMAGE_H
#define BOXSCORE_DATASET_ROWS_BY_IMAGE_H

#include "dataset/dataset.h"

typedef struct RowsByImage {
  uint32_t *rows;   /* each image's in ascending order */
  uint32_t *starts; /* of each image, and the end */
} RowsByImage;

/* Lists the rows from `first` to before `end` that `is_listed`, by row (NULL: all). Release it in every
** case. */
void rows_by_image_make(RowsByImage *by_image, const Dataset *data, const Objects *objects, uint32_t first,
                        uint32_t end, const uint8_t *is_listed, Error *error);
void rows_by_image_release(RowsByImage *by_image);

static inline size_t rows_of_image(const RowsByImage *by_image, uint32_t image) {
  return by_image->starts[image + 1] - by_image->starts[image];
}

#endif
