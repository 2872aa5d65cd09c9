#include "geometry/polygon/geos.h"

#if BOXSCORE_GEOS

#include <string.h>

#include "geometry/polygon/crossings.h"
#include "geometry/polygon/geos_context.h"

/* ---- our polygons to GEOS ---- */

static GEOSGeometry *make_ring(Geos *geos, const Ring *ring, Error *error) {
  GEOSCoordSequence *points = geos_functions.GEOSCoordSeq_create_r(geos->context, ring->count + 1, 2);
  bool done = points != NULL;
  for (uint32_t i = 0; i <= ring->count && done; i++) {
    const double *point = ring->points + 2 * (size_t)(i < ring->count ? i : 0);
    done = geos_functions.GEOSCoordSeq_setXY_r(geos->context, points, i, point[0], point[1]) != 0;
  }
  if (points && !done) geos_functions.GEOSCoordSeq_destroy_r(geos->context, points);
  GEOSGeometry *made = done ? geos_functions.GEOSGeom_createLinearRing_r(geos->context, points) : NULL;
  if (!made) geos_fail(geos, error);
  return made;
}

/* A ring and the holes that follow it. GEOS takes what it is given over, whether it succeeds or not. */
static GEOSGeometry *make_part(Geos *geos, const Ring *rings, uint32_t count, Error *error) {
  GEOSGeometry **made = memory_allocate_zeroed(count, sizeof(GEOSGeometry *), error), *part = NULL;
  if (!made) return NULL;
  for (uint32_t r = 0; r < count && ok(error); r++) made[r] = make_ring(geos, &rings[r], error);
  if (ok(error)) {
    part = geos_functions.GEOSGeom_createPolygon_r(geos->context, made[0], made + 1, count - 1);
    if (!part) geos_fail(geos, error);
  } else {
    for (uint32_t r = 0; r < count; r++) geos_release(geos, made[r]);
  }
  memory_release(made);
  return part;
}

static uint32_t part_end(const Polygon *polygon, uint32_t start) {
  uint32_t end = start + 1;
  while (end < polygon->ring_count && polygon->rings[end].is_hole) end++;
  return end;
}

/* ---- what is left of a result: its polygons ---- */

static bool has_type(Geos *geos, const GEOSGeometry *geometry, int type) {
  return geos_functions.GEOSGeomTypeId_r(geos->context, geometry) == type;
}

static int member_count(Geos *geos, const GEOSGeometry *geometry) {
  int count = geos_functions.GEOSGetNumGeometries_r(geos->context, geometry);
  return count > 0 ? count : 0;
}

/* Calls `take` for each polygon; collections of collections are walked by recursion, GEOS makes two levels at
** most. */
static void each_polygon(Geos *geos, const GEOSGeometry *geometry,
                         void (*take)(void *context, const GEOSGeometry *polygon, Error *error),
                         void *context, Error *error) {
  if (has_type(geos, geometry, GEOS_POLYGON)) {
    if (ok(error)) take(context, geometry, error);
    return;
  }
  if (geos_functions.GEOSGeomTypeId_r(geos->context, geometry) < GEOS_MULTIPOLYGON) return;
  int count = member_count(geos, geometry);
  for (int i = 0; i < count && ok(error); i++)
    each_polygon(geos, geos_functions.GEOSGetGeometryN_r(geos->context, geometry, i), take, context, error);
}

typedef struct Collected {
  Geos *geos;
  GEOSGeometry **items;
  size_t count, capacity;
} Collected;

static void collect(void *context, const GEOSGeometry *polygon, Error *error) {
  Collected *collected = context;
  memory_reserve((void **)&collected->items, &collected->capacity, collected->count + 1,
                 sizeof *collected->items, error);
  if (!ok(error)) return;
  GEOSGeometry *copy = geos_functions.GEOSGeom_clone_r(collected->geos->context, polygon);
  if (copy)
    collected->items[collected->count++] = copy;
  else
    geos_fail(collected->geos, error);
}

