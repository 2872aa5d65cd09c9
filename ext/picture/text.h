/*
** The width of a text in Helvetica; Arial and most replacement fonts are close to it. If it must not be
** wider, `textLength` enforces that in any font.
*/
#ifndef BOXSCORE_PICTURE_TEXT_H
#define BOXSCORE_PICTURE_TEXT_H

#include "base/buffer.h"

/* For the attribute font-family. */
#define TEXT_FONTS "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

/* In units of the font size: 1 is one em. */
double text_width(const char *text, size_t length);

/* The number of bytes from the start that are at most `most` wide, in whole characters. */
size_t text_fitting(const char *text, size_t length, double most);

/* Takes the next line off a text, wrapped at blanks, or within a word that is wider than a line. */
typedef struct TextLine {
  const char *text;
  size_t length;
} TextLine;
TextLine text_next_line(TextLine *rest, double most);

#endif
