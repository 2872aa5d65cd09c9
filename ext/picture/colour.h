/*
** Colours: parsing them, and the colour of a class, which is the same in every picture.
*/
#ifndef BOXSCORE_PICTURE_COLOUR_H
#define BOXSCORE_PICTURE_COLOUR_H

#include "base/id.h"

typedef struct Colour {
  uint8_t red, green, blue;
} Colour;

/* The subject of a picture: correct, and false positive. No colour of the palette is close to these. */
#define COLOUR_FOUND                                                                                         \
  (Colour) {                                                                                                 \
    0x56, 0x58, 0xDD                                                                                         \
  }
#define COLOUR_FALSE                                                                                         \
  (Colour) {                                                                                                 \
    0xFD, 0x0A, 0x5A                                                                                         \
  }

/* "#rrggbb", "#rgb" or one of the names in colour.c, case-insensitive. False for anything else. */
bool colour_parse(const char *text, size_t length, Colour *out);

/* "#rrggbb", terminated. */
enum { COLOUR_TEXT = 8 };
void colour_format(Colour colour, char out[COLOUR_TEXT]);

/* Whether black text reads better on it than white. */
bool colour_is_light(Colour colour);

/*
** A qualitative palette. The first six colours are those of Okabe and Ito (2008) that are visible on white
** and on black; each of the others differs most from all before it, for people with full, red-blind and
** green-blind sight.
*/
enum { PALETTE_COUNT = 24 };
Colour palette_colour(size_t number); /* starts again after the last */

/* The place of a class in the palette: integers, and texts that are integers, are places; any other text is
** hashed, with the same result on every machine. NULL has place 0. */
size_t class_place(const Id *class);
Colour class_colour(const Id *class);

#endif
