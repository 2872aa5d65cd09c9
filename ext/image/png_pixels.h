/*
** The pixels of a PNG, row by row, through libpng, which is opened on first use.
**
** Rows are passed on as they are decoded, so that a large image takes the memory of one row; only an
** interlaced one is decoded whole. Sizes are checked before anything is allocated, libpng's memory is ours,
** and chunks that no pixel depends on (texts, colour profiles) are skipped unread.
*/
#ifndef BOXSCORE_IMAGE_PNG_PIXELS_H
#define BOXSCORE_IMAGE_PNG_PIXELS_H

#include "base/workers.h"

enum { PNG_INTERLACED_MOST = 1 << 28 }; /* bytes of an interlaced one */

/* The layout of a pixel in a row. Greys of 1, 2 and 4 bits and palette indexes take a byte. */
typedef enum PngPixel {
  PNG_BYTE,       /* a grey value or a palette index */
  PNG_GREY_16,    /* two bytes, the higher first */
  PNG_GREY_ALPHA, /* a byte each */
  PNG_GREY_ALPHA_16,
  PNG_COLOUR, /* red, green, blue */
  PNG_COLOUR_ALPHA
} PngPixel;

typedef struct PngShape {
  uint32_t width, height;
  PngPixel pixel;
  uint32_t pixel_size; /* in bytes */
} PngShape;

/* The receiver of the pixels: `begin` once, then `row` for each row from the top. */
typedef struct PngSink {
  bool colours; /* convert to RGB, a byte each; else as stored, and 16 bits per colour are an error */
  void (*begin)(void *context, const PngShape *shape, Error *error);
  void (*row)(void *context, const uint8_t *pixels, Error *error);
  void *context;
} PngSink;

/* poll may be NULL. */
void png_pixels_read(const void *bytes, size_t length, const PngSink *sink, Poll *poll, Error *error);

/* The version of libpng; "not found" or "built without". */
const char *png_pixels_library(void);

#endif
