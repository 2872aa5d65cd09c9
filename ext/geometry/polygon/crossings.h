/*
** How often edges cross: what an overlay has to pay for. A ring of a few hundred random points keeps GEOS busy for minutes,
** so callers of GEOS count first, and reject what would not return.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_CROSSINGS_H
#define BOXSCORE_GEOMETRY_POLYGON_CROSSINGS_H

#include "geometry/polygon/polygon.h"

/* The pairs of edges, of the same ring or not, that cross each other between their ends. Counting stops at `most`, and
** after CROSSINGS_MOST_LOOKS pairs that were looked at. */
enum { CROSSINGS_MOST_LOOKS = 200 * 1000 * 1000 };
size_t polygon_crossings(const Polygon *polygon, size_t most, Error *error);

#endif