/* Takes the items over and makes one geometry of them. */
static GEOSGeometry *join(Collected *collected, Error *error) {
  Geos *geos = collected->geos;
  GEOSGeometry *joined = NULL;
  if (ok(error)) {
    joined = geos_functions.GEOSGeom_createCollection_r(geos->context, GEOS_MULTIPOLYGON, collected->items,
                                                        (unsigned)collected->count);
    if (!joined) geos_fail(geos, error);
  } else {
    for (size_t i = 0; i < collected->count; i++) geos_release(geos, collected->items[i]);
  }
  memory_release(collected->items);
  return joined;
}

/* Takes the geometry over. Without the lines and points in it. */
static GEOSGeometry *polygons_only(Geos *geos, GEOSGeometry *geometry, Error *error) {
  if (!ok(error) || !geometry) {
    geos_release(geos, geometry);
    return NULL;
  }
  if (has_type(geos, geometry, GEOS_POLYGON) || has_type(geos, geometry, GEOS_MULTIPOLYGON)) return geometry;
  Collected collected = {.geos = geos};
  each_polygon(geos, geometry, collect, &collected, error);
  geos_release(geos, geometry);
  return join(&collected, error);
}

/* ---- what GEOS is spared ---- */

/*
** Repair takes time like the square of REPAIR_MOST crossings, an overlay time and memory like its crossings,
** and between two looks at the poll GEOS works through all of them: so many take some 20 ms. Real objects
** cross themselves a few times, and two of them a few hundred times. Fewer points than the second numbers
** cannot cross as often; a ring of more than VALIDATE_FEW may keep the test of validity busy for minutes.
*/
enum {
  REPAIR_MOST = 1500,
  REPAIR_FEW = 55,
  OVERLAY_MOST = 20 * 1000,
  OVERLAY_FEW = 200,
  VALIDATE_FEW = 20 * 1000
};

static void refuse_entangled_part(Geos *geos, const Ring *rings, uint32_t count, size_t few, size_t most,
                                  Error *error) {
  Polygon part = {rings, count};
  size_t points = polygon_point_count(&part);
  if (points <= few || !polygon_is_entangled(&part, most, geos->watch.poll, error) || !ok(error)) return;
  error_input(
      error,
      "a polygon of %zu points that crosses itself %zu times or more, or whose edges lie too close to "
      "tell: simplify it, or compare it as a mask",
      points, most);
}

static size_t count_points(Geos *geos, GeosGeometry *const *items, size_t count) {
  size_t points = 0;
  for (size_t i = 0; i < count; i++) {
    int own = items[i] ? geos_functions.GEOSGetNumCoordinates_r(geos->context, items[i]) : 0;
    points += own > 0 ? (size_t)own : 0;
  }
  return points;
}

/* Whether the edges of some geometries cross too often for an overlay. */
static bool are_entangled(Geos *geos, GeosGeometry *const *items, size_t count, Error *error) {
  if (!ok(error) || count_points(geos, items, count) <= OVERLAY_FEW) return false;
  Arena arena = {0};
  Collected all = {.geos = geos};
  for (size_t i = 0; i < count && ok(error); i++) each_polygon(geos, items[i], collect, &all, error);
  GEOSGeometry *joined = join(&all, error);
  Polygon polygon = geos_polygon(geos, joined, &arena, error);
  bool entangled = ok(error) && polygon_is_entangled(&polygon, OVERLAY_MOST, geos->watch.poll, error);
  geos_release(geos, joined);
  arena_release(&arena);
  return entangled && ok(error);
}

/* `points` are those of what was asked for. */
static void refuse_entangled(size_t points, Error *error) {
  error_input(
      error,
      "polygons of %zu points together that cross %d times or more, or whose edges lie too close to tell: "
      "simplify them, or compare them as masks",
      points, OVERLAY_MOST);
}

/* ---- the operations ---- */

static GEOSGeometry *make_valid_part(Geos *geos, const Ring *rings, uint32_t count, Error *error) {
  refuse_entangled_part(geos, rings, count, VALIDATE_FEW, REPAIR_MOST, error);
  GEOSGeometry *part = ok(error) ? make_part(geos, rings, count, error) : NULL;
  if (!part || geos_run_is_valid(geos, part, error)) return part;
  refuse_entangled_part(geos, rings, count, REPAIR_FEW, REPAIR_MOST, error);
  GEOSGeometry *repaired = ok(error) ? geos_run_make_valid(geos, part, error) : NULL;
  geos_release(geos, part);
  return polygons_only(geos, repaired, error);
}

