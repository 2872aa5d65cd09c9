/*
** The outline of a mask: its pixel edges as a polygon, exact to the pixel.
**
** Pixels that share an edge are one part; its outer ring comes first, its holes follow. Corners lie on whole
** coordinates, none between two that lie on one line. Rings are simple, and rings of a part meet in single
** points at most, so that the polygon is valid by OGC's rules. Its area is that of the mask, and COCO's
** rasterisation gives the mask again.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_MASK_OUTLINE_H
#define BOXSCORE_GEOMETRY_MASK_MASK_OUTLINE_H

#include "geometry/mask/mask.h"
#include "geometry/polygon/polygon.h"

enum { OUTLINE_MOST_RUNS = 1 << 23 };

/* The empty mask gives the empty polygon. More runs, or more than POLYGON_MOST_POINTS points, are an
** error. */
Polygon mask_outline(const Mask *mask, Arena *arena, const char *who, Poll *poll, Error *error);

#endif
