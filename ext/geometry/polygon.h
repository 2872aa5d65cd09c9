/*
** Polygons: rings of points in pixels. COCO's rings are parts of one object and never holes; WKT has holes, which belong
** to the ring before them that is none.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_H
#define BOXSCORE_GEOMETRY_POLYGON_H

#include "base/memory.h"
#include "geometry/box.h"

typedef struct Ring {
  const double *points; /* x1, y1, x2, y2, ...; the last point is not the first one again */
  uint32_t count;       /* of points */
  bool is_hole;
} Ring;

typedef struct Polygon {
  const Ring *rings;
  uint32_t ring_count;
} Polygon;

#endif
