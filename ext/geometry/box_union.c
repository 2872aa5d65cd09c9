#include "geometry/box_union.h"

#include <string.h>

#include "base/sort.h"

/* The left or right side of a box: between two of the rows the line meets one box more or less. */
typedef struct BoxEdge {
  double x;
  uint32_t top, bottom; /* numbers of rows */
  int change;           /* 1 or -1 */
} BoxEdge;

void box_union_scratch_release(BoxUnionScratch *scratch) {
  memory_release(scratch->rows);
  memory_release(scratch->covered);
  memory_release(scratch->counts);
  memory_release(scratch->edges);
  memory_release(scratch->keys);
  memory_release(scratch->order);
  *scratch = (BoxUnionScratch){0};
}

Box box_cut(Box box, Box frame) {
  double left = box.x > frame.x ? box.x : frame.x, top = box.y > frame.y ? box.y : frame.y;
  double right = box.x + box.width, bottom = box.y + box.height;
  if (right > frame.x + frame.width) right = frame.x + frame.width;
  if (bottom > frame.y + frame.height) bottom = frame.y + frame.height;
  return (Box){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

static void reserve(BoxUnionScratch *s, size_t count, Error *error) {
  size_t edges = 2 * count, nodes = 4 * edges;
  memory_reserve((void **)&s->rows, &s->row_capacity, edges, sizeof *s->rows, error);
  memory_reserve((void **)&s->covered, &s->covered_capacity, nodes, sizeof *s->covered, error);
  memory_reserve((void **)&s->counts, &s->count_capacity, nodes, sizeof *s->counts, error);
  memory_reserve((void **)&s->edges, &s->edge_capacity, edges, sizeof *s->edges, error);
  memory_reserve((void **)&s->keys, &s->key_capacity, 2 * edges, sizeof *s->keys, error);
  memory_reserve((void **)&s->order, &s->order_capacity, 2 * edges, sizeof *s->order, error);
}

/* The upper or lower side of the box that an edge number stands for: 2 * box, or that and 1. */
static double side_of(const Box *boxes, uint32_t edge, bool vertical) {
  Box box = boxes[edge / 2];
  if (vertical) return edge % 2 ? box.y + box.height : box.y;
  return edge % 2 ? box.x + box.width : box.x;
}

static void sort_edges(const Box *boxes, size_t edges, bool vertical, BoxUnionScratch *s) {
  for (uint32_t e = 0; e < edges; e++) {
    s->order[e] = e;
    s->keys[e] = sort_key_ascending(side_of(boxes, e, vertical));
  }
  sort_by_key(s->keys, s->order, s->keys + edges, s->order + edges, edges);
}

/* Numbers the rows, each y once, and tells the edges between which of them they lie. Returns how many there
** are. */
static size_t find_rows(const Box *boxes, size_t count, BoxUnionScratch *s) {
  size_t rows = 0;
  sort_edges(boxes, 2 * count, true, s);
  for (size_t i = 0; i < 2 * count; i++) {
    uint32_t side = s->order[i], box = side / 2;
    double y = side_of(boxes, side, true);
    if (!rows || y > s->rows[rows - 1]) s->rows[rows++] = y;
    uint32_t *left = side % 2 ? &s->edges[2 * box].bottom : &s->edges[2 * box].top;
    *left = (uint32_t)rows - 1;
  }
  for (size_t b = 0; b < count; b++) {
    BoxEdge *edge = &s->edges[2 * b];
    edge[0].x = boxes[b].x;
    edge[0].change = 1;
    edge[1] = (BoxEdge){boxes[b].x + boxes[b].width, edge->top, edge->bottom, -1};
  }
  return rows;
}

/* One box more or less from row `edge->top` to row `edge->bottom`, in the node that stands for rows low to
** high. */
static void change(BoxUnionScratch *s, size_t node, uint32_t low, uint32_t high, const BoxEdge *edge) {
  if (edge->top >= high || edge->bottom <= low) return;
  if (edge->top <= low && high <= edge->bottom) {
    s->counts[node] += (uint32_t)edge->change;
  } else {
    uint32_t middle = low + (high - low) / 2;
    change(s, 2 * node, low, middle, edge);
    change(s, 2 * node + 1, middle, high, edge);
  }
  if (s->counts[node])
    s->covered[node] = s->rows[high] - s->rows[low];
  else
    s->covered[node] = high - low > 1 ? s->covered[2 * node] + s->covered[2 * node + 1] : 0;
}

double box_union_area(const Box *boxes, size_t count, BoxUnionScratch *scratch, Error *error) {
  if (!count) return 0;
  reserve(scratch, count, error);
  if (!ok(error)) return 0;
  size_t rows = find_rows(boxes, count, scratch);
  if (rows < 2) return 0;
  memset(scratch->covered, 0, 4 * rows * sizeof *scratch->covered);
  memset(scratch->counts, 0, 4 * rows * sizeof *scratch->counts);
  sort_edges(boxes, 2 * count, false, scratch);
  double area = 0;
  for (size_t i = 0; i < 2 * count; i++) {
    const BoxEdge *edge = &scratch->edges[scratch->order[i]];
    if (i) area += scratch->covered[1] * (edge->x - scratch->edges[scratch->order[i - 1]].x);
    if (edge->top < edge->bottom) change(scratch, 1, 0, (uint32_t)rows - 1, edge);
  }
  return area;
}
