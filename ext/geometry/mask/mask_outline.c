/*
** The pixels of a mask are cut into bands: rectangles of one column, or of the full columns in the middle of
** a long run. Edges are directed so that the mask lies to their right: the top of a band runs to the right,
** its bottom to the left, and between two columns a side runs down where only the left one has pixels, up
** where only the right one has. Walking down each border between columns, every edge finds the one that
** follows it; where two pixels touch by a corner only, each edge turns right, and so stays with its own
** pixel. The rings are what the edges form; one that comes to such a corner twice is split there, into a ring
** and a hole that touches it, or into two holes.
*/
#include "geometry/mask/mask_outline.h"

#include <string.h>

typedef struct Band {
  uint32_t left, right, top, bottom;
} Band;

typedef struct Side {
  uint32_t x, top, bottom;
  bool is_down;
} Side;

/* Edges are numbered: 2 * band is its top, 2 * band + 1 its bottom; behind them the sides. */
typedef struct Edge {
  uint32_t next;  /* NO_EDGE once it was walked */
  uint32_t touch; /* the number, from 1, of the corner at its end where two pixels touch; else 0 */
} Edge;

typedef struct Corner {
  uint32_t x, y, touch;
} Corner;

typedef struct Loop {
  size_t start, count; /* of its points */
  uint32_t part;       /* the first band of its part */
  bool is_hole;
} Loop;

typedef struct Outline {
  Band *bands;
  Side *sides;
  Edge *edges;
  uint32_t *parts; /* of each band: another one of its part, at last the first one */
  size_t band_count, side_count;
  uint32_t touch_count;
  Corner *trail;  /* the corners since the ring began */
  uint32_t *seen; /* where in the trail each touching corner is, from 1 */
  double *points;
  Loop *loops;
  size_t trail_count, point_count, loop_count;
  size_t band_room, trail_room, point_room, loop_room;
} Outline;

#define NO_EDGE UINT32_MAX

enum { STEPS_BETWEEN_POLLS = 1 << 13 };

/* ---- bands ---- */

static void add_band(Outline *outline, Band band, Error *error) {
  if (band.left == band.right) return;
  memory_reserve((void **)&outline->bands, &outline->band_room, outline->band_count + 1, sizeof(Band), error);
  if (ok(error)) outline->bands[outline->band_count++] = band;
}

/* The pixels from `start` up to `end`, counted down the columns. */
static void add_run_of_column(Outline *outline, uint64_t start, uint64_t end, uint32_t height, Error *error) {
  if (start == end) return;
  uint32_t first = (uint32_t)(start / height), last = (uint32_t)((end - 1) / height);
  uint32_t top = (uint32_t)(start % height), bottom = (uint32_t)((end - 1) % height) + 1;
  if (first == last) {
    add_band(outline, (Band){first, first + 1, top, bottom}, error);
    return;
  }
  add_band(outline, (Band){first, first + 1, top, height}, error);
  add_band(outline, (Band){first + 1, last, 0, height}, error);
  add_band(outline, (Band){last, last + 1, 0, bottom}, error);
}

static void find_bands(Outline *outline, const Mask *mask, Poll *poll, Error *error) {
  uint64_t at = 0, start = 0, end = 0; /* the last pixels are kept back: a run of no length may part them */
  for (uint32_t i = 0; i < mask->run_count && ok(error); i++) {
    if (i % STEPS_BETWEEN_POLLS == 0) poll_check(poll, error);
    if (i % 2 && mask->runs[i]) {
      if (at != end) {
        add_run_of_column(outline, start, end, mask->height, error);
        start = at;
      }
      end = at + mask->runs[i];
    }
    at += mask->runs[i];
  }
  if (ok(error)) add_run_of_column(outline, start, end, mask->height, error);
}

/* ---- parts ---- */

static uint32_t part_of(uint32_t *parts, uint32_t band) {
  while (parts[band] != band) {
    parts[band] = parts[parts[band]];
    band = parts[band];
  }
  return band;
}

static void join_parts(uint32_t *parts, uint32_t a, uint32_t b) {
  a = part_of(parts, a);
  b = part_of(parts, b);
  parts[a > b ? a : b] = a > b ? b : a;
}

/* ---- which edge follows which ---- */

/* Bands of one column, or the columns of one band. */
typedef struct Strip {
  uint32_t at, end;
  bool inside; /* whether there are pixels just above the place that the walk has come to */
} Strip;

static uint32_t next_change(const Outline *outline, const Strip *strip) {
  if (strip->at == strip->end) return UINT32_MAX;
  const Band *band = &outline->bands[strip->at];
  return strip->inside ? band->bottom : band->top;
}

/* One place on a border where something begins or ends: the bands there, whether they have pixels above and
** below, and the sides that end and begin. */
typedef struct Place {
  uint32_t left, right, side_above, side_below;
  bool left_above, left_below, right_above, right_below;
} Place;