/* The union of all at once. */
static GEOSGeometry *unite_together(Geos *geos, GeosGeometry *const *items, size_t count, Error *error) {
  Collected collected = {.geos = geos};
  for (size_t i = 0; i < count && ok(error); i++) each_polygon(geos, items[i], collect, &collected, error);
  GEOSGeometry *joined = join(&collected, error);
  GEOSGeometry *united = joined ? geos_run_union(geos, joined, error) : NULL;
  geos_release(geos, joined);
  return polygons_only(geos, united, error);
}

/* Where all at once would be too much, by halves: what lies inside of the union of a half crosses nothing any
** more. */
static GEOSGeometry *unite_some(Geos *geos, GeosGeometry *const *items, size_t count, size_t points,
                                Error *error) {
  if (!are_entangled(geos, items, count, error))
    return ok(error) ? unite_together(geos, items, count, error) : NULL;
  if (count < 2) {
    refuse_entangled(points, error);
    return NULL;
  }
  GEOSGeometry *halves[] = {unite_some(geos, items, count / 2, points, error),
                            unite_some(geos, items + count / 2, count - count / 2, points, error)};
  if (are_entangled(geos, halves, 2, error)) refuse_entangled(points, error);
  GEOSGeometry *united = ok(error) ? unite_together(geos, halves, 2, error) : NULL;
  geos_release(geos, halves[0]);
  geos_release(geos, halves[1]);
  return united;
}

static GEOSGeometry *unite(Geos *geos, GeosGeometry *const *items, size_t count, Error *error) {
  return ok(error) ? unite_some(geos, items, count, count_points(geos, items, count), error) : NULL;
}

static GEOSGeometry *make_valid(Geos *geos, const Polygon *polygon, Error *error) {
  Collected parts = {.geos = geos};
  for (uint32_t start = 0, end; start < polygon->ring_count && ok(error); start = end) {
    end = part_end(polygon, start);
    GEOSGeometry *part = make_valid_part(geos, polygon->rings + start, end - start, error);
    if (part && start == 0 && end == polygon->ring_count) return part;
    if (part) each_polygon(geos, part, collect, &parts, error);
    geos_release(geos, part);
  }
  if (parts.count < 2 || !ok(error)) return join(&parts, error);
  GEOSGeometry *united = unite(geos, parts.items, parts.count, error);
  for (size_t i = 0; i < parts.count; i++) geos_release(geos, parts.items[i]);
  memory_release(parts.items);
  return united;
}

static bool is_inside(Box box, Box frame) {
  return box.x >= frame.x && box.y >= frame.y && box.x + box.width <= frame.x + frame.width &&
         box.y + box.height <= frame.y + frame.height;
}

GeosGeometry *geos_geometry(Geos *geos, const Polygon *polygon, const Box *frame, Error *error) {
  polygon_check(polygon, "polygon", error);
  if (!ok(error)) return NULL;
  GEOSGeometry *whole = make_valid(geos, polygon, error);
  if (!whole || !frame || is_inside(polygon_box(polygon), *frame)) return whole;
  if (!(frame->width > 0 && frame->height > 0)) { /* a window that GEOS would call invalid */
    geos_release(geos, whole);
    return join(&(Collected){.geos = geos}, error);
  }
  double right = frame->x + frame->width, bottom = frame->y + frame->height;
  const double corners[] = {frame->x, frame->y, right, frame->y, right, bottom, frame->x, bottom};
  Ring ring = {corners, 4, false};
  GEOSGeometry *window = make_part(geos, &ring, 1, error);
  GEOSGeometry *inside = geos_intersection(geos, whole, window, error);
  geos_release(geos, window);
  geos_release(geos, whole);
  return inside;
}

double geos_area(Geos *geos, const GeosGeometry *geometry, Error *error) {
  double area = 0;
  if (ok(error) && !geos_functions.GEOSArea_r(geos->context, geometry, &area)) geos_fail(geos, error);
  return area;
}

