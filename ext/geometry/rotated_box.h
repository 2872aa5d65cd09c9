/*
** Rotated boxes: centre, width, height and an angle in degrees, positive from x to y, which is clockwise on
** the screen. Width lies along x where the angle is 0. Sines make the last bits the machine's own: equal to
** 1e-9 (architecture.md, rule 13), and exact where angles differ by multiples of 90 degrees.
*/
#ifndef BOXSCORE_GEOMETRY_ROTATED_BOX_H
#define BOXSCORE_GEOMETRY_ROTATED_BOX_H

#include "base/memory.h"
#include "geometry/box.h"
#include "geometry/polygon/polygon.h"

typedef struct RotatedBox {
  double x, y, width, height, angle;
} RotatedBox;

/* A coordinate that is not finite, a negative width or height. `who` begins the message. */
void rotated_box_check(RotatedBox box, const char *who, Error *error);

/* Reads [cx,cy,w,h,angle], blanks allowed. */
RotatedBox rotated_box_parse(const char *text, size_t length, const char *who, Error *error);

/* Writes the same; `out` has room for ROTATED_BOX_TEXT bytes. */
enum { ROTATED_BOX_TEXT = 200 };
size_t rotated_box_format(RotatedBox box, char *out);

static inline double rotated_box_area(RotatedBox box) {
  return box.width * box.height;
}
RotatedBox rotated_box_from_box(Box box); /* angle 0 */
Box rotated_box_bounds(RotatedBox box);   /* the upright box around it */
/* One ring of four points: top left, top right, ... before turning. */
Polygon rotated_box_polygon(RotatedBox box, Arena *arena, Error *error);

/* Intersection over union; against a crowd the denominator is the area of `a` alone. 0 where a box has no
** area. */
double rotated_box_iou(RotatedBox a, RotatedBox b, bool crowd);

#endif
