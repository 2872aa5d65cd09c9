/*
** The format and the size of an image file, from its first bytes. This takes no library, and every decoder
** asks here first, so that a size is rejected before anything is allocated.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_HEADER_H
#define BOXSCORE_IMAGE_IMAGE_HEADER_H

#include <stdint.h>

#include "base/error.h"

enum { IMAGE_PIXELS_MOST = 1 << 28, IMAGE_SIDE_MOST = 1000000 };

/* By the signature only. */
typedef enum ImageFormat { IMAGE_OTHER, IMAGE_PNG, IMAGE_JPEG } ImageFormat;
ImageFormat image_format(const void *bytes, size_t length);

typedef struct ImageHeader {
  uint32_t width, height; /* at least 1 in a JPEG; as stored in a PNG */
  unsigned depth;         /* bits of a sample */
} ImageHeader;

/* Set an error if the file has another format, is cut off before its size, or has none. */
ImageHeader png_header(const void *bytes, size_t length, Error *error);
ImageHeader jpeg_header(const void *bytes, size_t length, Error *error);

/* Sets an error if there are more pixels than can be decoded; `what` is "PNG" or "JPEG". */
void image_header_limit(const ImageHeader *header, const char *what, Error *error);

/* Sets the error "not a PNG: it begins with X'47494638'", or "not a PNG: an empty BLOB". */
void image_refuse(const void *bytes, size_t length, const char *what, Error *error);

/* A number of a PNG. */
static inline uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

#endif
