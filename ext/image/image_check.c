#include "image/image_check.h"

#include <string.h>

#include "base/checksum.h"
#include "image/image_decode.h"
#include "image/image_header.h"

/* Common image formats that are not supported, by their signatures. */
static const char *format_name(const uint8_t *bytes, size_t length) {
  static const struct {
    size_t at;
    const char *bytes, *name;
  } formats[] = {
      {0, "GIF8", "a GIF"},       {8, "WEBP", "a WebP"},        {0, "BM", "a BMP"},
      {0, "II*", "a TIFF"},       {0, "MM", "a TIFF"},          {4, "ftypavif", "an AVIF"},
      {4, "ftypheic", "a HEIC"},  {4, "ftypmif1", "a HEIF"},    {0, "<svg", "an SVG"},
      {0, "<?xml", "XML"},        {0, "%PDF", "a PDF"},         {0, "<", "HTML or XML"},
      {0, "data:", "a data URI"}, {0, "http", "a web address"},
  };
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    size_t size = strlen(formats[i].bytes);
    if (length >= formats[i].at + size && memcmp(bytes + formats[i].at, formats[i].bytes, size) == 0)
      return formats[i].name;
  }
  return NULL;
}

/* A chunk: the length of its content, its name, its content, the checksum of the last two. */
static void check_chunks(const uint8_t *bytes, size_t length, Error *error) {
  enum { SIGNATURE = 8, AROUND = 12 };
  for (size_t at = SIGNATURE; ok(error);) {
    size_t left = length - at, content = left >= AROUND ? big_endian(bytes + at) : 0;
    if (left < AROUND || content > left - AROUND) {
      error_input(error, "a PNG that is cut off after %zu bytes", length);
      return;
    }
    const uint8_t *name = bytes + at + 4;
    if (checksum_crc32(name, 4 + content) != big_endian(name + 4 + content))
      error_input(error, "a broken PNG: the checksum of %s is wrong", excerpt((const char *)name, 4).text);
    if (memcmp(name, "IEND", 4) == 0) return;
    at += AROUND + content;
  }
}

/* Anything may follow the last end marker; one before the first scan belongs to a preview. */
static void check_end(const uint8_t *bytes, size_t length, Error *error) {
  enum { MARKER = 0xFF, SCAN = 0xDA, END = 0xD9 };
  size_t scan = 2;
  while (scan + 4 <= length && !(bytes[scan] == MARKER && bytes[scan + 1] == SCAN)) {
    bool segment = bytes[scan] == MARKER && bytes[scan + 1] >= 0xC0 && bytes[scan + 1] != MARKER;
    scan += segment ? 2 + ((size_t)bytes[scan + 2] << 8 | bytes[scan + 3]) : 1;
  }
  size_t at = length;
  while (at >= scan + 2 && !(bytes[at - 2] == MARKER && bytes[at - 1] == END)) at--;
  if (at < scan + 2) error_input(error, "a JPEG that is cut off after %zu bytes", length);
}

void image_check(const void *bytes, size_t length, Error *error) {
  ImageFormat format = image_format(bytes, length);
  const char *name = format_name(bytes, length);
  if (format == IMAGE_OTHER && name) error_input(error, "%s: PNG and JPEG can be shown", name);
  uint32_t width, height;
  image_size(bytes, length, &width, &height, error);
  image_header_limit(&(ImageHeader){width, height, 8}, format == IMAGE_PNG ? "PNG" : "JPEG", error);
  if (!ok(error)) return;
  if (format == IMAGE_PNG)
    check_chunks(bytes, length, error);
  else
    check_end(bytes, length, error);
}
