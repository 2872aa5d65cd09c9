/*
** A drawing rendered onto the pixels of an image: fills and outlines, no captions.
*/
#ifndef BOXSCORE_PICTURE_RENDER_H
#define BOXSCORE_PICTURE_RENDER_H

#include "picture/drawing.h"
#include "picture/raster.h"

/* The drawing's coordinates belong to a picture of width x height, which is stretched to the image. The width
** of a line in image pixels is that of its style times the longer side / 1000 (rounded, at least 1). poll may
** be NULL. */
void render_drawing(const Drawing *drawing, double width, double height, Image *image, Poll *poll,
                    Error *error);

#endif
