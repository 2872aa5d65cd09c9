/*
** Polygons to masks, to the pixel as COCO's rasterisation has it (numbers.md, section 2): vertices on a grid
** five times finer, each edge walked on that grid along its longer axis, and of the walk the steps that cross
** the middle of a column of pixels, kept as the row where they cross.
**
** The walk is not walked. Its steps from grid column 5k + 2 to 5k + 3 are the crossings of pixel column k,
** the only ones that COCO keeps; where an edge has them is computed with COCO's own expression, so that the
** same floating point numbers are rounded. Joints of edges never cross: an edge ends on its vertex wherever x
** is not negative.
*/
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "geometry/mask/mask_edges.h"

enum { FINER = 5, MIDDLE = 2 }; /* of a pixel's five grid columns the one in its middle */
/* Of the order of 100 microseconds. */
enum { CROSSINGS_BETWEEN_POLLS = 1 << 14, FILLED_BETWEEN_POLLS = 256 };
enum { FARTHEST = 1000000 };                    /* coordinate: five times that is exact, and an int */
static const uint64_t most_crossings = 1 << 24; /* of one polygon; a large real one has some 10,000 */

/* A vertex on the grid. */
typedef struct Vertex {
  int32_t x, y;
  uint32_t column; /* the first pixel column whose middle is not left of it, at most the canvas' width */
} Vertex;
_Static_assert(sizeof(Vertex) == 3 * sizeof(uint32_t), "vertices lie in a MaskRoom");

/* The first pixel whose middle is at or beyond a place on the grid, from 0 to `limit`. */
static inline uint32_t first_pixel(int32_t place, uint32_t limit) {
  if (place <= MIDDLE) return 0;
  uint32_t pixel = ((uint32_t)place - MIDDLE + FINER - 1) / FINER;
  return pixel < limit ? pixel : limit;
}

static int32_t to_grid(double coordinate, const char *who, Error *error) {
  if (fabs(coordinate) <= FARTHEST) return (int32_t)(FINER * coordinate + .5);
  char shown[32];
  number_format(coordinate, shown);
  error_input(error, "%s: a coordinate of a polygon is %s: %s", who,
              isfinite(coordinate) ? "beyond 1,000,000" : "not finite", shown);
  return 0;
}

/* What a ring is rasterised from: its vertices, and for each pixel column from `left` to `right` where its
** crossings are. */
typedef struct Trace {
  const Vertex *vertices; /* count + 1 of them: the last is the first again */
  uint32_t count, left, right, height;
  uint32_t *ends; /* after cross_edges: of each column's part of rows */
  uint32_t *rows; /* of the crossings, column by column */
} Trace;

static void read_vertices(const Ring *ring, uint32_t width, MaskScratch *scratch, Trace *out, const char *who,
                          Error *error) {
  if (ring->count < 3)
    error_input(error, "%s: a polygon of fewer than three points: %" PRIu32, who, ring->count);
  mask_room_reserve(&scratch->vertices, 3 * ((size_t)ring->count + 1), error);
  if (!ok(error)) return;
  Vertex *vertices = (Vertex *)(void *)scratch->vertices.items;
  uint32_t left = width, right = 0;
  for (uint32_t i = 0; i < ring->count; i++) {
    int32_t x = to_grid(ring->points[2 * (size_t)i], who, error);
    int32_t y = to_grid(ring->points[2 * (size_t)i + 1], who, error);
    uint32_t column = first_pixel(x, width);
    vertices[i] = (Vertex){x, y, column};
    if (i % CROSSINGS_BETWEEN_POLLS == 0) poll_check(scratch->poll, error);
    if (!ok(error)) return;
    if (left > column) left = column;
    if (right < column) right = column;
  }
  vertices[ring->count] = vertices[0];
  out->vertices = vertices;
  out->count = ring->count;
  out->left = left;
  out->right = right > left ? right : left;
}

