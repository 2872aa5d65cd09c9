#include "image/image_decode.h"

#include <string.h>

#include "image/jpeg_pixels.h"
#include "image/png_pixels.h"

void image_size(const void *bytes, size_t length, uint32_t *width, uint32_t *height, Error *error) {
  ImageHeader header = {0};
  *width = *height = 0;
  switch (image_format(bytes, length)) {
  case IMAGE_PNG: header = png_header(bytes, length, error); break;
  case IMAGE_JPEG: header = jpeg_header(bytes, length, error); break;
  case IMAGE_OTHER: image_refuse(bytes, length, "PNG or JPEG", error); break;
  }
  if (header.width == 0 || header.height == 0 || header.width > INT32_MAX || header.height > INT32_MAX)
    error_input(error, "a PNG of %lu x %lu pixels", (unsigned long)header.width,
                (unsigned long)header.height);
  if (!ok(error)) return;
  *width = header.width;
  *height = header.height;
}

typedef struct Rows {
  Image *image;
  uint8_t *next;
} Rows;

static void begin(void *context, const PngShape *shape, Error *error) {
  Rows *rows = context;
  image_resize(rows->image, shape->width, shape->height, error);
  rows->next = rows->image->pixels;
}

static void take_row(void *context, const uint8_t *pixels, Error *error) {
  Rows *rows = context;
  size_t bytes = (size_t)rows->image->width * 3;
  if (!ok(error)) return;
  memcpy(rows->next, pixels, bytes);
  rows->next += bytes;
}

void image_decode(const void *bytes, size_t length, Image *image, Poll *poll, Error *error) {
  Rows rows = {image, NULL};
  PngSink sink = {.colours = true, .begin = begin, .row = take_row, .context = &rows};
  if (ok(error)) {
    switch (image_format(bytes, length)) {
    case IMAGE_PNG: png_pixels_read(bytes, length, &sink, poll, error); break;
    case IMAGE_JPEG: jpeg_pixels_read(bytes, length, image, poll, error); break;
    case IMAGE_OTHER: image_refuse(bytes, length, "PNG or JPEG", error); break;
    }
  }
  if (!ok(error)) image->width = image->height = 0;
}
