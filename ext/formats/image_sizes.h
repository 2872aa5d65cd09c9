/*
** Sizes of images, found by the name of a file of theirs (its labels, say) without its ending.
**
** An image is found by its id if that is the name; else by the name of its `file`, with its ending (the
** labels of a.jpg may stand in a.jpg.txt) or without it; else by an id that has an ending too ('a.jpg').
** Folders do not count.
*/
#ifndef BOXSCORE_FORMATS_IMAGE_SIZES_H
#define BOXSCORE_FORMATS_IMAGE_SIZES_H

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
  ImageKeys by_id, by_name, by_file, by_stem, by_number;
  Arena texts;
} ImageSizes;

/* Whether any image goes by this name. */
bool image_sizes_know(const ImageSizes *sizes, const char *stem, size_t length);
/* `file` may be NULL. */
void image_sizes_add(ImageSizes *sizes, const Id *id, const char *file, size_t file_length, double width,
                     double height, Error *error);
/* NULL with the error set where there is none, more than one, or one without a size; `path` ends the
** message. */
const ImageSize *image_sizes_find(const ImageSizes *sizes, const char *stem, size_t length, const char *path,
                                  Error *error);
/* The image whose file bears this name: with or without ending, folders do not count, and 7 is 0007.jpg too.
** NULL where there is none, or more than one. */
const ImageSize *image_sizes_find_file(const ImageSizes *sizes, const Id *name);
void image_sizes_release(ImageSizes *sizes);

#endif
