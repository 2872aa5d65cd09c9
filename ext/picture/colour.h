/*
** Colours: reading them, and the one colour that a class has in every picture.
*/
#ifndef BOXSCORE_PICTURE_COLOUR_H
#define BOXSCORE_PICTURE_COLOUR_H

#include "base/id.h"

typedef struct Colour {
  uint8_t red, green, blue;
} Colour;

/* Predictions and labels that a picture is about: found, and false. No colour of the palette is close to them. */
#define COLOUR_FOUND                                                                                         \
  (Colour) {                                                                                                 \
    0x56, 0x58, 0xDD                                                                                         \
  }
#define COLOUR_FALSE                                                                                         \
  (Colour) {                                                                                                 \
    0xFD, 0x0A, 0x5A                                                                                         \
  }

/* "#rrggbb", "#rgb" or one of the names of colour.c, without case. False for anything else. */
bool colour_parse(const char *text, size_t length, Colour *out);

/* "#rrggbb", terminated. */
enum { COLOUR_TEXT = 8 };
void colour_format(Colour colour, char out[COLOUR_TEXT]);

/* Whether black text reads better on it than white. */
bool colour_is_light(Colour colour);

/*
** A qualitative palette: the first six colours are those of Okabe and Ito (2008) that show on white and on black, each of
** the others is the one that differs most from all before it, as people with full, red-blind and green-blind sight see it.
*/
enum { PALETTE_COUNT = 24 };
Colour palette_colour(size_t number); /* begins again after the last */

/* The place of a class in the palette: an integer, or a text that is one, counts through it; any other text is hashed, the
** same on every machine. NULL has place 0. */
size_t class_place(const Id *class);
Colour class_colour(const Id *class);

#endif
