/*
** The area that boxes cover together, each point counted once: exact but for the rounding of its sums.
**
** A line sweeps from left to right over the boxes' edges; how much of it they cover is kept in a tree over
** their upper and lower edges (Bentley 1977), so that n boxes take n log n.
*/
#ifndef BOXSCORE_GEOMETRY_BOX_UNION_H
#define BOXSCORE_GEOMETRY_BOX_UNION_H

#include "base/memory.h"
#include "geometry/box.h"

/* Room that grows and is used again. Start with {0}. */
typedef struct BoxUnionScratch {
  double *rows, *covered; /* distinct y, and of each node of the tree the length that is covered */
  uint32_t *counts;       /* of each node, how many boxes cover it wholly */
  struct BoxEdge *edges;
  uint64_t *keys;
  uint32_t *order;
  size_t row_capacity, covered_capacity, count_capacity, edge_capacity, key_capacity, order_capacity;
} BoxUnionScratch;
void box_union_scratch_release(BoxUnionScratch *scratch);

/* The part of a box within a frame; no width or height where there is none. */
Box box_cut(Box box, Box frame);

/* Boxes without area count as nothing. */
double box_union_area(const Box *boxes, size_t count, BoxUnionScratch *scratch, Error *error);

#endif
