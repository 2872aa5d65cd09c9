/*
** Sizes of images, found by the name of a file of theirs (its labels, say) without its ending.
**
** An image is found by its id if that is the name, else by the name of its `file`, else by an id that has an ending too
** ('a.jpg'); folders and endings of the latter two do not count.
*/
#ifndef BOXSCORE_FORMATS_YOLO_IMAGE_SIZES_H
#define BOXSCORE_FORMATS_YOLO_IMAGE_SIZES_H

#include "base/names.h"

typedef struct ImageSize {
  Id id;
  double width, height; /* NaN: no number above 0 */
} ImageSize;

/* Names, and the image that each stands for. */
typedef struct ImageKeys {
  Names names;
  uint32_t *image;
  size_t capacity;
} ImageKeys;

typedef struct ImageSizes {
  const char *table; /* for messages */
  ImageSize *items;
  size_t count, capacity;
  ImageKeys by_id, by_file, by_stem;
  Arena texts;
} ImageSizes;

/* `file` may be NULL. */
void image_sizes_add(ImageSizes *sizes, const Id *id, const char *file, size_t file_length, double width,
                     double height, Error *error);
/* NULL with the error set where there is none, more than one, or one without a size; `path` ends the message. */
const ImageSize *image_sizes_find(const ImageSizes *sizes, const char *stem, size_t length, const char *path,
                                  Error *error);
void image_sizes_release(ImageSizes *sizes);

#endif