GeosGeometry *geos_intersection(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error) {
  GeosGeometry *const both[] = {a, b};
  if (are_entangled(geos, both, 2, error)) refuse_entangled(count_points(geos, both, 2), error);
  GEOSGeometry *shared = ok(error) ? geos_run_intersection(geos, a, b, error) : NULL;
  return polygons_only(geos, shared, error);
}

double geos_intersection_area(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error) {
  GEOSGeometry *shared = geos_intersection(geos, a, b, error);
  double area = geos_area(geos, shared, error);
  geos_release(geos, shared);
  return area;
}

GeosGeometry *geos_union(Geos *geos, GeosGeometry *const *items, size_t count, Error *error) {
  return unite(geos, items, count, error);
}

static void tell_reason(Geos *geos, const GEOSGeometry *part, char *reason, size_t room, Error *error) {
  char *text = geos_run_reason(geos, part, error);
  if (!text) return;
  size_t length = strlen(text) < room ? strlen(text) : room - 1;
  memcpy(reason, text, length);
  reason[length] = 0;
  geos_functions.GEOSFree_r(geos->context, text);
}

bool geos_is_valid(Geos *geos, const Polygon *polygon, char *reason, size_t room, Error *error) {
  polygon_check(polygon, "polygon", error);
  bool valid = ok(error);
  for (uint32_t start = 0, end; start < polygon->ring_count && valid && ok(error); start = end) {
    end = part_end(polygon, start);
    GEOSGeometry *part = make_part(geos, polygon->rings + start, end - start, error);
    valid = part && geos_run_is_valid(geos, part, error);
    if (ok(error) && !valid) tell_reason(geos, part, reason, room, error);
    geos_release(geos, part);
  }
  return valid && ok(error);
}

/* ---- GEOS to our polygons ---- */

/* Walked twice: first to count, then to fill what was allocated. */
typedef struct Rings {
  Geos *geos;
  Ring *rings; /* NULL while counting */
  double *points;
  size_t ring_count, point_count;
} Rings;

static void add_ring(Rings *out, const GEOSGeometry *ring, bool is_hole, Error *error) {
  GEOSContextHandle_t context = out->geos->context;
  const GEOSCoordSequence *sequence = ring ? geos_functions.GEOSGeom_getCoordSeq_r(context, ring) : NULL;
  unsigned size = 0;
  if (!sequence || !geos_functions.GEOSCoordSeq_getSize_r(context, sequence, &size)) {
    geos_fail(out->geos, error);
    return;
  }
  if (size < 4) return; /* of an empty polygon */
  if (out->rings) {
    double *points = out->points + 2 * out->point_count;
    for (unsigned i = 0; i + 1 < size; i++) {
      if (!geos_functions.GEOSCoordSeq_getXY_r(context, sequence, i, points + 2 * (size_t)i,
                                               points + 2 * (size_t)i + 1))
        geos_fail(out->geos, error);
    }
    out->rings[out->ring_count] = (Ring){points, size - 1, is_hole};
  }
  out->ring_count++;
  out->point_count += size - 1;
}

static void add_polygon(void *context, const GEOSGeometry *polygon, Error *error) {
  Rings *out = context;
  Geos *geos = out->geos;
  add_ring(out, geos_functions.GEOSGetExteriorRing_r(geos->context, polygon), false, error);
  int holes = geos_functions.GEOSGetNumInteriorRings_r(geos->context, polygon);
  for (int i = 0; i < holes && ok(error); i++)
    add_ring(out, geos_functions.GEOSGetInteriorRingN_r(geos->context, polygon, i), true, error);
}

Polygon geos_polygon(Geos *geos, const GeosGeometry *geometry, Arena *arena, Error *error) {
  Rings out = {.geos = geos};
  if (!ok(error)) return (Polygon){0};
  each_polygon(geos, geometry, add_polygon, &out, error);
  double *points = arena_allocate(arena, out.point_count * 2 * sizeof *points, error);
  Ring *rings = arena_allocate(arena, (out.ring_count + 1) * sizeof *rings, error);
  if (!points || !rings) return (Polygon){0};
  out = (Rings){.geos = geos, .rings = rings, .points = points};
  each_polygon(geos, geometry, add_polygon, &out, error);
  return ok(error) ? (Polygon){rings, (uint32_t)out.ring_count} : (Polygon){0};
}

#endif
