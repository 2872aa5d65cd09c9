#include "picture/text.h"

#include <string.h>

#include "base/utf8.h"

/* Of Helvetica, in thousandths, from the blank on. */
static const uint16_t ascii[95] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

/* Characters other than ASCII without average width; ranges in ascending order. */
static const struct {
  uint32_t first, last;
  uint16_t width;
} others[] = {
    {0x0300, 0x036F, 0},    {0x0591, 0x05BD, 0},      {0x064B, 0x065F, 0},      {0x0E34, 0x0E3A, 0},
    {0x1100, 0x115F, 1000}, {0x200B, 0x200F, 0},      {0x202A, 0x202E, 0},      {0x2060, 0x206F, 0},
    {0x20D0, 0x20FF, 0},    {0x2600, 0x27BF, 1000},   {0x2E80, 0xA4CF, 1000},   {0xAC00, 0xD7A3, 1000},
    {0xF900, 0xFAFF, 1000}, {0xFE00, 0xFE0F, 0},      {0xFE30, 0xFE4F, 1000},   {0xFF00, 0xFF60, 1000},
    {0xFFE0, 0xFFE6, 1000}, {0x1F000, 0x1FAFF, 1250}, {0x20000, 0x3FFFD, 1000}, {0xE0000, 0xE01FF, 0},
};

static uint32_t width_of(uint32_t code) {
  enum { USUAL = 600 };
  if (code < 0x20 || code == 0x7F) return ascii[0];
  if (code < 0x7F) return ascii[code - 0x20];
  for (size_t i = 0; i < sizeof others / sizeof *others && code >= others[i].first; i++) {
    if (code <= others[i].last) return others[i].width;
  }
  return USUAL;
}

/* Its length in bytes; invalid UTF-8 is read byte by byte, as svg_text shows it. */
static size_t next_character(const char *text, size_t length, uint32_t *code) {
  unsigned char first = (unsigned char)text[0];
  int size = first < 0x80 ? 1 : utf8_scan(text, text + length);
  *code = size < 1 ? 0xFFFD : size > 1 ? first & (0x7FU >> size) : first;
  for (int i = 1; i < size; i++) *code = *code << 6 | ((unsigned char)text[i] & 0x3FU);
  return size < 1 ? 1 : (size_t)size;
}

double text_width(const char *text, size_t length) {
  uint64_t width = 0;
  uint32_t code;
  for (size_t at = 0; at < length;) {
    at += next_character(text + at, length - at, &code);
    width += width_of(code);
  }
  return (double)width / 1000;
}

size_t text_fitting(const char *text, size_t length, double most) {
  uint64_t width = 0;
  uint32_t code;
  size_t at = 0;
  while (at < length) {
    size_t size = next_character(text + at, length - at, &code);
    width += width_of(code);
    if ((double)width / 1000 > most) break;
    at += size;
  }
  return at;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

TextLine text_next_line(TextLine *rest, double most) {
  while (rest->length && is_blank(*rest->text)) rest->text++, rest->length--;
  TextLine line = {rest->text, text_fitting(rest->text, rest->length, most)};
  if (line.length < rest->length && !is_blank(rest->text[line.length])) {
    size_t word = line.length;
    while (word && !is_blank(line.text[word - 1])) word--;
    if (word) line.length = word;
  }
  if (!line.length && rest->length) { /* narrower than a character */
    uint32_t code;
    line.length = next_character(rest->text, rest->length, &code);
  }
  rest->text += line.length;
  rest->length -= line.length;
  while (line.length && is_blank(line.text[line.length - 1])) line.length--;
  return line;
}
