/*
** The boundary of a mask: what an erosion takes away. d erosions by a square of 3 x 3 are one by a square of
** 2d + 1: each column's stretches lose d pixels at both ends, and of 2d + 1 neighbouring columns the rows
** stay that all of them have.
**
** What so many columns have in common is not found anew for each. Columns are taken in blocks of 2d + 1:
** `behind` has what each column of a block and those behind it have in common, `ahead` what those of the next
** block have so far. A window of 2d + 1 columns is the end of one block and the start of the next, so each
** column costs three combinations, whatever the distance (the filter of van Herk, and Gil and Werman, on
** stretches in place of numbers).
*/
#include <math.h>

#include "geometry/mask/mask_edges.h"

uint32_t mask_boundary_distance(uint32_t width, uint32_t height, double ratio) {
  double diagonal = sqrt((double)((uint64_t)width * width + (uint64_t)height * height));
  double distance = rint(ratio * diagonal);
  if (!(distance > 1)) return 1;
  return distance < INT32_MAX ? (uint32_t)distance : INT32_MAX;
}

typedef struct Erosion {
  uint32_t height, distance, end;
  const uint32_t *edges; /* of the mask */
  size_t edge_count, next_edge;
  MaskEdges *shrunk, *behind; /* lists of rows, one a column; behind begins with the block's last column */
  MaskRoom *ahead, *other;
  size_t ahead_count;
  MaskRoom *eroded; /* edges */
  size_t eroded_count;
  uint32_t eroded_start; /* of the column to come */
  Poll *poll;
} Erosion;

/* Appends the rows of a column that are farther than the distance from the ends of its stretches. */
static void shrink_column(Erosion *erosion, uint32_t column, Error *error) {
  uint32_t height = erosion->height, distance = erosion->distance;
  /* Stretches that stay were longer than twice the distance, and between two of them is a pixel. */
  uint32_t *rows = mask_edges_open(erosion->shrunk, 2 * (height / (2 * (size_t)distance + 2) + 1), error);
  if (!rows) return;
  size_t count = 0;
  uint32_t first = column * height, behind = first + height;
  while (erosion->next_edge < erosion->edge_count) {
    const uint32_t *edge = erosion->edges + erosion->next_edge;
    uint32_t start = edge[0], end = erosion->next_edge + 1 < erosion->edge_count ? edge[1] : erosion->end;
    if (start >= behind) break;
    uint32_t top = start > first ? start - first : 0, bottom = end < behind ? end - first : height;
    if (bottom - top > 2 * distance) {
      rows[count++] = top + distance;
      rows[count++] = bottom - distance;
    }
    if (end > behind) break; /* goes on in the next column */
    erosion->next_edge += 2;
  }
  mask_edges_close(erosion->shrunk, count);
}

static size_t intersect(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *out) {
  if (!count_a || !count_b) return 0;
  if (count_a > 2 || count_b > 2)
    return mask_edges_combine(a, count_a, b, count_b, MASK_INTERSECTION, out, NULL, NULL);
  out[0] = a[0] > b[0] ? a[0] : b[0];
  out[1] = a[1] < b[1] ? a[1] : b[1];
  return out[0] < out[1] ? 2 : 0;
}

/* Appends rows of the next column to what the erosion leaves. */
static void leave_rows(Erosion *erosion, const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b,
                       Error *error) {
  mask_room_reserve(erosion->eroded, erosion->eroded_count + count_a + count_b + 1, error);
  if (!ok(error)) return;
  uint32_t *edges = erosion->eroded->items, *rows = edges + erosion->eroded_count;
  size_t count = intersect(a, count_a, b, count_b, rows);
  /* Distances keep them apart from the edges of the column before. */
  for (size_t i = 0; i < count; i++) rows[i] += erosion->eroded_start;
  erosion->eroded_count += count;
  erosion->eroded_start += erosion->height;
}

