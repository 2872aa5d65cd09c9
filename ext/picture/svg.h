/*
** Writing SVG: text that cannot break out of it, numbers without the locale.
**
**     buffer_text(svg, "<text x=\"", error);
**     svg_number(svg, x, error);
**     buffer_text(svg, "\">", error);
**     svg_text(svg, class, length, error);
**     buffer_text(svg, "</text>", error);
*/
#ifndef BOXSCORE_PICTURE_SVG_H
#define BOXSCORE_PICTURE_SVG_H

#include "base/buffer.h"

/* A user's text, for content and attributes, in both SVG and HTML: & < > " ' as entities; what XML does not
** allow (control characters, invalid UTF-8) as U+FFFD. */
void svg_text(Buffer *out, const char *text, size_t length, Error *error);

/* Rounded to hundredths, which no screen can show: "12.5". Numbers that are not finite are written as 0. */
void svg_number(Buffer *out, double number, Error *error);

/* A blank and an attribute with a number: " x=\"12.5\"". */
void svg_attribute(Buffer *out, const char *name, double number, Error *error);

/* Bytes as base64, for data URIs. */
void svg_base64(Buffer *out, const void *bytes, size_t length, Error *error);

#endif
