/*
** What the files of masks share: a mask as the list of its edges, the positions (x * height + y) where it
** begins and ends, ascending, each once, all below width * height. The first edge is a beginning, so a list
** of odd length is open at its end. Merging and rasterising work on edges; runs are made last.
*/
#ifndef BOXSCORE_GEOMETRY_MASK_MASK_EDGES_H
#define BOXSCORE_GEOMETRY_MASK_MASK_EDGES_H

#include "geometry/mask/mask.h"

void mask_room_grow(MaskRoom *room, size_t needed, Error *error);
static inline void mask_room_reserve(MaskRoom *room, size_t needed, Error *error) {
  if (needed > room->capacity) mask_room_grow(room, needed, error);
}

/* Adds an edge to a list: two in the same place cancel out. */
static inline size_t mask_edges_push(uint32_t *edges, size_t count, uint32_t position) {
  if (count && edges[count - 1] == position) return count - 1;
  edges[count] = position;
  return count + 1;
}

/* Room for a list of up to `most` edges after the others. NULL after an error. The list exists once it is
** closed. */
uint32_t *mask_edges_open(MaskEdges *lists, size_t most, Error *error);
void mask_edges_close(MaskEdges *lists, size_t count);

/* Adds the edges of a mask as a list of its own. */
void mask_edges_add_mask(MaskEdges *lists, const Mask *mask, Poll *poll, Error *error);
/* Combines a and b; `out` has room for the edges of both. Returns how many there are. poll and error may be
** NULL, for short lists. */
size_t mask_edges_combine(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b,
                          MaskOperation operation, uint32_t *out, Poll *poll, Error *error);
/* The same for two lists, as a list of its own in `out`, which holds neither. */
void mask_edges_combine_lists(const MaskEdges *a, size_t list_a, const MaskEdges *b, size_t list_b,
                              MaskOperation operation, MaskEdges *out, Poll *poll, Error *error);
/* Combines all lists into one, by union or intersection. */
void mask_edges_reduce(MaskEdges *lists, MaskOperation operation, MaskEdges *spare, Poll *poll, Error *error);

static inline size_t mask_edges_count(const MaskEdges *lists, size_t list) {
  return lists->starts.items[list + 1] - lists->starts.items[list];
}
static inline const uint32_t *mask_edges_of(const MaskEdges *lists, size_t list) {
  return lists->items.items + lists->starts.items[list];
}

/* The mask of a list of edges. */
Mask mask_from_edges(const uint32_t *edges, size_t count, uint32_t width, uint32_t height, Arena *arena,
                     Poll *poll, Error *error);
Mask mask_copy(const Mask *mask, Arena *arena, Error *error);

#endif
