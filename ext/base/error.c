#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Where a UTF-8 text can be cut at or before `length` without halving a character. */
static size_t whole_characters(const char *text, size_t length) {
  while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  return length;
}

/* Hosts in Python lose a message that is not UTF-8: a '?' for each byte that makes it so. */
static void make_utf8(char *text) {
  const char *end = text + strlen(text);
  for (char *at = text; at < end;) {
    int length = (unsigned char)*at < 0x80 ? 1 : utf8_scan(at, end);
    if (length <= 0) *at = '?';
    at += length > 0 ? length : 1;
  }
}

void error_input(Error *error, const char *format, ...) {
  if (!ok(error)) return;
  error->kind = ERROR_INPUT;
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(error->text, sizeof error->text, format, arguments);
  va_end(arguments);
  if (length < 0) error->text[0] = 0;
  if (length >= (int)sizeof error->text) {
    size_t last = sizeof error->text - 1;
    while (last > 0 && ((unsigned char)error->text[last - 1] & 0xC0) == 0x80) last--;
    if (last > 0 && (unsigned char)error->text[last - 1] >= 0xC0) last--;
    error->text[last] = 0;
  }
  make_utf8(error->text);
}

void error_memory(Error *error) {
  if (!ok(error)) return;
  error->kind = ERROR_MEMORY;
  memcpy(error->text, "out of memory", sizeof "out of memory");
}

void error_interrupt(Error *error) {
  if (!ok(error)) return;
  error->kind = ERROR_INTERRUPT;
  memcpy(error->text, "interrupted", sizeof "interrupted");
}

Excerpt excerpt(const char *text, size_t length) {
  enum { LIMIT = 60 };
  Excerpt out = {{0}};
  size_t kept = length <= LIMIT ? length : whole_characters(text, LIMIT);
  for (size_t i = 0; i < kept; i++) {
    unsigned char c = (unsigned char)text[i];
    out.text[i] = c < 32 || c == 127 ? '?' : (char)c;
  }
  make_utf8(out.text);
  if (kept < length) memcpy(out.text + kept, "...", 4);
  return out;
}

void error_pass_on(Error *error, const Error *inner, const char *who, const char *text, size_t length) {
  if (ok(inner) || !ok(error)) return;
  if (inner->kind != ERROR_INPUT) {
    *error = *inner;
    return;
  }
  Excerpt shown = excerpt(text, length);
  size_t said = strlen(inner->text), wanted = strlen(shown.text);
  const char *end = inner->text + said - wanted;
  if (said >= wanted + 2 && memcmp(end - 2, ": ", 2) == 0 && memcmp(end, shown.text, wanted) == 0)
    error_input(error, "%s: %s", who, inner->text);
  else
    error_input(error, "%s: %s: %s", who, inner->text, shown.text);
}
