#include "base/buffer.h"

#include <string.h>

#include "base/number.h"

void buffer_add(Buffer *buffer, const void *bytes, size_t length, Error *error) {
  memory_reserve((void **)&buffer->bytes, &buffer->capacity, buffer->length + length, 1, error);
  if (!ok(error) || !length) return;
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

void buffer_text(Buffer *buffer, const char *text, Error *error) {
  buffer_add(buffer, text, strlen(text), error);
}

void buffer_number(Buffer *buffer, double value, Error *error) {
  char text[32];
  buffer_add(buffer, text, number_format(value, text), error);
}

void buffer_release(Buffer *buffer) {
  memory_release(buffer->bytes);
  *buffer = (Buffer){0};
}