static void connect(Outline *outline, const Place *p) {
  Edge *edges = outline->edges;
  uint32_t left_top = 2 * p->left, left_bottom = left_top + 1;
  uint32_t right_top = 2 * p->right, right_bottom = right_top + 1;
  if (!p->left_above && p->left_below)
    edges[left_top].next = !p->right_below ? p->side_below : !p->right_above ? right_top : p->side_above;
  if (p->right_above && !p->right_below)
    edges[right_bottom].next = !p->left_above ? p->side_above : !p->left_below ? left_bottom : p->side_below;
  if (p->left_above && !p->right_above) edges[p->side_above].next = !p->left_below ? left_bottom : right_top;
  if (!p->left_below && p->right_below) edges[p->side_below].next = !p->right_above ? right_top : left_bottom;
  if (p->left_above == p->right_above || p->left_above == p->left_below || p->right_above == p->right_below)
    return;
  uint32_t touch = ++outline->touch_count;
  edges[p->left_above ? p->side_above : left_top].touch = touch;
  edges[p->left_above ? p->side_below : right_bottom].touch = touch;
}

static void walk_border(Outline *outline, uint32_t x, Strip left, Strip right) {
  uint32_t side = NO_EDGE;
  for (;;) {
    uint32_t left_y = next_change(outline, &left), right_y = next_change(outline, &right);
    uint32_t y = left_y < right_y ? left_y : right_y;
    if (y == UINT32_MAX) return;
    Place place = {.left = left.at, .right = right.at, .side_above = side, .side_below = NO_EDGE};
    place.left_above = left.inside;
    place.right_above = right.inside;
    place.left_below = left.inside = left.inside != (left_y == y);
    place.right_below = right.inside = right.inside != (right_y == y);
    if (side != NO_EDGE) outline->sides[outline->side_count - 1].bottom = y;
    if (left.inside != right.inside) {
      place.side_below = (uint32_t)(2 * outline->band_count + outline->side_count);
      outline->sides[outline->side_count++] = (Side){.x = x, .top = y, .is_down = left.inside};
    }
    connect(outline, &place);
    left.at += place.left_above && !place.left_below;
    right.at += place.right_above && !place.right_below;
    if (left.inside && right.inside) join_parts(outline->parts, left.at, right.at);
    side = place.side_below;
  }
}

static Strip strip_from(const Outline *outline, uint32_t at) {
  Strip strip = {.at = at, .end = at};
  while (strip.end < outline->band_count && outline->bands[strip.end].left == outline->bands[at].left)
    strip.end++;
  return strip;
}

static void connect_edges(Outline *outline, Poll *poll, Error *error) {
  size_t count = outline->band_count; /* each begins and ends at two borders */
  outline->sides = memory_allocate(count, 4 * sizeof(Side), error);
  outline->edges = memory_allocate_zeroed(count, 6 * sizeof(Edge), error);
  outline->parts = memory_allocate(count, sizeof *outline->parts, error);
  if (!ok(error)) return;
  for (uint32_t i = 0; i < count; i++) outline->parts[i] = i;
  Strip left = {0}, none = {0};
  uint32_t x = 0; /* where the left strip ends */
  for (Strip right = strip_from(outline, 0); right.at < right.end; right = strip_from(outline, right.end)) {
    const Band *band = &outline->bands[right.at];
    bool touches = left.at < left.end && x == band->left;
    poll_check(poll, error);
    if (!ok(error)) return;
    if (!touches) walk_border(outline, x, left, none);
    walk_border(outline, band->left, touches ? left : none, right);
    left = right;
    x = band->right;
  }
  walk_border(outline, x, left, none);
}

/* ---- rings ---- */

/* Whole numbers: twice the area of what lies on a canvas of at most 2^31 pixels, summed over at most 2^24
** corners. */
static bool turns_left(const Corner *corners, size_t count) {
  int64_t twice = 0;
  for (size_t i = 2; i < count; i++) {
    int64_t ax = (int64_t)corners[i - 1].x - corners[0].x, ay = (int64_t)corners[i - 1].y - corners[0].y;
    int64_t bx = (int64_t)corners[i].x - corners[0].x, by = (int64_t)corners[i].y - corners[0].y;
    twice += ax * by - ay * bx;
  }
  return twice < 0;
}

static void end_loop(Outline *outline, size_t from, uint32_t part, const char *who, Error *error) {
  const Corner *corners = outline->trail + from;
  size_t count = outline->trail_count - from, start = outline->point_count;
  if (start + count > POLYGON_MOST_POINTS)
    error_input(error, "%s: an outline of more than %d points", who, POLYGON_MOST_POINTS);
  memory_reserve((void **)&outline->loops, &outline->loop_room, outline->loop_count + 1, sizeof(Loop), error);
  memory_reserve((void **)&outline->points, &outline->point_room, start + count, 2 * sizeof(double), error);
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) {
    outline->points[2 * (start + i)] = corners[i].x;
    outline->points[2 * (start + i) + 1] = corners[i].y;
  }
  outline->loops[outline->loop_count++] = (Loop){start, count, part, turns_left(corners, count)};
  outline->point_count += count;
}

