/*
** Where the captions of a drawing stand: each on a plate of its own beside or in its object, inside of the frame that is shown, on
** no other plate where that can be avoided.
*/
#ifndef BOXSCORE_PICTURE_CAPTIONS_H
#define BOXSCORE_PICTURE_CAPTIONS_H

#include "picture/drawing.h"

typedef struct Caption {
  const DrawnObject *object;
  size_t length; /* of the caption's text that is shown; where it is less than all, "..." follows */
  Box plate;
  double text_width;
} Caption;

/* What a plate needs around its text, in units of the font's size. */
#define CAPTION_PADDING  0.3
#define CAPTION_HEIGHT   1.35
#define CAPTION_BASELINE 1.02

enum { CAPTIONS_MOST = 400 };

/* Places the captions of at most CAPTIONS_MOST objects, those of the upper layers and the larger ones first; one for which
** there is no room, since it would hide a part of others, is left out. Objects outside of the frame have none. Returns how many there are. */
size_t captions_place(const Drawing *drawing, Box frame, double font_size, Caption **out, Arena *arena,
                      Error *error);

#endif
