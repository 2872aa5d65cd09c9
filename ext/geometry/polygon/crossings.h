/*
** How often edges cross: what an overlay costs. A ring of a few hundred random points keeps GEOS busy for
** minutes and takes gigabytes, so crossings are counted before GEOS is called.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_CROSSINGS_H
#define BOXSCORE_GEOMETRY_POLYGON_CROSSINGS_H

#include "base/workers.h"
#include "geometry/polygon/polygon.h"

/*
** Whether `most` pairs of edges or more, of the same ring or not, cross between their ends. True also where
** so many edges lie side by side that CROSSINGS_MOST_LOOKS pairs were not enough to tell.
*/
enum { CROSSINGS_MOST_LOOKS = 200 * 1000 * 1000 };
bool polygon_is_entangled(const Polygon *polygon, size_t most, Poll *poll, Error *error);

#endif
