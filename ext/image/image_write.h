/*
** Encodes pixels as a file. The bytes depend on the version of the library that writes them.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_WRITE_H
#define BOXSCORE_IMAGE_IMAGE_WRITE_H

#include "base/buffer.h"
#include "image/image.h"

/* Eight bits each of red, green and blue, through libpng. poll may be NULL. */
void png_write(const Image *image, Buffer *out, Poll *poll, Error *error);

/* For thumbnails, where small size counts: a JPEG, or a PNG if there is no libjpeg. */
void image_write_small(const Image *image, Buffer *out, Poll *poll, Error *error);

#endif
