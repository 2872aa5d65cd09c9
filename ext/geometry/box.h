/*
** Boxes: x, y, width, height in pixels, the corner at the top left, continuous coordinates
** (numbers.md, sections 1 and 2).
*/
#ifndef BOXSCORE_GEOMETRY_BOX_H
#define BOXSCORE_GEOMETRY_BOX_H

#include <math.h>

#include "base/error.h"

typedef struct Box {
  double x, y, width, height;
} Box;

static inline double box_area(Box box) {
  return box.width * box.height;
}

/* The IoU of boxes that overlap, where their areas are beyond the range of a double, or close to its ends. */
double box_iou_of_extremes(Box a, Box b, bool crowd);

/*
** Intersection over union, as pycocotools' bbIou computes it, to the last bit: 0 where the boxes only touch.
** Against a crowd the denominator is the area of `a` (the prediction) alone.
*/
static inline double box_iou(Box a, Box b, bool crowd) {
  double right_a = a.width + a.x, right_b = b.width + b.x;
  double width = (right_a < right_b ? right_a : right_b) - (a.x > b.x ? a.x : b.x);
  if (!(width > 0)) return 0;
  double bottom_a = a.height + a.y, bottom_b = b.height + b.y;
  double height = (bottom_a < bottom_b ? bottom_a : bottom_b) - (a.y > b.y ? a.y : b.y);
  if (!(height > 0)) return 0;
  double intersection = width * height, area_a = box_area(a);
  double whole = crowd ? area_a : area_a + box_area(b) - intersection;
  return whole > 1e-290 && whole < 1e300 ? intersection / whole : box_iou_of_extremes(a, b, crowd);
}

/* The same where a box is the pixels from (x, y) to (x + width, y + height), both included, as the VOC devkit
** takes it. */
static inline double box_iou_inclusive(Box a, Box b) {
  double right_a = a.width + a.x, right_b = b.width + b.x;
  double width = (right_a < right_b ? right_a : right_b) - (a.x > b.x ? a.x : b.x) + 1;
  double bottom_a = a.height + a.y, bottom_b = b.height + b.y;
  double height = (bottom_a < bottom_b ? bottom_a : bottom_b) - (a.y > b.y ? a.y : b.y) + 1;
  if (!(width > 0 && height > 0)) return 0;
  double intersection = width * height;
  double whole = (a.width + 1) * (a.height + 1) + (b.width + 1) * (b.height + 1) - intersection;
  return whole < 1e300 ? intersection / whole : box_iou_of_extremes(a, b, false);
}

/* Whether nothing is wrong with a box. */
static inline bool box_is_sound(Box box) {
  return isfinite(box.x + box.y + box.width + box.height) && box.width >= 0 && box.height >= 0;
}

/* Says in the error what is wrong with a box: a coordinate that is not finite, a negative width or height.
** `who` begins the message. */
void box_check(Box box, const char *who, Error *error);

/* Reads [x,y,w,h], blanks allowed. */
Box box_parse(const char *text, size_t length, const char *who, Error *error);

/* Writes [x,y,w,h] with the shortest numbers that read back as the same values; `out` has room for BOX_TEXT
** bytes. */
enum { BOX_TEXT = 160 };
size_t box_format(Box box, char *out);

#endif
