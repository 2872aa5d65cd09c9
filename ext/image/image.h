/*
** An image file, PNG or JPEG, as pixels: red, green and blue with a byte each, as OpenCV's imread gives them.
**
**     Image image = {0};
**     for (each file) {
**       image_decode(bytes, length, &image, poll, &error);
**       ...                                     image.pixels + 3 * (y * image.width + x) is the pixel at x, y
**     }
**     image_release(&image);
**
** Of a PNG, palettes become colours and greys three equal samples; of 16 bits the higher byte counts; transparency, gamma
** and profiles have no part in it. Of a JPEG, greys become three equal samples, and CMYK (or YCCK) is taken as Adobe
** writes it, inverted: r = k - ((255 - c) * k >> 8), g and b alike. An orientation in the EXIF data is not applied: boxes
** and masks belong to the pixels as they are stored.
**
** A file that is broken or cut off is an error, never a picture with a grey part.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_H
#define BOXSCORE_IMAGE_IMAGE_H

#include "base/workers.h"
#include "image/image_header.h"

typedef struct Image {
  uint32_t width, height;
  uint8_t *pixels; /* rows from the top, 3 bytes a pixel, no gaps */
  size_t capacity; /* in bytes; kept for the next one */
} Image;

/* From the header, nothing is decoded and no library needed. Sizes that image_decode refuses are told too. */
void image_size(const void *bytes, size_t length, uint32_t *width, uint32_t *height, Error *error);

/* After an error the image has no pixels. poll may be NULL. At most IMAGE_PIXELS_MOST. */
void image_decode(const void *bytes, size_t length, Image *image, Poll *poll, Error *error);

void image_release(Image *image);

/* Makes room for the pixels of this size, whatever was there before. For the decoders. */
void image_resize(Image *image, uint32_t width, uint32_t height, Error *error);

#endif
