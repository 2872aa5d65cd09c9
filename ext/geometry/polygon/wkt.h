/*
** WKT: POLYGON ((x y, ...), (hole), ...) and MULTIPOLYGON (((...)), ...), in capitals or not, EMPTY included.
**
** As the standard has it each ring ends with its first point again. A ring needs three points that differ; Z
** and M coordinates, and all other types, are rejected. Numbers are read without the locale.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_WKT_H
#define BOXSCORE_GEOMETRY_POLYGON_WKT_H

#include "base/buffer.h"
#include "base/workers.h"
#include "geometry/polygon/polygon.h"

/* Errors begin with `who` and say at which byte, counted from 0; the text itself the caller shows. */
Polygon wkt_parse(const char *text, size_t length, const char *who, Arena *arena, Poll *poll, Error *error);

/* POLYGON where there is one part, else MULTIPOLYGON. Read again it gives the same polygon. */
void wkt_write(const Polygon *polygon, Buffer *out, Error *error);

#endif
