/*
** Pixels as a file. What comes out depends on the version of the library that makes it.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_WRITE_H
#define BOXSCORE_IMAGE_IMAGE_WRITE_H

#include "base/buffer.h"
#include "image/image.h"

/* Eight bits each of red, green and blue, through libpng. poll may be NULL. */
void png_write(const Image *image, Buffer *out, Poll *poll, Error *error);

/* What takes fewer bytes for a small picture of a large one: a JPEG, or a PNG where there is no libjpeg. */
void image_write_small(const Image *image, Buffer *out, Poll *poll, Error *error);

#endif
