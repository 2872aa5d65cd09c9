/*
** Drawings: sets of objects with their colours, captions and styles, as one value.
**
** The value is a BLOB: "bd", version 1, a byte 0, then the objects, one behind the other, so that two drawings are joined by
** adding the objects of one to the other. The order of the objects does not matter: what is drawn lies in layers,
** in each the large below the small.
**
** An object: its length in bytes (4), red, green, blue, dash (1 each), boxed, layer (1 each), width, fill (doubles), the
** length of the caption (4) and the caption, the geometry as geometry_write_blob has it.
*/
#ifndef BOXSCORE_PICTURE_DRAWING_H
#define BOXSCORE_PICTURE_DRAWING_H

#include "geometry/geometry.h"
#include "picture/colour.h"
#include "picture/style.h"

typedef struct DrawnObject {
  Colour colour;
  Style style;
  const char *caption;   /* UTF-8 or what the user took for it */
  size_t caption_length; /* 0: none */
  Box bounds;
  /* Closed rings, the outer ones turning from x to y and holes the other way, so that the rule "nonzero" fills the union of
  ** the parts without their holes. Coordinates are within DRAWING_FARTHEST. */
  Polygon outline;
} DrawnObject;

#define DRAWING_FARTHEST 1e7 /* what lies beyond it is drawn there: no picture is as large */

typedef struct Drawing {
  DrawnObject *objects; /* in the order in which they are drawn */
  size_t count;
} Drawing;

/* An object as it is added, its outline not yet made. */
void drawing_add(Buffer *drawing, const Geometry *geometry, Colour colour, const Style *style,
                 const char *caption, size_t caption_length, Error *error);
/* All objects of another drawing. */
void drawing_add_all(Buffer *drawing, const void *bytes, size_t length, Error *error);

/* Reads and checks one; what it holds lies in the arena, or is the bytes themselves. NULL of no length: no objects. */
Drawing drawing_read(const void *bytes, size_t length, Arena *arena, Error *error);

/* The corners of a box as a ring, which holds them. */
Ring box_ring(Box box, double corners[8]);

/* From the corner of the picture to the farthest point of any object, for where nothing else tells the size. */
Box drawing_bounds(const Drawing *drawing);

/* Leaves out the objects that lie outside of a frame: a crop need not carry what nobody sees. */
void drawing_cut(Drawing *drawing, Box frame);

#endif
