/*
** What the JSON reader does on plain bytes: finding the end of strings and numbers, escapes. No window, no
** errors but a word of what is wrong. For json.c.
*/
#ifndef BOXSCORE_BASE_JSON_SCAN_H
#define BOXSCORE_BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* The first byte that is a quote, a backslash, a control character or outside ASCII; eight at a time. */
static inline const char *scan_plain(const char *p, const char *end) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
  for (; end - p >= 8; p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    uint64_t found = (word | (word - ones * ' ') | (quote - ones) | (backslash - ones)) & tops;
    if (found) return p + __builtin_ctzll(found) / 8; /* a borrow marks only bytes above a true one */
  }
#endif
  for (; p < end; p++) {
    unsigned char c = (unsigned char)*p;
    if (c == '"' || c == '\\' || c < ' ' || c >= 0x80) break;
  }
  return p;
}

static inline int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* The code unit of a \uXXXX at `p`, -1 where there is none. */
static inline int32_t scan_code_unit(const char *p, const char *end) {
  if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
  int32_t unit = 0;
  for (int i = 2; i < 6; i++) {
    int digit = hex_value(p[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

typedef struct StringScan {
  const char *stop;  /* the closing quote, or where to go on when there is more */
  const char *wrong; /* NULL: nothing */
  bool closed, escaped;
} StringScan;

/* Walks through the inside of a string from `p`. */
static inline StringScan scan_string(const char *p, const char *end) {
  StringScan out = {0};
  for (;;) {
    out.stop = p = scan_plain(p, end);
    if (p == end) return out;
    unsigned char c = (unsigned char)*p;
    if (c == '"') {
      out.closed = true;
      return out;
    }
    int length = 0;
    if (c == '\\') {
      length = end - p < 2 ? -1 : p[1] != 'u' ? 2 : end - p < 6 ? -1 : 6;
      out.escaped = true;
      if (length == 2 && (!p[1] || !strchr("\"\\/bfnrt", p[1]))) out.wrong = "an unknown escape in a string";
      if (length == 6 && scan_code_unit(p, end) < 0)
        out.wrong = "\\u without four hexadecimal digits in a string";
    } else if (c < ' ') {
      out.wrong = "a control character in a string";
    } else {
      length = utf8_scan(p, end);
      if (length == 0) out.wrong = "a string that is not UTF-8";
    }
    if (out.wrong || length < 0) return out;
    p += length;
  }
}

static inline char *put_utf8(char *out, uint32_t c) {
  if (c < 0x80) {
    *out++ = (char)c;
    return out;
  }
  if (c < 0x800) {
    *out++ = (char)(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      *out++ = (char)(0xE0 | c >> 12);
    } else {
      *out++ = (char)(0xF0 | c >> 18);
      *out++ = (char)(0x80 | (c >> 12 & 0x3F));
    }
    *out++ = (char)(0x80 | (c >> 6 & 0x3F));
  }
  *out++ = (char)(0x80 | (c & 0x3F));
  return out;
}

/* Writes what the escape at `p` (which scan_string has passed) stands for. Returns its length, 0 for half of
** a surrogate pair. */
static inline int scan_escape(const char *p, const char *end, char **out) {
  static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  if (p[1] != 'u') {
    *(*out)++ = meant[strchr(letters, p[1]) - letters];
    return 2;
  }
  uint32_t c = (uint32_t)scan_code_unit(p, end);
  int length = 6;
  if (c >= 0xD800 && c <= 0xDFFF) {
    int32_t low = scan_code_unit(p + 6, end);
    if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF) return 0;
    c = 0x10000 + ((c - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
    length = 12;
  }
  *out = put_utf8(*out, c);
  return length;
}

/* Behind the digits at `p`; eight at a time, and without a branch for each. */
static inline const char *scan_digits(const char *p, const char *end) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  const uint64_t ones = 0x0101010101010101u;
  for (; end - p >= 8; p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    word ^= ones * '0'; /* digits become 0 to 9; the top bit of `others` tells all other bytes */
    uint64_t others = (((word & ones * 0x7F) + ones * (0x80 - 10)) | word) & ones * 0x80;
    if (others) return p + __builtin_ctzll(others) / 8;
  }
#endif
  while (p < end && *p >= '0' && *p <= '9') p++;
  return p;
}

/* Behind the number at `p`, NULL where JSON has none there. */
static inline const char *scan_number(const char *p, const char *end) {
  if (p < end && *p == '-') p++;
  const char *digits = p;
  p = scan_digits(p, end);
  if (p == digits || (p - digits > 1 && *digits == '0')) return NULL;
  if (p < end && *p == '.') {
    digits = ++p;
    p = scan_digits(p, end);
    if (p == digits) return NULL;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    digits = p;
    p = scan_digits(p, end);
    if (p == digits) return NULL;
  }
  return p;
}

#endif