/* Counts the crossings of each column and shares out the rows among them. Returns how many there are. */
static size_t share_rows(Trace *outline, size_t so_far, MaskScratch *scratch, const char *who, Error *error) {
  if (!ok(error)) return 0;
  size_t columns = outline->right - outline->left;
  mask_room_reserve(&scratch->columns, columns + 1, error);
  if (!ok(error)) return 0;
  uint32_t *ends = scratch->columns.items;
  memset(ends, 0, (columns + 1) * sizeof *ends);
  uint64_t crossings = 0;
  const Vertex *vertex = outline->vertices;
  for (uint32_t i = 0; i < outline->count; i++) {
    uint32_t from = vertex[i].column, to = vertex[i + 1].column;
    if (from > to) from = to, to = vertex[i].column;
    ends[from - outline->left]++;
    ends[to - outline->left]--;
    crossings += to - from;
  }
  if (crossings + so_far > most_crossings)
    error_input(error, "%s: the outline of a polygon crosses more than %" PRIu64 " columns of pixels", who,
                most_crossings);
  mask_room_reserve(&scratch->rows, (size_t)crossings + 1, error);
  if (!ok(error)) return 0;
  /* From how many more edges a column has than the one before to where its rows begin. */
  uint32_t edges = 0, start = 0;
  for (size_t c = 0; c < columns; c++) {
    edges += ends[c];
    ends[c] = start;
    start += edges;
  }
  outline->ends = ends;
  outline->rows = scratch->rows.items;
  return (size_t)crossings;
}

/* An edge at least as wide as high: one step a grid column. Its rows go up or down with x: the smaller is at
** one end. */
static void cross_flat(const Trace *outline, Vertex from, Vertex to) {
  double start = from.y, slope = (double)(to.y - from.y) / (to.x - from.x);
  int32_t step = (int32_t)from.column * FINER + MIDDLE - from.x + (slope < 0);
  for (uint32_t column = from.column; column < to.column; column++, step += FINER)
    outline->rows[outline->ends[column - outline->left]++] =
        first_pixel((int32_t)(start + slope * step + .5), outline->height);
}

/* An edge higher than wide: one step a grid row. The step that crosses is guessed, then found with COCO's
** expression. */
static void cross_steep(const Trace *outline, Vertex from, Vertex to) {
  double start = from.x, slope = (double)(to.x - from.x) / (to.y - from.y);
  double inverse = (double)(to.y - from.y) / (to.x - from.x);
  bool right = slope > 0;
  uint32_t first = right ? from.column : to.column, end = right ? to.column : from.column;
  for (uint32_t column = first; column < end; column++) {
    int32_t middle = (int32_t)column * FINER + MIDDLE;
    int32_t step = (int32_t)((middle + .5 - start) * inverse) + 1;
    /* The first step on the far side of the crossing. */
    while (step > 1 && ((int32_t)(start + slope * (step - 1) + .5) > middle) == right) step--;
    while (((int32_t)(start + slope * step + .5) > middle) != right) step++;
    outline->rows[outline->ends[column - outline->left]++] = first_pixel(from.y + step - 1, outline->height);
  }
}

static void cross_edges(const Trace *outline, Poll *poll, Error *error) {
  const Vertex *vertex = outline->vertices;
  size_t steps = 0;
  for (uint32_t i = 0; i < outline->count; i++) {
    Vertex from = vertex[i], to = vertex[i + 1];
    if (from.column == to.column) continue;
    steps += from.column < to.column ? to.column - from.column : from.column - to.column;
    if (steps > CROSSINGS_BETWEEN_POLLS) {
      steps = 0;
      poll_check(poll, error);
      if (!ok(error)) return;
    }
    int32_t wide = to.x - from.x, high = to.y - from.y;
    bool is_flat = (wide < 0 ? -wide : wide) >= (high < 0 ? -high : high);
    /* Walked from the end with the smaller coordinate. */
    if ((is_flat ? wide : high) < 0) {
      to = from;
      from = vertex[i + 1];
    }
    if (is_flat)
      cross_flat(outline, from, to);
    else
      cross_steep(outline, from, to);
  }
}

