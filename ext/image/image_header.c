#include "image/image_header.h"

#include <string.h>

static const uint8_t png_signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
static const uint8_t jpeg_signature[3] = {0xFF, 0xD8, 0xFF};

ImageFormat image_format(const void *bytes, size_t length) {
  if (length >= sizeof png_signature && memcmp(bytes, png_signature, sizeof png_signature) == 0)
    return IMAGE_PNG;
  if (length >= sizeof jpeg_signature && memcmp(bytes, jpeg_signature, sizeof jpeg_signature) == 0)
    return IMAGE_JPEG;
  return IMAGE_OTHER;
}

void image_refuse(const void *bytes, size_t length, const char *what, Error *error) {
  const uint8_t *first = bytes;
  char hex[2 * 8 + 1] = "";
  for (size_t i = 0; i < 8 && i < length; i++) {
    hex[2 * i] = "0123456789ABCDEF"[first[i] >> 4];
    hex[2 * i + 1] = "0123456789ABCDEF"[first[i] & 15];
  }
  if (length == 0)
    error_input(error, "not a %s: an empty BLOB", what);
  else
    error_input(error, "not a %s: it begins with X'%s'", what, hex);
}

/* Whether its bytes agree with the signature of this format, as far as there are any. */
static bool begins(const uint8_t *bytes, size_t length, const uint8_t *signature, size_t size) {
  return length > 0 && memcmp(bytes, signature, length < size ? length : size) == 0;
}

static unsigned big_endian_16(const uint8_t *bytes) {
  return (unsigned)bytes[0] << 8 | bytes[1];
}

static void refuse_cut_off(const char *what, size_t length, Error *error) {
  error_input(error, "a %s that is cut off after %zu bytes", what, length);
}

ImageHeader png_header(const void *file, size_t length, Error *error) {
  enum { WIDTH = 16, HEIGHT = 20, DEPTH = 24 };
  const uint8_t *bytes = file;
  if (!begins(bytes, length, png_signature, sizeof png_signature))
    image_refuse(bytes, length, "PNG", error);
  else if (length <= DEPTH)
    refuse_cut_off("PNG", length, error);
  if (!ok(error)) return (ImageHeader){0};
  return (ImageHeader){big_endian(bytes + WIDTH), big_endian(bytes + HEIGHT), bytes[DEPTH]};
}

/* Markers of ITU-T T.81, table B.1. */
static bool stands_alone(unsigned marker) { /* TEM, RST0 to RST7, SOI */
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

static bool begins_frame(unsigned marker) { /* SOF0 to SOF15, without DHT, JPG and DAC among them */
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool ends_tables(unsigned marker) { /* EOI, SOS */
  return marker == 0xD9 || marker == 0xDA;
}

static ImageHeader read_frame(const uint8_t *frame, Error *error) {
  ImageHeader header = {big_endian_16(frame + 5), big_endian_16(frame + 3), frame[2]};
  if (header.height == 0)
    error_input(error, "a JPEG without a height");
  else if (header.width == 0)
    error_input(error, "a JPEG without a width");
  return ok(error) ? header : (ImageHeader){0};
}

/* Goes through the segments up to the frame. Like libjpeg, it skips bytes between them. */
ImageHeader jpeg_header(const void *file, size_t length, Error *error) {
  enum { FRAME = 8 }; /* bytes of a frame segment up to the size and the channels, inclusive */
  const uint8_t *bytes = file;
  if (!begins(bytes, length, jpeg_signature, sizeof jpeg_signature))
    image_refuse(bytes, length, "JPEG", error);
  size_t at = 2;
  while (ok(error)) {
    while (at < length && bytes[at] != 0xFF) at++;
    while (at < length && bytes[at] == 0xFF) at++;
    unsigned marker = at < length ? bytes[at++] : 0;
    if (at >= length) break;
    if (marker == 0 || stands_alone(marker)) continue;
    if (ends_tables(marker)) {
      error_input(error, "a JPEG without a frame");
      break;
    }
    if (length - at < (begins_frame(marker) ? FRAME : 2)) break;
    if (begins_frame(marker)) return read_frame(bytes + at, error);
    size_t size = big_endian_16(bytes + at);
    if (size > length - at) break;
    at += size;
  }
  refuse_cut_off("JPEG", length, error);
  return (ImageHeader){0};
}

void image_header_limit(const ImageHeader *header, const char *what, Error *error) {
  if (header->width > IMAGE_SIDE_MOST || header->height > IMAGE_SIDE_MOST ||
      (uint64_t)header->width * header->height > IMAGE_PIXELS_MOST)
    error_input(error, "a %s of %lu x %lu pixels; at most %d a side and %d in all can be read", what,
                (unsigned long)header->width, (unsigned long)header->height, IMAGE_SIDE_MOST,
                IMAGE_PIXELS_MOST);
}
