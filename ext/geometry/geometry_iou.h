/*
** Intersection over union of geometries of any two kinds (numbers.md, section 2). The pair decides how it is
** computed:
**
**     box and box                          on the numbers, equal to pycocotools
**     a mask and anything                  on pixels: the other is rasterised on the mask's canvas;
**                                          two masks must be of one canvas
**     rotated box and rotated box or box   by clipping
**     a polygon and anything but a mask    on the vectors (GEOS), not cut to any image
**
** It is 0 where there is no area to divide by.
*/
#ifndef BOXSCORE_GEOMETRY_GEOMETRY_IOU_H
#define BOXSCORE_GEOMETRY_GEOMETRY_IOU_H

#include "geometry/geometry.h"
#include "geometry/polygon/geos.h"

/* What computing takes: where results go, and what is made when it is first needed, scratch space and GEOS.
** Start with {0} or with a handle of GEOS from before. */
typedef struct GeometryTools {
  Arena arena;
  MaskScratch *scratch;
  Geos *geos;
  /* For geometries that take long. Set it before anything is computed; NULL: nobody wants to stop it. */
  Poll *poll;
} GeometryTools;

Geos *geometry_tools_geos(GeometryTools *tools, Error *error); /* NULL after an error */
void geometry_tools_release(GeometryTools *tools);             /* all but GEOS, which geos_close ends */

/* On a canvas, in the arena of the tools. */
Mask geometry_rasterise(const Geometry *geometry, uint32_t width, uint32_t height, const char *who,
                        GeometryTools *tools, Error *error);

typedef enum GeometryPair { PAIR_BOXES, PAIR_ROTATED, PAIR_POLYGONS, PAIR_MASKS } GeometryPair;
GeometryPair geometry_pair(const Geometry *a, const Geometry *b);
/* Both as masks on the canvas of the one that is a mask. */
void geometry_pair_masks(const Geometry *a, const Geometry *b, Mask out[2], GeometryTools *tools,
                         Error *error);

/* Against a crowd the denominator is the area of a alone: so it is the share of a that lies in b. */
double geometry_iou(const Geometry *a, const Geometry *b, bool crowd, GeometryTools *tools, Error *error);

/* The smaller of the masks' IoU and that of their boundaries; against a crowd the former. */
double geometry_boundary_iou(const Geometry *a, const Geometry *b, uint32_t width, uint32_t height,
                             bool crowd, GeometryTools *tools, Error *error);

#endif
