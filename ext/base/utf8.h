/*
** Whether bytes are UTF-8.
*/
#ifndef BOXSCORE_BASE_UTF8_H
#define BOXSCORE_BASE_UTF8_H

/* Bytes of the UTF-8 character at `p`, which is not ASCII; 0 if it is not one, -1 if it is cut by `end`. */
static inline int utf8_scan(const char *p, const char *end) {
  unsigned char c = (unsigned char)*p, low = 0x80, high = 0xBF;
  int length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  if (c < 0xC2 || c > 0xF4) return 0;
  if (c == 0xE0) low = 0xA0;  /* shorter forms exist */
  if (c == 0xED) high = 0x9F; /* surrogates */
  if (c == 0xF0) low = 0x90;
  if (c == 0xF4) high = 0x8F; /* beyond Unicode */
  for (int i = 1; i < length; i++) {
    if (p + i >= end) return -1;
    unsigned char next = (unsigned char)p[i];
    if (next < low || next > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

#endif
