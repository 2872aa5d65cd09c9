/*
** The part of a picture around an object, small enough for a gallery.
*/
#ifndef BOXSCORE_PICTURE_PICTURE_CROP_H
#define BOXSCORE_PICTURE_PICTURE_CROP_H

#include "image/image.h"
#include "picture/picture_svg.h"

/*
** A square around a box, with a quarter of its longer side as margin on each side and at least 48 pixels
** wide, moved into the picture and clipped to it if it is larger. For a box outside the picture, it is the
** nearest place inside.
*/
Box picture_window(Box box, double width, double height);

/*
** Shows the window only: its pixels, averaged to at most `side` in each direction, take the place of the
** image, as bytes in `pixels`, which the caller releases when the picture was written. The picture's frame
** becomes the window, in whole pixels. `image` is the decoded image; NULL: there is none, and the picture
** keeps its problem. poll may be NULL.
*/
void picture_crop(Picture *picture, const Image *image, Box window, uint32_t side, Buffer *pixels, Poll *poll,
                  Error *error);

#endif
