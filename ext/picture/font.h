/*
** Letters of 5 x 7 dots, for what pixels alone have to say: the reason on a grey canvas. Small letters are shown as capitals,
** what is not ASCII as '?'.
*/
#ifndef BOXSCORE_PICTURE_FONT_H
#define BOXSCORE_PICTURE_FONT_H

#include "image/image.h"
#include "picture/colour.h"

/* In the middle of the image, in as many lines as it takes; what has no room is left out. A dot is a pixel for each 320 of
** the image's width, at least one. */
void font_write_middle(Image *image, const char *text, Colour colour);

#endif
