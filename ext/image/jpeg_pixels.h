/*
** The pixels of a JPEG through libjpeg (libjpeg-turbo), which is opened on first use.
**
** libjpeg allocates its own memory with malloc. Damage for which libjpeg invents pixels and only warns is
** rejected: a file or a segment that ends early, a bad code, a lost restart. Bytes between two segments,
** unknown numbers of an Adobe or JFIF marker and bad colour profiles change no pixel and are ignored.
**
** A progressive file keeps all its coefficients in memory and changes them once per scan: both are limited,
** so that a small file cannot take gigabytes or minutes.
*/
#ifndef BOXSCORE_IMAGE_JPEG_PIXELS_H
#define BOXSCORE_IMAGE_JPEG_PIXELS_H

#include "image/image.h"

enum {
  JPEG_COEFFICIENTS_MOST =
      1 << 28,          /* bytes, of a file with several scans: 6 per pixel, or 3 if colours are subsampled */
  JPEG_SCANS_MOST = 100 /* encoders write about 10 */
};

void jpeg_pixels_read(const void *bytes, size_t length, Image *image, Poll *poll, Error *error);

/* The version of libjpeg's interface and its copyright years; "not found" or "built without". */
enum { JPEG_LIBRARY_TEXT = 80 };
void jpeg_pixels_library(char text[JPEG_LIBRARY_TEXT]);

#endif