/* Goes through a block with what is behind in the one before. */
static void leave_windows_between(Erosion *erosion, Error *error) {
  const MaskEdges *shrunk = erosion->shrunk, *behind = erosion->behind;
  size_t side = 2 * (size_t)erosion->distance + 1;
  for (size_t i = 0; i < shrunk->count && i + 1 < side && ok(error); i++) {
    poll_check(erosion->poll, error);
    const uint32_t *rows = mask_edges_of(shrunk, i);
    size_t count = mask_edges_count(shrunk, i);
    mask_room_reserve(erosion->other, erosion->ahead_count + count, error);
    if (!ok(error)) return;
    erosion->ahead_count = intersect(i ? erosion->ahead->items : rows, i ? erosion->ahead_count : count, rows,
                                     count, erosion->other->items);
    MaskRoom *swap = erosion->ahead;
    erosion->ahead = erosion->other;
    erosion->other = swap;
    size_t list = side - 2 - i; /* behind of column i + 1 */
    leave_rows(erosion, mask_edges_of(behind, list), mask_edges_count(behind, list), erosion->ahead->items,
               erosion->ahead_count, error);
  }
}

/* What each column of a whole block and those behind it have in common; of the first one that is a window
** itself. */
static void look_behind(Erosion *erosion, Error *error) {
  const MaskEdges *shrunk = erosion->shrunk;
  MaskEdges *behind = erosion->behind;
  behind->count = 0;
  for (size_t i = 0; i < shrunk->count && ok(error); i++) {
    poll_check(erosion->poll, error);
    size_t column = shrunk->count - 1 - i, count = mask_edges_count(shrunk, column);
    const uint32_t *rows = mask_edges_of(shrunk, column);
    size_t last_count = i ? mask_edges_count(behind, i - 1) : count;
    uint32_t *common = mask_edges_open(behind, count + last_count, error);
    if (!common) return;
    const uint32_t *last = i ? mask_edges_of(behind, i - 1) : rows;
    mask_edges_close(behind, intersect(rows, count, last, last_count, common));
  }
  if (!ok(error)) return;
  const uint32_t *rows = mask_edges_of(behind, behind->count - 1);
  size_t count = mask_edges_count(behind, behind->count - 1);
  leave_rows(erosion, rows, count, rows, count, error);
}

static void erode(Erosion *erosion, uint32_t left, uint32_t columns, Error *error) {
  uint32_t side = 2 * erosion->distance + 1;
  erosion->eroded_start = (left + erosion->distance) * erosion->height;
  for (uint32_t start = 0; start < columns && ok(error); start += side) {
    poll_check(erosion->poll, error);
    uint32_t count = columns - start < side ? columns - start : side;
    erosion->shrunk->count = 0;
    for (uint32_t i = 0; i < count; i++) shrink_column(erosion, left + start + i, error);
    if (start && ok(error)) leave_windows_between(erosion, error);
    if (count == side && ok(error)) look_behind(erosion, error);
  }
}

Mask mask_boundary(const Mask *mask, uint32_t distance, MaskScratch *scratch, Arena *arena, Error *error) {
  if (!ok(error)) return (Mask){0};
  if (distance < 1) distance = 1;
  MaskEdges *parts = &scratch->parts;
  parts->count = 0;
  mask_edges_add_mask(parts, mask, scratch->poll, error);
  if (!ok(error)) return (Mask){0};
  Erosion erosion = {.height = mask->height,
                     .distance = distance,
                     .end = mask->width * mask->height,
                     .edges = mask_edges_of(parts, 0),
                     .edge_count = mask_edges_count(parts, 0),
                     .shrunk = &scratch->holes,
                     .behind = &scratch->spare,
                     .ahead = &scratch->rows,
                     .other = &scratch->columns,
                     .eroded = &scratch->vertices,
                     .poll = scratch->poll};
  Box box = mask_box(mask);
  /* Of a thin mask nothing is left. */
  if (fmin(box.width, box.height) > 2 * (double)distance)
    erode(&erosion, (uint32_t)box.x, (uint32_t)box.width, error);
  MaskEdges *rest = &scratch->spare;
  rest->count = 0;
  uint32_t *edges = mask_edges_open(rest, erosion.edge_count + erosion.eroded_count, error);
  if (!edges) return (Mask){0};
  size_t count = mask_edges_combine(erosion.edges, erosion.edge_count, erosion.eroded->items,
                                    erosion.eroded_count, MASK_DIFFERENCE, edges, erosion.poll, error);
  if (!ok(error)) return (Mask){0};
  return mask_from_edges(edges, count, mask->width, mask->height, arena, erosion.poll, error);
}
