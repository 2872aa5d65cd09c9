/*
** Fills closed rings on pixels with smooth edges: a pixel is painted by the share of it that is inside, exact
** along the row and in quarters from row to row. A point is inside if the rings turn around it more often in
** one direction than in the other ("nonzero"), so that rings of one direction are united.
**
**     Raster raster = {0};
**     for (each ring) raster_add(&raster, points, count, &error);
**     raster_fill(&raster, &image, colour, .3, poll, &error);        removes the rings
**     raster_release(&raster);
*/
#ifndef BOXSCORE_PICTURE_RASTER_H
#define BOXSCORE_PICTURE_RASTER_H

#include "image/image.h"
#include "picture/colour.h"

typedef struct RasterEdge {
  double x, top, bottom, slope; /* x at its top; per row */
  int turn;                     /* 1 where the ring goes down along it, else -1 */
} RasterEdge;

typedef struct Raster {
  RasterEdge *edges;
  size_t count, capacity;
} Raster;

/* x1, y1, x2, y2, ... */
void raster_add(Raster *raster, const double *points, size_t count, Error *error);

/* Each sample becomes sample + (colour - sample) * opacity * share, rounded. poll may be NULL. */
void raster_fill(Raster *raster, Image *image, Colour colour, double opacity, Poll *poll, Error *error);

void raster_release(Raster *raster);

#endif
