/*
** Geometries made of geometries, and what they measure. Vectors are the work of GEOS, masks are merged on
** their runs; which of the two a pair is follows the rule of geometry_iou.h.
*/
#ifndef BOXSCORE_GEOMETRY_GEOMETRY_OVERLAY_H
#define BOXSCORE_GEOMETRY_GEOMETRY_OVERLAY_H

#include "geometry/geometry_iou.h"

/* In square pixels: of a polygon that of the object, its parts united; of a mask its pixels. Finite,
** or an error. */
double geometry_area(const Geometry *geometry, GeometryTools *tools, Error *error);

/* Whether each part of a polygon is valid by OGC's rules; all else is once it was read. */
bool geometry_is_valid(const Geometry *geometry, GeometryTools *tools, Error *error);

/* A polygon with its parts repaired and united; all else as it is. */
Geometry geometry_repair(const Geometry *geometry, GeometryTools *tools, Error *error);

/* As a polygon: a box by its corners, a mask by its pixel edges. */
Polygon geometry_outline(const Geometry *geometry, GeometryTools *tools, Error *error);

/* What both have: of two boxes a box, of a mask with anything a mask, else a polygon, which may be empty. */
Geometry geometry_intersection(const Geometry *a, const Geometry *b, GeometryTools *tools, Error *error);

/* All in one: a mask where one of them is a mask, else a polygon. In any order the same, but for rounding by
** GEOS. */
Geometry geometry_union(const Geometry *items, size_t count, GeometryTools *tools, Error *error);

#endif
