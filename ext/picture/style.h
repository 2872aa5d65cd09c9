/*
** How an object is drawn, as words or as JSON:
**
**     'dashed thick'     words, with blanks between: dashed, dotted, thick, thin, unfilled, boxed, front
**     '{"width":3,"fill":0.5,"dash":"dotted","boxed":true,"layer":1}'
*/
#ifndef BOXSCORE_PICTURE_STYLE_H
#define BOXSCORE_PICTURE_STYLE_H

#include "base/error.h"

typedef enum Dash { DASH_NONE, DASH_DASHED, DASH_DOTTED } Dash;

typedef struct Style {
  double width; /* of the outline, in screen pixels; 0: none */
  double fill;  /* opacity, 0 to 1 */
  Dash dash;
  bool is_boxed;  /* the upright box around it too */
  unsigned layer; /* 0 to 9: higher ones lie above lower ones */
} Style;

#define STYLE_USUAL                                                                                          \
  (Style) {                                                                                                  \
    2, .3, DASH_NONE, false, 0                                                                               \
  }
enum { STYLE_WIDTH_MOST = 100, STYLE_LAYER_MOST = 9 };

Style style_parse(const char *text, size_t length, Error *error);

#endif
