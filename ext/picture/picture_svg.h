/*
** A picture as SVG: the unchanged bytes of an image, the drawing on top, a note below.
*/
#ifndef BOXSCORE_PICTURE_PICTURE_SVG_H
#define BOXSCORE_PICTURE_PICTURE_SVG_H

#include "picture/drawing.h"

typedef struct Picture {
  Box frame;         /* the visible part, in the coordinates of the drawing; the image is stretched to it */
  double shown;      /* screen pixels of its longer side; 0: those of the frame, more if that is small */
  const void *image; /* a PNG or JPEG that passed image_check; NULL: none */
  size_t image_length;
  const char *problem; /* why there is no image, for a grey canvas; terminated */
  Drawing drawing;
  const char *note;   /* below the picture */
  size_t note_length; /* 0: none */
} Picture;

/* Sizes of a picture: above 0 and at most this. */
#define PICTURE_SIDE_MOST 1e6

/*
** Self-contained, without a script, a style sheet or an id, so that one page can have any number of them.
** Outlines keep their width at every zoom; captions are text. The same picture gives the same bytes.
*/
void picture_svg(const Picture *picture, Buffer *out, Error *error);

#endif
