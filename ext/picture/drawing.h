/*
** Drawings: sets of objects with their colours, captions and styles, as one value.
**
** The value is a BLOB: "bd", version 1, a byte 0, then the objects one after the other, so that appending the
** objects of one drawing to another joins the two. The order of the objects does not matter: they are drawn
** in layers, larger objects below smaller ones.
**
** An object: its length in bytes (4), red, green, blue, dash (1 each), boxed, layer (1 each), width, fill
** (doubles), the length of the caption (4) and the caption, the geometry as geometry_write_blob has it.
*/
#ifndef BOXSCORE_PICTURE_DRAWING_H
#define BOXSCORE_PICTURE_DRAWING_H

#include "geometry/geometry.h"
#include "picture/colour.h"
#include "picture/style.h"

typedef struct DrawnObject {
  Colour colour;
  Style style;
  const char *caption;   /* meant to be UTF-8 */
  size_t caption_length; /* 0: none */
  Box bounds;
  /* Closed rings, the outer ones turning from x to y and holes the other way, so that the rule "nonzero"
  ** fills the union of the parts without their holes. Coordinates are within DRAWING_FARTHEST. */
  Polygon outline;
} DrawnObject;

#define DRAWING_FARTHEST 1e7 /* coordinates beyond it are moved to it; no picture is that large */

typedef struct Drawing {
  DrawnObject *objects; /* in drawing order */
  size_t count;
} Drawing;

/* An object to add, without its outline. */
void drawing_add(Buffer *drawing, const Geometry *geometry, Colour colour, const Style *style,
                 const char *caption, size_t caption_length, Error *error);
/* All objects of another drawing. */
void drawing_add_all(Buffer *drawing, const void *bytes, size_t length, Error *error);

/* Reads and checks a drawing, which refers to the arena and to the bytes. NULL with length 0: no objects. */
Drawing drawing_read(const void *bytes, size_t length, Arena *arena, Error *error);

/* The corners of a box as a ring, which holds them. */
Ring box_ring(Box box, double corners[8]);

/* From the corner of the picture to the farthest point of any object, if the size is not known otherwise. */
Box drawing_bounds(const Drawing *drawing);

/* Leaves out the objects outside a frame, which a crop does not show. */
void drawing_cut(Drawing *drawing, Box frame);

#endif
