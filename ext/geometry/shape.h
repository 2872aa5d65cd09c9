/*
** Shapes: polygons made ready once, so that many can be compared: repaired, united, cut to the image
** (geos_geometry has the rules), with area and box kept.
**
**     Shape *shape = shape_make(geos, &polygon, &frame, error);
**     double iou = shape_iou(geos, label, prediction, is_crowd, error);
**     shape_release(geos, shape);
**
** The answers are GEOS's to 1e-12; most are found without an overlay (shape_area.c), and GEOS is asked where
** an object needs repair or a pair is too close to call: an IoU above 0 means that there is an area in
** common. A shape belongs to one thread at a time. It keeps nothing of the polygon.
*/
#ifndef BOXSCORE_GEOMETRY_SHAPE_H
#define BOXSCORE_GEOMETRY_SHAPE_H

#include "geometry/polygon/geos.h"
#include "geometry/polygon/polygon.h"

typedef struct Shape Shape;

Shape *shape_make(Geos *geos, const Polygon *polygon, const Box *frame, Error *error); /* frame NULL: none */
void shape_release(Geos *geos, Shape *shape);                                          /* NULL is allowed */

double shape_area(const Shape *shape);

/* Against a crowd the denominator is the area of `a` (the prediction) alone. 0 where there is no area. */
double shape_iou(Geos *geos, Shape *a, Shape *b, bool crowd, Error *error);

#endif
