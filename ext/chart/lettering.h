/*
** Text in a room: a line at a size, shortened with an ellipsis where it would be too wide. Charts take the font of the
** system, which may be a sixth wider than Helvetica.
*/
#ifndef BOXSCORE_CHART_LETTERING_H
#define BOXSCORE_CHART_LETTERING_H

#include "base/buffer.h"

double lettering_width(const char *text, size_t length, double size); /* pixels */

/* Writes the text escaped and, where it is wider than the room, shortened. Whether it was. */
bool lettering_put(Buffer *out, const char *text, size_t length, double size, double room, Error *error);

#endif
