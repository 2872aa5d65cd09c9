/*
** The pixels of a JPEG through libjpeg (libjpeg-turbo), which is opened on first use.
**
** Its memory is its own: libjpeg takes it from malloc. Damage for which libjpeg
** invents pixels and only warns is rejected: a file or a segment that ends early, a bad code, a lost restart. Bytes between two
** segments, unknown numbers of an Adobe or JFIF marker and bad colour profiles change no pixel and are ignored.
**
** A progressive file has all its coefficients in memory and changes them once a scan: both are limited, so that a small
** file cannot take gigabytes or minutes.
*/
#ifndef BOXSCORE_IMAGE_JPEG_PIXELS_H
#define BOXSCORE_IMAGE_JPEG_PIXELS_H

#include "image/image.h"

enum {
  JPEG_COEFFICIENTS_MOST =
      1 << 28,          /* bytes, of a file of several scans: 6 a pixel, or 3 where colours are halved */
  JPEG_SCANS_MOST = 100 /* encoders write about 10 */
};

void jpeg_pixels_read(const void *bytes, size_t length, Image *image, Poll *poll, Error *error);

/* Which libjpeg: the version of its interface and its makers' years; "not found" or "built without". */
enum { JPEG_LIBRARY_TEXT = 80 };
void jpeg_pixels_library(char text[JPEG_LIBRARY_TEXT]);

#endif