static void sort_rows(uint32_t *rows, size_t count) {
  if (count == 2) { /* as mostly */
    uint32_t a = rows[0], b = rows[1];
    rows[0] = a < b ? a : b;
    rows[1] = a < b ? b : a;
    return;
  }
  size_t gap = 1;
  while (gap < count / 9) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (size_t i = gap; i < count; i++) {
      uint32_t row = rows[i];
      size_t j = i;
      for (; j >= gap && rows[j - gap] > row; j -= gap) rows[j] = rows[j - gap];
      rows[j] = row;
    }
  }
}

/* Appends a ring's edges as a list of its own. Returns its crossings. */
static size_t add_ring(const Ring *ring, uint32_t width, uint32_t height, size_t so_far, MaskScratch *scratch,
                       MaskEdges *lists, const char *who, Error *error) {
  Trace outline = {.height = height};
  read_vertices(ring, width, scratch, &outline, who, error);
  size_t crossings = share_rows(&outline, so_far, scratch, who, error);
  uint32_t *edges = mask_edges_open(lists, crossings, error);
  if (!edges) return 0;
  cross_edges(&outline, scratch->poll, error);
  size_t count = 0;
  uint32_t place = 0, column_start = outline.left * height;
  for (uint32_t c = 0; c < outline.right - outline.left && ok(error); c++, column_start += height) {
    if (c % FILLED_BETWEEN_POLLS == 0) poll_check(scratch->poll, error);
    uint32_t end = outline.ends[c];
    sort_rows(outline.rows + place, end - place);
    for (; place < end; place++) count = mask_edges_push(edges, count, column_start + outline.rows[place]);
  }
  if (count && edges[count - 1] == width * height) count--;
  mask_edges_close(lists, count);
  return crossings;
}

/* Takes the union of some rings out of the last list of the parts. */
static void take_out(MaskEdges *holes, MaskScratch *scratch, Error *error) {
  MaskEdges *parts = &scratch->parts, *spare = &scratch->spare;
  mask_edges_reduce(holes, MASK_UNION, spare, scratch->poll, error);
  spare->count = 0;
  mask_edges_combine_lists(parts, parts->count - 1, holes, 0, MASK_DIFFERENCE, spare, scratch->poll, error);
  if (!ok(error)) return;
  /* What is left takes the part's place. */
  parts->count--;
  size_t count = mask_edges_count(spare, 0);
  uint32_t *edges = mask_edges_open(parts, count, error);
  if (!edges) return;
  memcpy(edges, mask_edges_of(spare, 0), count * sizeof *edges);
  mask_edges_close(parts, count);
}

Mask mask_from_polygon(const Polygon *polygon, uint32_t width, uint32_t height, MaskScratch *scratch,
                       Arena *arena, const char *who, Error *error) {
  mask_check_canvas(width, height, who, error);
  MaskEdges *parts = &scratch->parts, *holes = &scratch->holes;
  parts->count = holes->count = 0;
  size_t crossings = 0;
  for (uint32_t i = 0; i < polygon->ring_count && ok(error); i++) {
    const Ring *ring = &polygon->rings[i];
    bool is_hole = ring->is_hole && parts->count;
    crossings += add_ring(ring, width, height, crossings, scratch, is_hole ? holes : parts, who, error);
    poll_check(scratch->poll, error);
    bool part_ends = i + 1 == polygon->ring_count || !polygon->rings[i + 1].is_hole;
    if (holes->count && part_ends && ok(error)) {
      take_out(holes, scratch, error);
      holes->count = 0;
    }
  }
  mask_edges_reduce(parts, MASK_UNION, &scratch->spare, scratch->poll, error);
  if (!ok(error)) return (Mask){0};
  if (!parts->count) return mask_from_edges(NULL, 0, width, height, arena, NULL, error);
  return mask_from_edges(mask_edges_of(parts, 0), mask_edges_count(parts, 0), width, height, arena,
                         scratch->poll, error);
}

Mask mask_from_box(Box box, uint32_t width, uint32_t height, MaskScratch *scratch, Arena *arena,
                   const char *who, Error *error) {
  double right = box.x + box.width, bottom = box.y + box.height;
  const double corners[] = {box.x, box.y, box.x, bottom, right, bottom, right, box.y};
  const Ring ring = {corners, 4, false};
  return mask_from_polygon(&(Polygon){&ring, 1}, width, height, scratch, arena, who, error);
}
