/*
** Single rings in plain C: what most objects need, at a hundredth of what an overlay costs. An answer is
** certain or not given: where rounding could decide, points touch or a ring is large, GEOS is to be asked.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_RING_H
#define BOXSCORE_GEOMETRY_POLYGON_RING_H

#include "geometry/polygon/polygon.h"

/* More pairs of edges than these are left to GEOS, which takes n log n. */
enum { RING_MOST_PAIRS = 20000 };

/* Whether it is certain that no two edges meet, but for neighbours in their common point. */
bool ring_is_simple(const Ring *ring);

typedef enum RingRelation {
  RINGS_UNKNOWN,
  RINGS_CROSS,
  RINGS_APART,
  RING_IN_SECOND,
  SECOND_IN_RING
} RingRelation;

/* How two simple rings lie; APART: they, and the areas inside of them, have no point in common. */
RingRelation rings_relate(const Ring *first, const Ring *second);

/*
** Cuts off what lies outside of the frame, side by side. What is left may run back over itself along the
** frame's sides, so it has the right area without being simple. Returns how many points it has; out and
** scratch have room for ring_cut_room.
*/
size_t ring_cut_room(size_t count);
size_t ring_cut(const double *points, size_t count, Box frame, double *out, double *scratch);

#endif
