/*
** Pixels: red, green and blue with a byte each. Start with {0}.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_H
#define BOXSCORE_IMAGE_IMAGE_H

#include "base/workers.h"

typedef struct Image {
  uint32_t width, height;
  uint8_t *pixels; /* rows from the top, 3 bytes a pixel, no gaps */
  size_t capacity; /* in bytes; kept for the next one */
} Image;

/* Makes room for the pixels of this size, whatever was there before. */
void image_resize(Image *image, uint32_t width, uint32_t height, Error *error);
void image_release(Image *image);

#endif