static int direction(const Outline *outline, uint32_t edge) {
  size_t flat = 2 * outline->band_count;
  return edge < flat ? (int)(edge % 2) : 2 + outline->sides[edge - flat].is_down;
}

static Corner end_of(const Outline *outline, uint32_t edge) {
  uint32_t touch = outline->edges[edge].touch;
  size_t flat = 2 * outline->band_count;
  if (edge >= flat) {
    const Side *side = &outline->sides[edge - flat];
    return (Corner){side->x, side->is_down ? side->bottom : side->top, touch};
  }
  const Band *band = &outline->bands[edge / 2];
  return edge % 2 ? (Corner){band->left, band->bottom, touch} : (Corner){band->right, band->top, touch};
}

static void add_corner(Outline *outline, Corner corner, uint32_t part, const char *who, Error *error) {
  if (corner.touch) {
    size_t seen = outline->seen[corner.touch];
    if (seen && seen <= outline->trail_count && outline->trail[seen - 1].touch == corner.touch) {
      end_loop(outline, seen - 1, part, who, error);
      outline->trail_count = seen;
      return;
    }
    outline->seen[corner.touch] = (uint32_t)outline->trail_count + 1;
  }
  memory_reserve((void **)&outline->trail, &outline->trail_room, outline->trail_count + 1, sizeof(Corner),
                 error);
  if (ok(error)) outline->trail[outline->trail_count++] = corner;
}

/* Each ring has a top, so that walks from there find them all; the first one of a part has its outer ring. */
static void find_loops(Outline *outline, const char *who, Poll *poll, Error *error) {
  outline->seen = memory_allocate_zeroed((size_t)outline->touch_count + 1, sizeof *outline->seen, error);
  size_t steps = 0;
  for (uint32_t band = 0; band < outline->band_count && ok(error); band++) {
    uint32_t edge = 2 * band, next, part = part_of(outline->parts, band);
    outline->trail_count = 0;
    if (outline->edges[edge].next == NO_EDGE) continue;
    for (; (next = outline->edges[edge].next) != NO_EDGE && ok(error); edge = next) {
      outline->edges[edge].next = NO_EDGE;
      if (++steps % STEPS_BETWEEN_POLLS == 0) poll_check(poll, error);
      if (direction(outline, edge) != direction(outline, next))
        add_corner(outline, end_of(outline, edge), part, who, error);
    }
    end_loop(outline, 0, part, who, error);
  }
}

/* Brings the rings into the arena: the parts in the order of their first bands, in each the outer ring
** first. */
static Polygon collect(const Outline *outline, Arena *arena, Error *error) {
  double *points = arena_allocate(arena, outline->point_count * 2 * sizeof *points, error);
  Ring *rings = arena_allocate(arena, outline->loop_count * sizeof *rings, error);
  size_t *places = memory_allocate_zeroed(outline->band_count + 1, sizeof *places, error);
  if (ok(error)) {
    memcpy(points, outline->points, outline->point_count * 2 * sizeof *points);
    for (size_t i = 0; i < outline->loop_count; i++) places[outline->loops[i].part + 1]++;
    for (size_t i = 0; i < outline->band_count; i++) places[i + 1] += places[i];
    for (int holes = 0; holes < 2; holes++) {
      for (size_t i = 0; i < outline->loop_count; i++) {
        const Loop *loop = &outline->loops[i];
        if (loop->is_hole == (holes == 1))
          rings[places[loop->part]++] =
              (Ring){points + 2 * loop->start, (uint32_t)loop->count, loop->is_hole};
      }
    }
  }
  memory_release(places);
  return (Polygon){rings, ok(error) ? (uint32_t)outline->loop_count : 0};
}

Polygon mask_outline(const Mask *mask, Arena *arena, const char *who, Poll *poll, Error *error) {
  Outline outline = {0};
  Polygon polygon = {0};
  if (mask->run_count > OUTLINE_MOST_RUNS)
    error_input(error, "%s: the outline of a mask of more than %d runs", who, OUTLINE_MOST_RUNS);
  if (ok(error)) find_bands(&outline, mask, poll, error);
  if (ok(error) && outline.band_count) {
    connect_edges(&outline, poll, error);
    find_loops(&outline, who, poll, error);
    polygon = collect(&outline, arena, error);
  }
  memory_release(outline.bands);
  memory_release(outline.sides);
  memory_release(outline.edges);
  memory_release(outline.parts);
  memory_release(outline.trail);
  memory_release(outline.seen);
  memory_release(outline.points);
  memory_release(outline.loops);
  return polygon;
}
