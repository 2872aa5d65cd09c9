/*
** Decodes a PNG or JPEG file to the pixels that OpenCV's imread gives.
**
**     Image image = {0};
**     for (each file) {
**       image_decode(bytes, length, &image, poll, &error);
**       ...                                     image.pixels + 3 * (y * image.width + x) is the pixel at x, y
**     }
**     image_release(&image);
**
** In a PNG, palettes become colours and greys three equal samples; of 16 bits the higher byte is used;
** transparency, gamma and profiles are ignored. In a JPEG, greys become three equal samples, and CMYK (or
** YCCK) is read as Adobe writes it, inverted: r = k - ((255 - c) * k >> 8), and g and b in the same way. The
** EXIF orientation is not applied: boxes and masks belong to the pixels as they are stored.
**
** A file that is broken or cut off is an error, never a picture with a grey part.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_DECODE_H
#define BOXSCORE_IMAGE_IMAGE_DECODE_H

#include "image/image.h"
#include "image/image_header.h"

/* From the header: nothing is decoded, and no library is required. Gives sizes that image_decode rejects,
** too. */
void image_size(const void *bytes, size_t length, uint32_t *width, uint32_t *height, Error *error);

/* After an error the image has no pixels. poll may be NULL. At most IMAGE_PIXELS_MOST. */
void image_decode(const void *bytes, size_t length, Image *image, Poll *poll, Error *error);

#endif
