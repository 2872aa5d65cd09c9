#include "geometry/polygon/geos.h"

#if BOXSCORE_GEOS

#include <string.h>

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include "base/library.h"
#include "geometry/polygon/crossings.h"

/* All of GEOS 3.8 and later. */
#define FUNCTIONS(X)                                                                                         \
  X(GEOS_init_r)                                                                                             \
  X(GEOS_finish_r)                                                                                           \
  X(GEOSversion)                                                                                             \
  X(GEOSContext_setErrorMessageHandler_r)                                                                    \
  X(GEOSCoordSeq_create_r)                                                                                   \
  X(GEOSCoordSeq_setXY_r)                                                                                    \
  X(GEOSCoordSeq_getXY_r)                                                                                    \
  X(GEOSCoordSeq_getSize_r)                                                                                  \
  X(GEOSCoordSeq_destroy_r)                                                                                  \
  X(GEOSGeom_createLinearRing_r)                                                                             \
  X(GEOSGeom_createPolygon_r)                                                                                \
  X(GEOSGeom_createCollection_r)                                                                             \
  X(GEOSGeom_clone_r)                                                                                        \
  X(GEOSGeom_destroy_r)                                                                                      \
  X(GEOSGeom_getCoordSeq_r)                                                                                  \
  X(GEOSGeomTypeId_r)                                                                                        \
  X(GEOSGetNumCoordinates_r)                                                                                 \
  X(GEOSGetNumGeometries_r)                                                                                  \
  X(GEOSGetGeometryN_r)                                                                                      \
  X(GEOSGetExteriorRing_r)                                                                                   \
  X(GEOSGetNumInteriorRings_r)                                                                               \
  X(GEOSGetInteriorRingN_r)                                                                                  \
  X(GEOSisValid_r)                                                                                           \
  X(GEOSisValidReason_r)                                                                                     \
  X(GEOSFree_r)                                                                                              \
  X(GEOSMakeValid_r)                                                                                         \
  X(GEOSUnaryUnion_r)                                                                                        \
  X(GEOSIntersection_r)                                                                                      \
  X(GEOSArea_r)

static struct { FUNCTIONS(LIBRARY_MEMBER) } api;
static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};
static const char *const files[] = {"libgeos_c.so.1",
                                    "libgeos_c.1.dylib",
                                    "libgeos_c.dylib",
                                    "/opt/homebrew/lib/libgeos_c.1.dylib",
                                    "/usr/local/lib/libgeos_c.1.dylib",
                                    NULL};
static Library library = LIBRARY("GEOS", files, names, &api);

struct Geos {
  GEOSContextHandle_t context;
  char message[300]; /* the last one of GEOS */
  Poll *poll;
  void *scratch;
  size_t scratch_bytes;
};

static void keep_message(const char *message, void *into) {
  Geos *geos = into;
  size_t length = strlen(message);
  if (length >= sizeof geos->message) length = sizeof geos->message - 1;
  memcpy(geos->message, message, length);
  geos->message[length] = 0;
}

/* GEOS speaks of memory only in its message. */
static void fail(Geos *geos, Error *error) {
  if (!geos->message[0] || strstr(geos->message, "bad_alloc"))
    error_memory(error);
  else
    error_input(error, "GEOS: %s", excerpt(geos->message, strlen(geos->message)).text);
  geos->message[0] = 0;
}

const char *geos_library(void) {
  Error error = {0};
  return library_open(&library, &error) ? api.GEOSversion() : "not found";
}

Geos *geos_open(Error *error) {
  if (!library_open(&library, error)) return NULL;
  Geos *geos = memory_allocate_zeroed(1, sizeof *geos, error);
  if (!geos) return NULL;
  geos->context = api.GEOS_init_r();
  if (!geos->context) {
    error_memory(error);
    memory_release(geos);
    return NULL;
  }
  api.GEOSContext_setErrorMessageHandler_r(geos->context, keep_message, geos);
  return geos;
}

void geos_close(Geos *geos) {
  if (!geos) return;
  api.GEOS_finish_r(geos->context);
  memory_release(geos->scratch);
  memory_release(geos);
}

void geos_listen(Geos *geos, Poll *poll) {
  geos->poll = poll;
}

void *geos_scratch(Geos *geos, size_t count, size_t size, Error *error) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) error_memory(error);
  if (ok(error)) memory_reserve(&geos->scratch, &geos->scratch_bytes, bytes, 1, error);
  return ok(error) ? geos->scratch : NULL;
}

void geos_release(Geos *geos, GeosGeometry *geometry) {
  if (geometry) api.GEOSGeom_destroy_r(geos->context, geometry);
}

/* ---- our polygons to GEOS ---- */

