/*
** Polygons: rings of points in pixels. COCO's rings are parts of one object and never holes; WKT has holes,
** which belong to the last ring before them that is not a hole. Parts may overlap: the object is their union.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_POLYGON_H
#define BOXSCORE_GEOMETRY_POLYGON_POLYGON_H

#include "base/memory.h"
#include "geometry/box.h"

typedef struct Ring {
  const double *points; /* x1, y1, x2, y2, ...; the last point is not the first one again */
  uint32_t count;       /* of points */
  bool is_hole;
} Ring;

typedef struct Polygon {
  const Ring *rings;
  uint32_t ring_count; /* 0: the empty polygon */
} Polygon;

enum { POLYGON_MOST_POINTS = 10 * 1000 * 1000 };
#define POLYGON_FARTHEST                                                                                     \
  1e30 /* products of coordinates stay finite, also in GEOS, which would leak after an exception */

/* Says in the error what is wrong with a polygon: a ring of fewer than three points, a coordinate that is not
** finite or beyond POLYGON_FARTHEST, too many points, a hole with no ring before it. `who` begins the
** message. */
void polygon_check(const Polygon *polygon, const char *who, Error *error);

/* Whether a ring has at least three points that differ. */
bool ring_has_three_points(const Ring *ring);

size_t polygon_point_count(const Polygon *polygon);
Box polygon_box(const Polygon *polygon); /* of all points; all 0 for the empty polygon */

/* Positive where the ring turns from x to y (clockwise on the screen). Parts of a ring that crosses itself
** cancel. */
double ring_signed_area(const double *points, size_t count);
/* The areas of the rings as they are drawn, less those of the holes: no union, no repair, so right for valid
** polygons whose parts do not overlap. shape_area (geometry/shape.h) has the area of the object. */
double polygon_drawn_area(const Polygon *polygon);

Polygon polygon_from_box(Box box, Arena *arena, Error *error);

/* Of two coordinates that are numbers: fmin and fmax, which also look for NaN, are slower. */
static inline double smaller(double a, double b) {
  return a < b ? a : b;
}

static inline double larger(double a, double b) {
  return a > b ? a : b;
}

#endif
