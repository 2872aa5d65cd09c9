/*
** How wide a text will be, in Helvetica's widths, which Arial and most fonts that stand in for them are close to. Where it
** must not be wider, `textLength` makes it so in any font.
*/
#ifndef BOXSCORE_PICTURE_TEXT_H
#define BOXSCORE_PICTURE_TEXT_H

#include "base/buffer.h"

/* For the attribute font-family. */
#define TEXT_FONTS "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

/* In units of the font's size: 1 is one em. */
double text_width(const char *text, size_t length);

/* How many bytes from the start are at most `most` wide; whole characters. */
size_t text_fitting(const char *text, size_t length, double most);

/* The next line of a text that is wrapped at blanks, or in a word that is wider than a line. Takes it off the text. */
typedef struct TextLine {
  const char *text;
  size_t length;
} TextLine;
TextLine text_next_line(TextLine *rest, double most);

#endif
