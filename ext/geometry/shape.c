#include "geometry/shape.h"

#include <math.h>
#include <string.h>

#include "geometry/polygon/ring.h"
#include "geometry/shape_area.h"

struct Shape {
  Polygon source; /* as it came, but for repeated points and the direction of rings */
  Polygon parts;  /* what the shape is: the source, or what cutting and repair made of it, in `made` */
  double area;
  Box box, frame;
  bool has_frame;
  bool is_certain; /* rings_relate may be asked about the parts */
  void *made;
  GeosGeometry *geometry; /* on first use */
};

/* ---- what a polygon becomes ---- */

static void turn_round(double *points, size_t count) {
  for (size_t i = 0, j = count - 1; i < j; i++, j--) {
    double x = points[2 * i], y = points[2 * i + 1];
    memcpy(points + 2 * i, points + 2 * j, 2 * sizeof x);
    points[2 * j] = x;
    points[2 * j + 1] = y;
  }
}

/* Copies a ring without the points that repeat the one before, unless it is nothing but those. */
static uint32_t copy_ring(const Ring *ring, double *points) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < ring->count; i++) {
    const double *point = ring->points + 2 * (size_t)i;
    const double *next = ring->points + 2 * (size_t)(i + 1 < ring->count ? i + 1 : 0);
    if (point[0] == next[0] && point[1] == next[1]) continue;
    memcpy(points + 2 * (size_t)kept++, point, 2 * sizeof *point);
  }
  if (kept >= 3) return kept;
  memcpy(points, ring->points, ring->count * 2 * sizeof *points);
  return ring->count;
}

/* Copies rings behind each other, turning from x to y, holes the other way: `rings` and `points` have room
** for all. */
static Polygon copy_rings(const Polygon *polygon, Ring *rings, double *points) {
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    uint32_t count = copy_ring(ring, points);
    if ((ring_signed_area(points, count) < 0) != ring->is_hole) turn_round(points, count);
    rings[r] = (Ring){points, count, ring->is_hole};
    points += 2 * (size_t)count;
  }
  return (Polygon){rings, polygon->ring_count};
}

/* Room for rings and, behind them, points. */
static Ring *allocate_rings(size_t rings, size_t points, Error *error) {
  return memory_allocate(rings * sizeof(Ring) + points * 2 * sizeof(double), 1, error);
}

/* Where the part that a ring belongs to begins. */
static uint32_t part_of(const Polygon *polygon, uint32_t r) {
  while (r && polygon->rings[r].is_hole) r--;
  return r;
}

/* Whether it is certain that a polygon is valid and its parts apart. */
static bool is_plain(const Polygon *polygon) {
  enum { MOST_POINTS = 400 };
  if (polygon->ring_count > 1 && polygon_point_count(polygon) > MOST_POINTS) return false;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    if (!ring_is_simple(ring)) return false;
    for (uint32_t s = 0; s < r; s++) {
      RingRelation wanted = s == part_of(polygon, r) ? RING_IN_SECOND : RINGS_APART;
      if (rings_relate(ring, &polygon->rings[s]) != wanted) return false;
    }
  }
  return true;
}

static bool is_inside(Box box, Box frame) {
  return box.x >= frame.x && box.y >= frame.y && box.x + box.width <= frame.x + frame.width &&
         box.y + box.height <= frame.y + frame.height;
}

/* Cuts a plain source; false where so little is left that GEOS is to say what. */
static bool cut_to_frame(Shape *shape, Error *error) {
  const Polygon *source = &shape->source;
  size_t most = 0, all = 0;
  for (uint32_t r = 0; r < source->ring_count; r++) {
    size_t room = ring_cut_room(source->rings[r].count);
    most = room > most ? room : most;
    all += room;
  }
  Ring *rings = allocate_rings(source->ring_count, all, error);
  double *scratch = memory_allocate(most, 2 * sizeof *scratch, error);
  if (ok(error)) {
    double *points = (double *)(rings + source->ring_count);
    for (uint32_t r = 0; r < source->ring_count; r++) {
      const Ring *ring = &source->rings[r];
      size_t count = ring_cut(ring->points, ring->count, shape->frame, points, scratch);
      rings[r] = (Ring){points, (uint32_t)count, ring->is_hole};
      points += 2 * count;
    }
    shape->parts = (Polygon){rings, source->ring_count};
    shape->area = polygon_drawn_area(&shape->parts);
  }
  shape->made = rings;
  memory_release(scratch);
  return shape->area > 1e-9 * polygon_drawn_area(source);
}

/* The shape's own, made on first use. */
static GeosGeometry *geometry_of(Geos *geos, Shape *shape, Error *error) {
  if (!ok(error)) return NULL;
  if (!shape->geometry)
    shape->geometry = geos_geometry(geos, &shape->source, shape->has_frame ? &shape->frame : NULL, error);
  return shape->geometry;
}

