/*
** GEOS, opened at run time (libgeos_c.so.1): what is exact on vectors.
**
**     Geos *geos = geos_open(error);
**     GeosGeometry *a = geos_geometry(geos, &polygon, NULL, error), *b = ...;
**     double shared = geos_intersection_area(geos, a, b, error);
**     geos_release(geos, a);
**     geos_close(geos);
**
** Without the library geos_open says `needs GEOS (libgeos_c.so.1): not found`, without it in the build
** `built without GEOS`. A handle, and what it has made, belongs to one thread at a time. Whatever GEOS
** rejects is an error that begins with `GEOS: `; all take a sticky error and a NULL handle or geometry where
** one is set.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_GEOS_H
#define BOXSCORE_GEOMETRY_POLYGON_GEOS_H

#include "geometry/polygon/geos_handle.h"
#include "geometry/polygon/polygon.h"

/*
** The object that the polygon stands for, valid: a part (a ring and its holes) that crosses itself is
** repaired (GEOSMakeValid; what becomes a line or a point is dropped), the parts are united, and what lies
** outside the frame (NULL: none) is cut off. May be empty.
*/
GeosGeometry *geos_geometry(Geos *geos, const Polygon *polygon, const Box *frame, Error *error);

double geos_area(Geos *geos, const GeosGeometry *geometry, Error *error);
double geos_intersection_area(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error);
GeosGeometry *geos_intersection(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error);
GeosGeometry *geos_union(Geos *geos, GeosGeometry *const *items, size_t count, Error *error);

/* Its rings, each part followed by its holes. */
Polygon geos_polygon(Geos *geos, const GeosGeometry *geometry, Arena *arena, Error *error);

/* Whether each part is valid by itself (OGC's rules); parts may overlap. Else the reason, with the place, cut
** to `room`. */
bool geos_is_valid(Geos *geos, const Polygon *polygon, char *reason, size_t room, Error *error);

#endif
