/*
** Masks as run lengths (COCO RLE): column by column, background first (numbers.md, section 2). All work is
** done on the runs, never on expanded pixels.
**
** Strings, areas, boxes and IoU are equal to pycocotools' to the last bit. Empty runs are merged on reading,
** so equal masks have equal runs. (In pycocotools an empty run can end an IoU early and stretch a box by a
** pixel; not here.)
**
** Results live in the caller's arena, scratch space in the caller's MaskScratch, one for each worker, which
** is kept from call to call. `who` begins the message of an error. After an error the result is {0}, a mask
** without pixels.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_MASK_H
#define BOXSCORE_GEOMETRY_MASK_MASK_H

#include "base/memory.h"
#include "base/workers.h"
#include "geometry/box.h"
#include "geometry/polygon/polygon.h"

typedef struct Mask {
  uint32_t width, height; /* of the canvas; at most 2^31 pixels in all */
  uint32_t run_count;
  const uint32_t *runs; /* lengths that add up to width * height */
} Mask;

/* The size of a canvas; 0: unknown. */
typedef struct Canvas {
  uint32_t width, height;
} Canvas;

/* Room that grows and is used again. Start with {0}. */
typedef struct MaskRoom {
  uint32_t *items;
  size_t capacity;
} MaskRoom;

/* Edge lists one behind the other (mask_edges.h): list i is items[starts[i]] to items[starts[i + 1]]. */
typedef struct MaskEdges {
  MaskRoom items, starts;
  size_t count; /* of lists */
} MaskEdges;

typedef struct MaskScratch {
  /* Of the current ring or mask. */
  MaskRoom vertices, columns, rows;
  MaskEdges parts, holes, spare;
  /* Of the thread that uses the scratch space, since a single mask may take long. NULL: nobody wants to stop
  ** it. */
  Poll *poll;
} MaskScratch;
void mask_scratch_release(MaskScratch *scratch);

/* Sets an error where a canvas has no pixels or more than 2^31. */
void mask_check_canvas(uint64_t width, uint64_t height, const char *who, Error *error);
/* Sets an error where two masks are not of one canvas. */
void mask_check_same_canvas(const Mask *a, const Mask *b, const char *who, Error *error);

/* COCO's compressed string, and its list of counts. */
Mask mask_from_string(const char *text, size_t length, uint32_t width, uint32_t height, Arena *arena,
                      const char *who, Poll *poll, Error *error);
Mask mask_from_counts(const double *counts, size_t count, uint32_t width, uint32_t height, Arena *arena,
                      const char *who, Poll *poll, Error *error);
/* The string, terminated. NULL after an error. */
const char *mask_to_string(const Mask *mask, Arena *arena, size_t *length, Error *error);

uint64_t mask_area(const Mask *mask);
Box mask_box(const Mask *mask); /* all 0 where the mask is empty */

/* Of two masks of the same canvas (see mask_check_same_canvas). Callers that keep the areas need nothing
** else. */
uint64_t mask_intersection_area(const Mask *a, const Mask *b, Poll *poll, Error *error);
/* Intersection over union from areas, as rleIou has it. Against a crowd the denominator is the area of a. */
static inline double mask_iou_of_areas(uint64_t common, uint64_t area_a, uint64_t area_b, bool crowd) {
  return common ? (double)common / (double)(crowd ? area_a : area_a + area_b - common) : 0;
}

/* Union or intersection of any number of masks of one canvas (at least one), or the first without the
** second. */
typedef enum MaskOperation { MASK_UNION = 14, MASK_INTERSECTION = 8, MASK_DIFFERENCE = 4 } MaskOperation;
Mask mask_merge(const Mask *masks, size_t count, MaskOperation operation, MaskScratch *scratch, Arena *arena,
                const char *who, Error *error);

/* Rasterised as COCO does it: the rings of a polygon united, the holes of each part taken out of it. */
Mask mask_from_polygon(const Polygon *polygon, uint32_t width, uint32_t height, MaskScratch *scratch,
                       Arena *arena, const char *who, Error *error);
Mask mask_from_box(Box box, uint32_t width, uint32_t height, MaskScratch *scratch, Arena *arena,
                   const char *who, Error *error);

/* The pixels of the mask that are at most `distance` from its outside, diagonals counted as one; what is
** beyond the canvas is outside. The distance of boundary IoU is ratio (.02) of the diagonal, rounded half to
** even, at least 1. */
Mask mask_boundary(const Mask *mask, uint32_t distance, MaskScratch *scratch, Arena *arena, Error *error);
uint32_t mask_boundary_distance(uint32_t width, uint32_t height, double ratio);

#endif
