#include "picture/svg.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* How many bytes the character at the start of a text has, 0 if XML does not allow it. */
static size_t character_length(const char *at, const char *end) {
  unsigned char first = (unsigned char)at[0];
  if (first < 0x80) return first >= 0x20 || first == '\t' || first == '\n' || first == '\r';
  int length = utf8_scan(at, end);
  bool none =
      length == 3 && memcmp(at, "\xEF\xBF", 2) == 0 && (unsigned char)at[2] >= 0xBE; /* U+FFFE, U+FFFF */
  return length > 0 && !none ? (size_t)length : 0;
}

static const char *entity(unsigned char byte) {
  switch (byte) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  }
  return NULL;
}

void svg_text(Buffer *out, const char *text, size_t length, Error *error) {
  if (!ok(error) || !length) return;
  const char *at = text, *end = at + length;
  const char *plain = at; /* the start of the text not yet written */
  while (at < end) {
    size_t size = character_length(at, end);
    const char *instead = size ? entity((unsigned char)*at) : "\xEF\xBF\xBD";
    if (instead) {
      buffer_add(out, plain, (size_t)(at - plain), error);
      buffer_text(out, instead, error);
      plain = at + (size ? size : 1);
    }
    at += size ? size : 1;
  }
  buffer_add(out, plain, (size_t)(end - plain), error);
}

void svg_number(Buffer *out, double number, Error *error) {
  const double exact = 1e13; /* above it doubles have no hundredths */
  if (!isfinite(number)) number = 0;
  buffer_number(out, fabs(number) < exact ? nearbyint(number * 100) / 100 : number, error);
}

void svg_attribute(Buffer *out, const char *name, double number, Error *error) {
  buffer_text(out, " ", error);
  buffer_text(out, name, error);
  buffer_text(out, "=\"", error);
  svg_number(out, number, error);
  buffer_text(out, "\"", error);
}

void svg_base64(Buffer *out, const void *bytes, size_t length, Error *error) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned char *at = bytes;
  size_t size = (length + 2) / 3 * 4;
  memory_reserve((void **)&out->bytes, &out->capacity, out->length + size, 1, error);
  if (!ok(error)) return;
  char *to = out->bytes + out->length;
  for (size_t i = 0; i < length; i += 3, to += 4) {
    size_t left = length - i;
    uint32_t three =
        (uint32_t)at[i] << 16 | (left > 1 ? (uint32_t)at[i + 1] << 8 : 0) | (left > 2 ? at[i + 2] : 0);
    to[0] = digits[three >> 18];
    to[1] = digits[three >> 12 & 63];
    to[2] = left > 1 ? digits[three >> 6 & 63] : '=';
    to[3] = left > 2 ? digits[three & 63] : '=';
  }
  out->length += size;
}
