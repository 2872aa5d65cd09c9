#include "geometry/polygon/polygon.h"

#include <math.h>

#include "base/number.h"

size_t polygon_point_count(const Polygon *polygon) {
  size_t count = 0;
  for (uint32_t r = 0; r < polygon->ring_count; r++) count += polygon->rings[r].count;
  return count;
}

static void check_ring(const Ring *ring, const char *who, Error *error) {
  if (ring->count < 3) error_input(error, "%s: a polygon of fewer than three points: %u", who, ring->count);
  for (size_t i = 0; i < 2 * (size_t)ring->count && ok(error); i++) {
    char shown[32];
    if (fabs(ring->points[i]) <= POLYGON_FARTHEST) continue;
    number_format(ring->points[i], shown);
    error_input(error, "%s: %s is %s: %s", who, i % 2 ? "y" : "x",
                isfinite(ring->points[i]) ? "beyond 1e30" : "not finite", shown);
  }
}

void polygon_check(const Polygon *polygon, const char *who, Error *error) {
  if (!ok(error)) return;
  if (polygon_point_count(polygon) > POLYGON_MOST_POINTS)
    error_input(error, "%s: a polygon of more than %d points", who, POLYGON_MOST_POINTS);
  if (polygon->ring_count && polygon->rings[0].is_hole) error_input(error, "%s: a hole in no polygon", who);
  for (uint32_t r = 0; r < polygon->ring_count && ok(error); r++) check_ring(&polygon->rings[r], who, error);
}

bool ring_has_three_points(const Ring *ring) {
  const double *first = ring->points, *second = NULL;
  for (uint32_t i = 1; i < ring->count; i++) {
    const double *point = ring->points + 2 * (size_t)i;
    if (point[0] == first[0] && point[1] == first[1]) continue;
    if (!second)
      second = point;
    else if (point[0] != second[0] || point[1] != second[1])
      return true;
  }
  return false;
}

Box polygon_box(const Polygon *polygon) {
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const double *points = polygon->rings[r].points;
    for (size_t i = 0; i < polygon->rings[r].count; i++) {
      double x = points[2 * i], y = points[2 * i + 1];
      left = x < left ? x : left;
      right = x > right ? x : right;
      top = y < top ? y : top;
      bottom = y > bottom ? y : bottom;
    }
  }
  return left <= right ? (Box){left, top, right - left, bottom - top} : (Box){0};
}

/* From the first point, so that rings far from the origin lose nothing. */
double ring_signed_area(const double *points, size_t count) {
  double twice = 0;
  for (size_t i = 2; i < count; i++) {
    double ax = points[2 * i - 2] - points[0], ay = points[2 * i - 1] - points[1];
    double bx = points[2 * i] - points[0], by = points[2 * i + 1] - points[1];
    twice += ax * by - ay * bx;
  }
  return twice / 2;
}

double polygon_drawn_area(const Polygon *polygon) {
  double area = 0;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    double own = fabs(ring_signed_area(ring->points, ring->count));
    area += ring->is_hole ? -own : own;
  }
  return area;
}

Polygon polygon_from_box(Box box, Arena *arena, Error *error) {
  double *points = arena_allocate(arena, 8 * sizeof *points, error);
  Ring *ring = arena_allocate(arena, sizeof *ring, error);
  if (!points || !ring) return (Polygon){0};
  double right = box.x + box.width, bottom = box.y + box.height;
  const double corners[] = {box.x, box.y, right, box.y, right, bottom, box.x, bottom};
  for (int i = 0; i < 8; i++) points[i] = corners[i];
  *ring = (Ring){points, 4, false};
  return (Polygon){ring, 1};
}
