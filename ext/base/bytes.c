#include "base/bytes.h"

#include <math.h>
#include <string.h>

void bytes_put(uint64_t value, int count, Buffer *out, Error *error) {
  char text[8];
  for (int i = 0; i < count; i++) text[i] = (char)(value >> (8 * i) & 0xFF);
  buffer_add(out, text, (size_t)count, error);
}

void bytes_put_double(double value, Buffer *out, Error *error) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bytes_put(bits, 8, out, error);
}

void bytes_put_varint(uint64_t value, Buffer *out, Error *error) {
  char text[10];
  size_t length = 0;
  for (; value >= 0x80; value >>= 7) text[length++] = (char)(value | 0x80);
  text[length++] = (char)value;
  buffer_add(out, text, length, error);
}

const unsigned char *bytes_take_run(Bytes *bytes, size_t length, Error *error) {
  if (bytes_left(bytes) < length) error_input(error, "%s is cut off", bytes->what);
  if (!ok(error)) return NULL;
  const unsigned char *run = bytes->at;
  bytes->at += length;
  return run;
}

uint64_t bytes_take(Bytes *bytes, int count, Error *error) {
  const unsigned char *run = bytes_take_run(bytes, (size_t)count, error);
  uint64_t value = 0;
  for (int i = count - 1; run && i >= 0; i--) value = value << 8 | run[i];
  return value;
}

double bytes_take_double(Bytes *bytes, Error *error) {
  uint64_t bits = bytes_take(bytes, 8, error);
  double value;
  memcpy(&value, &bits, sizeof value);
  if (ok(error) && !isfinite(value)) error_input(error, "%s has a number that is not finite", bytes->what);
  return value;
}

uint64_t bytes_take_varint(Bytes *bytes, Error *error) {
  uint64_t value = 0, byte = 0x80;
  for (int shift = 0; shift < 64 && byte & 0x80; shift += 7) {
    byte = bytes_take(bytes, 1, error);
    value |= (byte & 0x7F) << shift;
  }
  if (ok(error) && byte & 0x80) error_input(error, "%s has a number that does not end", bytes->what);
  return ok(error) ? value : 0;
}
