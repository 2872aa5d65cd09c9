/*
** Letters of 5 x 7 dots, for the message on a grey canvas of pixels. Small letters are shown as capitals,
** characters other than ASCII as '?'.
*/
#ifndef BOXSCORE_PICTURE_FONT_H
#define BOXSCORE_PICTURE_FONT_H

#include "image/image.h"
#include "picture/colour.h"

/* In the middle of the image, in as many lines as it takes; text without room is left out. The size of a dot
** is the width of the image / 320, at least one pixel. */
void font_write_middle(Image *image, const char *text, Colour colour);

#endif