/* Asks GEOS what the source is. */
static void repair(Geos *geos, Shape *shape, Error *error) {
  Arena arena = {0};
  GeosGeometry *geometry = geometry_of(geos, shape, error);
  Polygon found = geos_polygon(geos, geometry, &arena, error);
  Ring *rings = allocate_rings(found.ring_count, polygon_point_count(&found), error);
  memory_release(shape->made);
  shape->made = rings;
  if (rings) {
    shape->parts = copy_rings(&found, rings, (double *)(rings + found.ring_count));
    shape->area = geos_area(geos, geometry, error);
  }
  arena_release(&arena);
}

Shape *shape_make(Geos *geos, const Polygon *polygon, const Box *frame, Error *error) {
  polygon_check(polygon, "polygon", error);
  Shape *shape = memory_allocate_zeroed(1, sizeof *shape, error);
  Ring *rings = shape ? allocate_rings(polygon->ring_count, polygon_point_count(polygon), error) : NULL;
  if (!rings) goto done;
  shape->source = copy_rings(polygon, rings, (double *)(rings + polygon->ring_count));
  if (frame) shape->frame = *frame;
  shape->has_frame = frame != NULL;
  shape->is_certain = is_plain(&shape->source);
  if (shape->is_certain && frame && !is_inside(polygon_box(&shape->source), *frame)) {
    shape->is_certain = cut_to_frame(shape, error);
  } else if (shape->is_certain) {
    shape->parts = shape->source;
    shape->area = polygon_drawn_area(&shape->source);
  }
  if (ok(error) && !shape->is_certain) repair(geos, shape, error);
  shape->box = polygon_box(&shape->parts);
done:
  if (ok(error)) return shape;
  shape_release(geos, shape);
  return NULL;
}

void shape_release(Geos *geos, Shape *shape) {
  if (!shape) return;
  memory_release((void *)shape->source.rings);
  memory_release(shape->made);
  geos_release(geos, shape->geometry);
  memory_release(shape);
}

double shape_area(const Shape *shape) {
  return shape->area;
}

/* ---- two shapes ---- */

static bool is_same(const Polygon *a, const Polygon *b) {
  if (a->ring_count != b->ring_count) return false;
  for (uint32_t r = 0; r < a->ring_count; r++) {
    const Ring *first = &a->rings[r], *second = &b->rings[r];
    if (first->count != second->count || first->is_hole != second->is_hole ||
        memcmp(first->points, second->points, first->count * 2 * sizeof(double)) != 0)
      return false;
  }
  return true;
}

/* What both boxes hold; false where that has no area. */
static bool find_window(Box a, Box b, Box *window) {
  double left = fmax(a.x, b.x), right = fmin(a.x + a.width, b.x + b.width);
  double top = fmax(a.y, b.y), bottom = fmin(a.y + a.height, b.y + b.height);
  *window = (Box){left, top, right - left, bottom - top};
  return right > left && bottom > top;
}

/*
** The area in common by edges; NAN where it is for GEOS to say: too many edges, or so little in common that
** the rounding of the coordinates could be seen in the twelfth digit.
*/
static double area_by_edges(Geos *geos, const Shape *a, const Shape *b, Box window, Error *error) {
  size_t room = 2 * polygon_point_count(&a->parts);
  Edge *in_a = geos_scratch(geos, room + 2 * polygon_point_count(&b->parts), sizeof *in_a, error);
  if (!in_a) return (double)NAN;
  Edge *in_b = in_a + room;
  size_t count_a = edges_in_window(&a->parts, window, in_a),
         count_b = edges_in_window(&b->parts, window, in_b);
  double area = edges_shared_area(in_a, count_a, in_b, count_b, window.y);
  double reach = fabs(window.x) + fabs(window.y) + window.width + window.height;
  double rounding = 0x1p-52 * reach * (window.width + window.height);
  bool is_clear = area > 1e-3 * window.width * window.height && area * 1e-13 > rounding;
  return is_clear ? area : (double)NAN;
}

static bool are_apart(const Shape *a, const Shape *b) {
  if (!a->is_certain || !b->is_certain) return false;
  for (uint32_t r = 0; r < a->parts.ring_count; r++) {
    for (uint32_t s = 0; s < b->parts.ring_count; s++) {
      const Ring *first = &a->parts.rings[r], *second = &b->parts.rings[s];
      if (first->count && second->count && rings_relate(first, second) != RINGS_APART) return false;
    }
  }
  return true;
}

static double shared_area(Geos *geos, Shape *a, Shape *b, Error *error) {
  Box window;
  if (!ok(error) || !(a->area > 0 && b->area > 0) || !find_window(a->box, b->box, &window)) return 0;
  double least = fmin(a->area, b->area);
  if (is_same(&a->parts, &b->parts)) return least;
  double area = area_by_edges(geos, a, b, window, error);
  if (isnan(area)) {
    if (!ok(error) || are_apart(a, b)) return 0;
    area = geos_intersection_area(geos, geometry_of(geos, a, error), geometry_of(geos, b, error), error);
  }
  return area < least ? area : least;
}

double shape_iou(Geos *geos, Shape *a, Shape *b, bool crowd, Error *error) {
  double shared = shared_area(geos, a, b, error);
  if (!ok(error) || !(shared > 0)) return 0;
  double iou = shared / (crowd ? a->area : a->area + b->area - shared);
  return iou >= 0 ? iou : 0;
}
