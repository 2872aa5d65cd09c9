/*
** The area that two shapes share, from their edges alone.
*/
#ifndef BOXSCORE_GEOMETRY_SHAPE_AREA_H
#define BOXSCORE_GEOMETRY_SHAPE_AREA_H

#include "geometry/polygon/polygon.h"

/* An edge from left to right. A point lies in the shape where the signs of the edges with a greater y at its
** x add up to 1. */
typedef struct Edge {
  double left, right, y_left, y_right, sign;
} Edge;

/* The edges of a polygon that have a say within a window, sorted: `out` has room for two of each point. Rings
** turn from x to y, holes the other way. Returns how many. */
size_t edges_in_window(const Polygon *polygon, Box window, Edge *out);

/* Of two shapes' edges in the window that their boxes share, which are moved about. Rounding leaves some
** 1e-16 of the window's area. NAN where so many lie over each other that GEOS is faster. */
enum { EDGES_MOST_WORK = 20 * 1000 * 1000 };
double edges_shared_area(Edge *a, size_t a_count, Edge *b, size_t b_count, double top);

#endif
