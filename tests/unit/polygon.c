/* Polygons: what is refused, boxes, areas. */
#include <math.h>

#include "geometry/polygon/polygon.h"
#include "unit.h"

static const double square[] = {0, 0, 10, 0, 10, 10, 0, 10}, back[] = {0, 10, 10, 10, 10, 0, 0, 0};
static const double inner[] = {2, 2, 4, 2, 4, 4};

static const char *check(const Ring *rings, uint32_t count) {
  static Error error;
  error = (Error){0};
  polygon_check(&(Polygon){rings, count}, "labels, id 7", &error);
  return error.text;
}

static void refuse(void) {
  const double infinite[] = {0, 0, 1, (double)INFINITY, 2, 2}, nothing[] = {0, 0, 1, 1, (double)NAN, 2};
  CHECK_TEXT(check((Ring[]){{square, 4, false}, {inner, 3, true}}, 2), "");
  CHECK_TEXT(check(NULL, 0), "");
  CHECK_TEXT(check((Ring[]){{square, 2, false}}, 1), "labels, id 7: a polygon of fewer than three points: 2");
  CHECK_TEXT(check((Ring[]){{infinite, 3, false}}, 1), "labels, id 7: y is not finite: inf");
  CHECK_TEXT(check((Ring[]){{square, 4, false}, {nothing, 3, false}}, 2),
             "labels, id 7: x is not finite: nan");
  CHECK_TEXT(check((Ring[]){{inner, 3, true}}, 1), "labels, id 7: a hole in no polygon");
  CHECK_TEXT(check((Ring[]){{square, POLYGON_MOST_POINTS, false}, {square, 1, false}}, 2),
             "labels, id 7: a polygon of more than 10000000 points");
}

static void count_points(void) {
  const double two[] = {0, 0, 1, 1, 0, 0, 1, 1}, three[] = {0, 0, 0, 0, 1, 1, 0, 0, 2, 2};
  CHECK(!ring_has_three_points(&(Ring){two, 4, false}));
  CHECK(!ring_has_three_points(&(Ring){three, 4, false}));
  CHECK(ring_has_three_points(&(Ring){three, 5, false}));
  CHECK(polygon_point_count(&(Polygon){(Ring[]){{square, 4, false}, {inner, 3, true}}, 2}) == 7);
}

static void measure(void) {
  Polygon holed = {(Ring[]){{back, 4, false}, {inner, 3, true}}, 2};
  Box box = polygon_box(&holed), none = polygon_box(&(Polygon){0});
  CHECK(box.x == 0 && box.y == 0 && box.width == 10 && box.height == 10);
  CHECK(none.x == 0 && none.y == 0 && none.width == 0 && none.height == 0);
  CHECK(ring_signed_area(square, 4) == 100 && ring_signed_area(back, 4) == -100);
  CHECK(ring_signed_area(square, 2) == 0 && ring_signed_area(square, 0) == 0);
  CHECK(polygon_drawn_area(&holed) == 98);
  CHECK(polygon_drawn_area(&(Polygon){0}) == 0);
}

static void make_of_box(void) {
  Arena arena = {0};
  Error error = {0};
  Polygon polygon = polygon_from_box((Box){1, 2, 3, 4}, &arena, &error);
  Box box = polygon_box(&polygon);
  CHECK(ok(&error) && polygon.ring_count == 1 && polygon.rings[0].count == 4);
  CHECK(box.x == 1 && box.y == 2 && box.width == 3 && box.height == 4);
  CHECK(ring_signed_area(polygon.rings[0].points, 4) == 12);
  arena_release(&arena);
  unit_fail_allocation(1, true);
  CHECK(!polygon_from_box((Box){1, 2, 3, 4}, &arena, &error).ring_count && error.kind == ERROR_MEMORY);
  unit_fail_allocation(0, false);
  arena_release(&arena);
}

int main(void) {
  unit_begin();
  refuse();
  count_points();
  measure();
  make_of_box();
  return unit_end("polygon");
}
