/*
** Places the captions of a drawing: each on its own plate next to or inside its object, within the visible
** frame, and if possible on no other plate.
*/
#ifndef BOXSCORE_PICTURE_CAPTIONS_H
#define BOXSCORE_PICTURE_CAPTIONS_H

#include "picture/drawing.h"

typedef struct Caption {
  const DrawnObject *object;
  size_t length; /* of the part of the caption that is shown; if it is cut, "..." follows */
  Box plate;
  double text_width;
} Caption;

/* The margins of a plate around its text, in units of the font size. */
#define CAPTION_PADDING  0.3
#define CAPTION_HEIGHT   1.35
#define CAPTION_BASELINE 1.02

enum { CAPTIONS_MOST = 400 };

/* Places the captions of at most CAPTIONS_MOST objects, upper layers and larger objects first. A caption
** without room, which would hide a part of others, is left out. Objects outside the frame have none. Returns
** the number of captions. */
size_t captions_place(const Drawing *drawing, Box frame, double font_size, Caption **out, Arena *arena,
                      Error *error);

#endif
