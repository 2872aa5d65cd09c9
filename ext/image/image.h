/*
** Pixels: one byte each for red, green and blue. Start with {0}.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_H
#define BOXSCORE_IMAGE_IMAGE_H

#include "base/workers.h"

typedef struct Image {
  uint32_t width, height;
  uint8_t *pixels; /* rows from the top, 3 bytes a pixel, no gaps */
  size_t capacity; /* in bytes; kept for the next one */
} Image;

/* Makes room for an image of this size; the old pixels are lost. */
void image_resize(Image *image, uint32_t width, uint32_t height, Error *error);
void image_release(Image *image);

#endif
