/*
** A geometry of any kind, read from every notation that boxscore knows (geometry_read.c) and written as JSON
** or as our own BLOB (geometry_write.c). What it holds lives in the arena that it was read into.
**
**     box          [x,y,width,height]
**     rotated box  [cx,cy,width,height,angle]
**     polygon      [[x1,y1,x2,y2,...],...] or WKT: POLYGON, MULTIPOLYGON
**     mask         {"size":[height,width],"counts":"..." or [...]} or a PNG as a BLOB
*/
#ifndef BOXSCORE_GEOMETRY_GEOMETRY_H
#define BOXSCORE_GEOMETRY_GEOMETRY_H

#include "base/buffer.h"
#include "geometry/mask/mask.h"
#include "geometry/polygon/polygon.h"
#include "geometry/rotated_box.h"

typedef enum GeometryKind {
  GEOMETRY_BOX,
  GEOMETRY_ROTATED_BOX,
  GEOMETRY_POLYGON,
  GEOMETRY_MASK
} GeometryKind;

typedef struct Geometry {
  GeometryKind kind;
  union {
    Box box;
    RotatedBox rotated_box;
    Polygon polygon;
    Mask mask;
  };
} Geometry;

/* Each error begins with `who` ("the first geometry", "labels row 7"). poll may be NULL, also below. */
Geometry geometry_read_text(const char *text, size_t length, const char *who, Arena *arena, Poll *poll,
                            Error *error);
/* Our own BLOB, or a PNG: its non-zero pixels. */
Geometry geometry_read_blob(const void *bytes, size_t length, const char *who, Arena *arena, Poll *poll,
                            Error *error);

/* JSON in the notation of its kind; a polygon with holes has none and is an error. */
void geometry_write_json(const Geometry *geometry, Buffer *out, Error *error);
/* JSON, or WKT for what has no JSON: a polygon with holes, and the empty one. */
void geometry_write_text(const Geometry *geometry, Buffer *out, Error *error);
/* "bx", version 1, kind, then little-endian numbers: exact and quick to read again. */
void geometry_write_blob(const Geometry *geometry, Buffer *out, Error *error);

const char *geometry_kind_name(GeometryKind kind); /* "box", "rotated box", "polygon", "mask" */
/* The smallest upright box around it: of a mask, its pixels. */
Box geometry_bounds(const Geometry *geometry);

/* The kinds in terms of each other: a box or rotated box is a polygon of its corners, a mask one of its
** pixels' edges; on a canvas all become masks. */
Polygon geometry_to_polygon(const Geometry *geometry, Arena *arena, const char *who, Poll *poll,
                            Error *error);
Mask geometry_to_mask(const Geometry *geometry, uint32_t width, uint32_t height, MaskScratch *scratch,
                      Arena *arena, const char *who, Error *error); /* a mask of another canvas is an error */

#endif
