/* Rotated boxes: reading, corners, and IoU where the answer is known. */
#include "geometry/rotated_box.h"

#include <math.h>

#include "unit.h"

static bool is_near(double a, double b) {
  return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static const char *again(const char *text) {
  static char out[ROTATED_BOX_TEXT];
  static Error error;
  error = (Error){0};
  RotatedBox box = rotated_box_parse(text, strlen(text), "iou", &error);
  rotated_box_format(box, out);
  return ok(&error) ? out : error.text;
}

static void read(void) {
  CHECK_TEXT(again("[1,2,3,4,5]"), "[1,2,3,4,5]");
  CHECK_TEXT(again(" [ 1.50 , -2 ,3,\n4e2, -45 ] "), "[1.5,-2,3,400,-45]");
  CHECK_TEXT(again("[1,2,3,4]"), "iou: not a rotated box [cx,cy,width,height,angle]: [1,2,3,4]");
  CHECK_TEXT(again("[1,2,3,4,5,6]"), "iou: not a rotated box [cx,cy,width,height,angle]: [1,2,3,4,5,6]");
  CHECK_TEXT(again("[1,2,3,4,5] x"), "iou: not a rotated box [cx,cy,width,height,angle]: [1,2,3,4,5] x");
  CHECK_TEXT(again("[1,2,3,4,5"), "iou: not a rotated box [cx,cy,width,height,angle]: [1,2,3,4,5");
  CHECK_TEXT(again("[1,2,3,4,nan]"), "iou: not a rotated box [cx,cy,width,height,angle]: [1,2,3,4,nan]");
  CHECK_TEXT(again(""), "iou: not a rotated box [cx,cy,width,height,angle]: ");
  CHECK_TEXT(again("[1,2,-3,4,5]"), "iou: width is negative: -3");
  CHECK_TEXT(again("[1,2,3,4,1e999]"), "iou: angle is not finite: inf");
  CHECK_TEXT(again("[1e999,2,3,4,5]"), "iou: x is not finite: inf");
}

static void turn(void) {
  Arena arena = {0};
  Error error = {0};
  Polygon turned = rotated_box_polygon((RotatedBox){10, 20, 4, 2, 90}, &arena, &error);
  const double quarter[] = {11, 18, 11, 22, 9, 22, 9, 18}; /* x goes to y */
  for (int i = 0; i < 8; i++) CHECK(turned.rings[0].points[i] == quarter[i]);
  turned = rotated_box_polygon((RotatedBox){0, 0, 2, 2, 45}, &arena, &error);
  CHECK(is_near(turned.rings[0].points[0], 0) && is_near(turned.rings[0].points[1], -sqrt(2)));
  Box bounds = rotated_box_bounds((RotatedBox){0, 0, 2, 2, 45});
  CHECK(is_near(bounds.x, -sqrt(2)) && is_near(bounds.width, 2 * sqrt(2)));
  bounds = rotated_box_bounds((RotatedBox){10, 20, 4, 2, -270});
  CHECK(bounds.x == 9 && bounds.y == 18 && bounds.width == 2 && bounds.height == 4);
  RotatedBox upright = rotated_box_from_box((Box){1, 2, 4, 6});
  CHECK(upright.x == 3 && upright.y == 5 && upright.width == 4 && upright.height == 6 && upright.angle == 0);
  Polygon polygon = rotated_box_polygon((RotatedBox){10, 20, 4, 2, 30}, &arena, &error);
  CHECK(polygon.ring_count == 1 && is_near(polygon_drawn_area(&polygon), 8));
  arena_release(&arena);
  unit_fail_allocation(1, true);
  CHECK(!rotated_box_polygon(upright, &arena, &error).ring_count && error.kind == ERROR_MEMORY);
  unit_fail_allocation(0, false);
}

/* Of a square of side 1 with itself turned by 45 degrees: an octagon. */
static const double octagon = 0.8284271247461903; /* 2 (sqrt 2 - 1) */

static void compare(void) {
  RotatedBox a = {5, 5, 4, 2, 0}, b = {6, 5, 4, 2, 0};
  CHECK(rotated_box_iou(a, b, false) == 6.0 / 10);
  CHECK(rotated_box_iou(a, b, true) == 6.0 / 8);
  CHECK(rotated_box_iou(a, (RotatedBox){5, 5, 2, 4, 90}, false) == 1);
  CHECK(rotated_box_iou(a, (RotatedBox){5, 5, 4, 2, 180}, false) == 1);
  CHECK(rotated_box_iou(a, (RotatedBox){5, 5, 4, 2, -360e6}, false) == 1);
  CHECK(rotated_box_iou(a, (RotatedBox){9, 5, 4, 2, 0}, false) == 0); /* a side in common */
  CHECK(rotated_box_iou(a, (RotatedBox){9, 7, 4, 2, 0}, false) == 0); /* a corner */
  CHECK(rotated_box_iou(a, (RotatedBox){50, 7, 4, 2, 30}, false) == 0);
  RotatedBox square = {0, 0, 1, 1, 20}, turned = {0, 0, 1, 1, 65};
  CHECK(is_near(rotated_box_iou(square, turned, true), octagon));
  CHECK(is_near(rotated_box_iou(square, turned, false), octagon / (2 - octagon)));
  RotatedBox small = {0.1, 0, .2, .1, 77};
  CHECK(is_near(rotated_box_iou(small, square, true), 1) &&
        is_near(rotated_box_iou(square, small, true), .02));
  CHECK(rotated_box_iou(small, square, false) == rotated_box_iou(square, small, false));
}

static void compare_odd_ones(void) {
  RotatedBox a = {5, 5, 4, 2, 33.3};
  CHECK(rotated_box_iou(a, (RotatedBox){5, 5, 0, 2, 0}, false) == 0);
  CHECK(rotated_box_iou((RotatedBox){5, 5, 4, 0, 0}, a, true) == 0);
  CHECK(rotated_box_iou((RotatedBox){5, 5, 0, 0, 0}, (RotatedBox){5, 5, 0, 0, 0}, false) == 0);
  CHECK(rotated_box_iou(a, a, false) == 1);
  CHECK(fabs(rotated_box_iou(a, (RotatedBox){5, 5, 4, 2, 33.3 + 1e-9}, false) - 1) < 1e-9);
  RotatedBox far_a = {1e12, -1e12, 400, 200, 10}, far_b = {1e12 + 100, -1e12, 400, 200, 10};
  RotatedBox near_a = {0, 0, 400, 200, 10}, near_b = {100, 0, 400, 200, 10};
  CHECK(is_near(rotated_box_iou(far_a, far_b, false), rotated_box_iou(near_a, near_b, false)));
  RotatedBox huge = {0, 0, 1e300, 1e300, 10};
  double iou = rotated_box_iou(huge, huge, false);
  CHECK(iou == 0 || iou == 1); /* its area is beyond a double */
  RotatedBox needle = {0, 0, 1e6, 1e-6, 12}, other = {0, 0, 1e6, 1e-6, 12 + 1e-12};
  iou = rotated_box_iou(needle, other, false);
  CHECK(iou > .9 && iou <= 1);
}

int main(void) {
  unit_begin();
  read();
  turn();
  compare();
  compare_odd_ones();
  return unit_end("rotated_box");
}
