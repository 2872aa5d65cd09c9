#include "picture/colour.h"

#include <string.h>

#include "base/number.h"

#define RGB(code)                                                                                            \
  { (code) >> 16, (code) >> 8 & 0xFF, (code)&0xFF }

/*
** Okabe and Ito's blue, orange, green, vermilion, purple and sky blue; Paul Tol's yellow, since theirs
** vanishes on white. The others were found by farthest distance in Oklab, in the smallest of three views:
** normal, and Machado's (2009) simulations of protanopia and deuteranopia; lightness .45 to .81, so that each
** shows on white and on black.
*/
static const Colour palette[PALETTE_COUNT] = {
    RGB(0x0072B2), RGB(0xE69F00), RGB(0x009E73), RGB(0xD55E00), RGB(0xCC79A7), RGB(0x56B4E9),
    RGB(0xCCBB44), RGB(0x2DE1A5), RGB(0x960078), RGB(0x962D00), RGB(0xFF78D2), RGB(0xB478FF),
    RGB(0xB43C96), RGB(0xA51E4B), RGB(0xE19696), RGB(0x8700A5), RGB(0x96C3FF), RGB(0xA578C3),
    RGB(0xF07800), RGB(0xA55A0F), RGB(0x00874B), RGB(0x96D278), RGB(0xC3A569), RGB(0x00C3A5),
};

static const struct {
  const char *name;
  Colour colour;
} named[] = {
    {"black", RGB(0x000000)},   {"white", RGB(0xFFFFFF)},     {"gray", RGB(0x808080)},
    {"grey", RGB(0x808080)},    {"silver", RGB(0xC0C0C0)},    {"red", RGB(0xFF0000)},
    {"green", RGB(0x008000)},   {"blue", RGB(0x0000FF)},      {"yellow", RGB(0xFFFF00)},
    {"orange", RGB(0xFFA500)},  {"purple", RGB(0x800080)},    {"magenta", RGB(0xFF00FF)},
    {"fuchsia", RGB(0xFF00FF)}, {"cyan", RGB(0x00FFFF)},      {"aqua", RGB(0x00FFFF)},
    {"lime", RGB(0x00FF00)},    {"teal", RGB(0x008080)},      {"navy", RGB(0x000080)},
    {"maroon", RGB(0x800000)},  {"olive", RGB(0x808000)},     {"brown", RGB(0xA52A2A)},
    {"pink", RGB(0xFFC0CB)},    {"gold", RGB(0xFFD700)},      {"violet", RGB(0xEE82EE)},
    {"indigo", RGB(0x4B0082)},  {"crimson", RGB(0xDC143C)},   {"turquoise", RGB(0x40E0D0)},
    {"salmon", RGB(0xFA8072)},  {"coral", RGB(0xFF7F50)},     {"tomato", RGB(0xFF6347)},
    {"skyblue", RGB(0x87CEEB)}, {"steelblue", RGB(0x4682B4)},
};

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* After the '#': three or six digits. */
static bool parse_digits(const char *text, size_t length, Colour *out) {
  uint8_t digits[6];
  if (length != 3 && length != 6) return false;
  for (size_t i = 0; i < length; i++) {
    int digit = hex_digit(text[i]);
    if (digit < 0) return false;
    digits[i] = (uint8_t)digit;
  }
  size_t step = length / 3, low = step - 1; /* "#abc" is "#aabbcc" */
  *out = (Colour){(uint8_t)(16 * digits[0] + digits[low]), (uint8_t)(16 * digits[step] + digits[step + low]),
                  (uint8_t)(16 * digits[2 * step] + digits[2 * step + low])};
  return true;
}

static bool is_name(const char *name, const char *text, size_t length) {
  size_t i = 0;
  while (i < length && name[i] && (text[i] | 0x20) == name[i]) i++;
  return i == length && !name[i];
}

bool colour_parse(const char *text, size_t length, Colour *out) {
  if (length && text[0] == '#') return parse_digits(text + 1, length - 1, out);
  for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
    if (!is_name(named[i].name, text, length)) continue;
    *out = named[i].colour;
    return true;
  }
  return false;
}

void colour_format(Colour colour, char out[COLOUR_TEXT]) {
  static const char digits[] = "0123456789abcdef";
  const uint8_t parts[] = {colour.red, colour.green, colour.blue};
  out[0] = '#';
  for (int i = 0; i < 3; i++) {
    out[1 + 2 * i] = digits[parts[i] >> 4];
    out[2 + 2 * i] = digits[parts[i] & 15];
  }
  out[7] = 0;
}

/* WCAG's relative luminance with gamma 2 for its curve: the two texts read equally well at .18. */
bool colour_is_light(Colour colour) {
  double red = colour.red / 255.0, green = colour.green / 255.0, blue = colour.blue / 255.0;
  return 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue > 0.18;
}

Colour palette_colour(size_t number) {
  return palette[number % PALETTE_COUNT];
}

/* FNV-1a over the bytes. Of a hundred million start values, this one gives the common classes of streets
** (person, car, bicycle, truck, bus, traffic light, motorcycle) the first seven places, and twelve other
** classes distinct ones. */
static size_t hash_name(const char *text, size_t length) {
  uint64_t hash = 95687739;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3u;
  hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
  return (size_t)((hash >> 32) % PALETTE_COUNT);
}

size_t class_place(const Id *class) {
  Number number = {.is_integer = false};
  if (class->kind == ID_NULL) return 0;
  if (class->kind == ID_INTEGER)
    number = (Number){.is_integer = true, .integer = class->integer};
  else if (!number_read_whole(class->text, class->length, &number) || !number.is_integer)
    return hash_name(class->text, class->length);
  int64_t rest = number.integer % PALETTE_COUNT;
  return (size_t)(rest < 0 ? rest + PALETTE_COUNT : rest);
}

Colour class_colour(const Id *class) {
  return palette_colour(class_place(class));
}