static GEOSGeometry *make_ring(Geos *geos, const Ring *ring, Error *error) {
  GEOSCoordSequence *points = api.GEOSCoordSeq_create_r(geos->context, ring->count + 1, 2);
  bool done = points != NULL;
  for (uint32_t i = 0; i <= ring->count && done; i++) {
    const double *point = ring->points + 2 * (size_t)(i < ring->count ? i : 0);
    done = api.GEOSCoordSeq_setXY_r(geos->context, points, i, point[0], point[1]) != 0;
  }
  if (points && !done) api.GEOSCoordSeq_destroy_r(geos->context, points);
  GEOSGeometry *made = done ? api.GEOSGeom_createLinearRing_r(geos->context, points) : NULL;
  if (!made) fail(geos, error);
  return made;
}

/* A ring and the holes that follow it. GEOS takes what it is given over, whether it succeeds or not. */
static GEOSGeometry *make_part(Geos *geos, const Ring *rings, uint32_t count, Error *error) {
  GEOSGeometry **made = memory_allocate_zeroed(count, sizeof(GEOSGeometry *), error), *part = NULL;
  if (!made) return NULL;
  for (uint32_t r = 0; r < count && ok(error); r++) made[r] = make_ring(geos, &rings[r], error);
  if (ok(error)) {
    part = api.GEOSGeom_createPolygon_r(geos->context, made[0], made + 1, count - 1);
    if (!part) fail(geos, error);
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

static bool is_valid(Geos *geos, const GEOSGeometry *geometry, Error *error) {
  if (!ok(error)) return false;
  char valid = api.GEOSisValid_r(geos->context, geometry);
  if (valid == 2) fail(geos, error);
  return valid == 1;
}

/* ---- what is left of a result: its polygons ---- */

static bool has_type(Geos *geos, const GEOSGeometry *geometry, int type) {
  return api.GEOSGeomTypeId_r(geos->context, geometry) == type;
}

static int member_count(Geos *geos, const GEOSGeometry *geometry) {
  int count = api.GEOSGetNumGeometries_r(geos->context, geometry);
  return count > 0 ? count : 0;
}

/* Calls `take` for each polygon; collections of collections are walked by recursion, GEOS makes two levels at most. */
static void each_polygon(Geos *geos, const GEOSGeometry *geometry,
                         void (*take)(void *context, const GEOSGeometry *polygon, Error *error),
                         void *context, Error *error) {
  if (has_type(geos, geometry, GEOS_POLYGON)) {
    if (ok(error)) take(context, geometry, error);
    return;
  }
  if (api.GEOSGeomTypeId_r(geos->context, geometry) < GEOS_MULTIPOLYGON) return;
  int count = member_count(geos, geometry);
  for (int i = 0; i < count && ok(error); i++)
    each_polygon(geos, api.GEOSGetGeometryN_r(geos->context, geometry, i), take, context, error);
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
  GEOSGeometry *copy = api.GEOSGeom_clone_r(collected->geos->context, polygon);
  if (copy)
    collected->items[collected->count++] = copy;
  else
    fail(collected->geos, error);
}

/* Takes the items over and makes one geometry of them. */
static GEOSGeometry *join(Collected *collected, Error *error) {
  Geos *geos = collected->geos;
  GEOSGeometry *joined = NULL;
  if (ok(error)) {
    joined = api.GEOSGeom_createCollection_r(geos->context, GEOS_MULTIPOLYGON, collected->items,
                                             (unsigned)collected->count);
    if (!joined) fail(geos, error);
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

/* A result of GEOS; it returns NULL on failure. */
static GEOSGeometry *result(Geos *geos, GEOSGeometry *geometry, Error *error) {
  if (!geometry) fail(geos, error);
  return polygons_only(geos, geometry, error);
}

/* ---- what GEOS is spared ---- */

/* Repair takes seconds for the first number and grows with its square; an overlay takes seconds and a gigabyte for the
** second. Fewer points cannot cross as often. */
enum { REPAIR_MOST = 5000, REPAIR_FEW = 100, OVERLAY_MOST = 500 * 1000, OVERLAY_FEW = 1000 };

static void refuse_scribble(const Ring *rings, uint32_t count, Error *error) {
  Polygon part = {rings, count};
  if (polygon_point_count(&part) > REPAIR_FEW && polygon_crossings(&part, REPAIR_MOST, error) >= REPAIR_MOST)
    error_input(error, "a polygon that crosses itself %d times or more", REPAIR_MOST);
}

static void refuse_many_crossings(Geos *geos, const GeosGeometry *const *items, size_t count, Error *error) {
  int points = 0;
  for (size_t i = 0; i < count && points <= OVERLAY_FEW; i++)
    points += items[i] ? api.GEOSGetNumCoordinates_r(geos->context, items[i]) : 0;
  if (points <= OVERLAY_FEW || !ok(error)) return;
  Arena arena = {0};
  Collected all = {.geos = geos};
  for (size_t i = 0; i < count && ok(error); i++) each_polygon(geos, items[i], collect, &all, error);
  GEOSGeometry *joined = join(&all, error);
  Polygon polygon = geos_polygon(geos, joined, &arena, error);
  if (ok(error) && polygon_crossings(&polygon, OVERLAY_MOST, error) >= OVERLAY_MOST)
    error_input(error, "polygons that cross each other %d times or more", OVERLAY_MOST);
  geos_release(geos, joined);
  arena_release(&arena);
}

/* ---- the operations ---- */

static GEOSGeometry *make_valid_part(Geos *geos, const Ring *rings, uint32_t count, Error *error) {
  GEOSGeometry *part = make_part(geos, rings, count, error);
  if (!part || is_valid(geos, part, error)) return part;
  refuse_scribble(rings, count, error);
  GEOSGeometry *repaired = ok(error) ? result(geos, api.GEOSMakeValid_r(geos->context, part), error) : NULL;
  geos_release(geos, part);
  return repaired;
}

/* Takes the geometry over. */
static GEOSGeometry *unite(Geos *geos, GEOSGeometry *geometry, Error *error) {
  if (!geometry) return NULL;
  GEOSGeometry *united =
      ok(error) ? result(geos, api.GEOSUnaryUnion_r(geos->context, geometry), error) : NULL;
  geos_release(geos, geometry);
  return united;
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
  bool many = parts.count > 1;
  GEOSGeometry *joined = join(&parts, error);
  return many ? unite(geos, joined, error) : joined;
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
  if (ok(error) && !api.GEOSArea_r(geos->context, geometry, &area)) fail(geos, error);
  return area;
}

GeosGeometry *geos_intersection(Geos *geos, const GeosGeometry *a, const GeosGeometry *b, Error *error) {
  refuse_many_crossings(geos, (const GeosGeometry *[]){a, b}, 2, error);
  return ok(error) ? result(geos, api.GEOSIntersection_r(geos->context, a, b), error) : NULL;
}

double geos_intersection_area(Geos *geos, const GeosGeometry *a, const GeosGeometry *b, Error *error) {
  GEOSGeometry *shared = geos_intersection(geos, a, b, error);
  double area = geos_area(geos, shared, error);
  geos_release(geos, shared);
  return area;
}

GeosGeometry *geos_union(Geos *geos, const GeosGeometry *const *items, size_t count, Error *error) {
  Collected collected = {.geos = geos};
  for (size_t i = 0; i < count && ok(error); i++) each_polygon(geos, items[i], collect, &collected, error);
  return unite(geos, join(&collected, error), error);
}

bool geos_is_valid(Geos *geos, const Polygon *polygon, char *reason, size_t room, Error *error) {
  polygon_check(polygon, "polygon", error);
  bool valid = ok(error);
  for (uint32_t start = 0, end; start < polygon->ring_count && valid && ok(error); start = end) {
    end = part_end(polygon, start);
    GEOSGeometry *part = make_part(geos, polygon->rings + start, end - start, error);
    valid = is_valid(geos, part, error);
    if (ok(error) && !valid) {
      char *text = api.GEOSisValidReason_r(geos->context, part);
      if (text && room) {
        size_t length = strlen(text) < room ? strlen(text) : room - 1;
        memcpy(reason, text, length);
        reason[length] = 0;
      } else if (!text) {
        fail(geos, error);
      }
      if (text) api.GEOSFree_r(geos->context, text);
    }
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
  const GEOSCoordSequence *sequence = ring ? api.GEOSGeom_getCoordSeq_r(context, ring) : NULL;
  unsigned size = 0;
  if (!sequence || !api.GEOSCoordSeq_getSize_r(context, sequence, &size)) {
    fail(out->geos, error);
    return;
  }
  if (size < 4) return; /* of an empty polygon */
  if (out->rings) {
    double *points = out->points + 2 * out->point_count;
    for (unsigned i = 0; i + 1 < size; i++) {
      if (!api.GEOSCoordSeq_getXY_r(context, sequence, i, points + 2 * (size_t)i, points + 2 * (size_t)i + 1))
        fail(out->geos, error);
    }
    out->rings[out->ring_count] = (Ring){points, size - 1, is_hole};
  }
  out->ring_count++;
  out->point_count += size - 1;
}

static void add_polygon(void *context, const GEOSGeometry *polygon, Error *error) {
  Rings *out = context;
  Geos *geos = out->geos;
  add_ring(out, api.GEOSGetExteriorRing_r(geos->context, polygon), false, error);
  int holes = api.GEOSGetNumInteriorRings_r(geos->context, polygon);
  for (int i = 0; i < holes && ok(error); i++)
    add_ring(out, api.GEOSGetInteriorRingN_r(geos->context, polygon, i), true, error);
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
