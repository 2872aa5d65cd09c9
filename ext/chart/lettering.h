/*
** Text in a limited width: a line in a given size, shortened with an ellipsis if it would be too wide. Charts
** use the system font, which may be a sixth wider than Helvetica.
*/
#ifndef BOXSCORE_CHART_LETTERING_H
#define BOXSCORE_CHART_LETTERING_H

#include "base/buffer.h"

double lettering_width(const char *text, size_t length, double size); /* pixels */

/* Writes the text escaped, and shortened if it is too wide. Returns whether it was. */
bool lettering_put(Buffer *out, const char *text, size_t length, double size, double room, Error *error);

#endif
