#include "picture/raster.h"

#include <math.h>

#include "base/memory.h"
#include "base/sort.h"

enum { LINES = 4 }; /* sampled in a row of pixels */

/* Scratch for filling. All arrays have one item for each edge, the shares one for each column of the
** image. */
typedef struct Filling {
  const RasterEdge *edges;
  uint32_t *order; /* the edges by their tops */
  uint64_t *keys;
  uint32_t *active; /* those that may meet the current row */
  size_t count, next, active_count;
  /* Where a line meets edges. */
  uint64_t *places, *scratch_places;
  uint32_t *met, *scratch_met;
  double *shares;
  size_t left, right; /* the pixels with a share in the row */
} Filling;

void raster_add(Raster *raster, const double *points, size_t count, Error *error) {
  memory_reserve((void **)&raster->edges, &raster->capacity, raster->count + count, sizeof *raster->edges,
                 error);
  for (size_t i = 0; i < count && ok(error); i++) {
    const double *from = points + 2 * i, *to = points + 2 * ((i + 1) % count);
    if (from[1] == to[1]) continue;
    bool down = from[1] < to[1];
    const double *high = down ? from : to, *low = down ? to : from;
    raster->edges[raster->count++] =
        (RasterEdge){high[0], high[1], low[1], (low[0] - high[0]) / (low[1] - high[1]), down ? 1 : -1};
  }
}

void raster_release(Raster *raster) {
  memory_release(raster->edges);
  *raster = (Raster){0};
}

/* Adds a quarter of the share of each pixel that [from, to) covers. */
static void add_span(Filling *filling, double from, double to, uint32_t width) {
  const double weight = 1.0 / LINES;
  from = fmax(0, from);
  to = fmin(width, to);
  if (!(from < to)) return;
  size_t first = (size_t)from, last = (size_t)ceil(to) - 1;
  if (first < filling->left) filling->left = first;
  if (last + 1 > filling->right) filling->right = last + 1;
  if (first == last) {
    filling->shares[first] += weight * (to - from);
    return;
  }
  filling->shares[first] += weight * ((double)first + 1 - from);
  for (size_t x = first + 1; x < last; x++) filling->shares[x] += weight;
  filling->shares[last] += weight * (to - (double)last);
}

static double place_on(const RasterEdge *edge, double y) {
  return edge->x + (y - edge->top) * edge->slope;
}

/* Most lines meet a few edges only. */
static void sort_places(Filling *filling, size_t count) {
  enum { FEW = 24 };
  if (count > FEW) {
    sort_by_key(filling->places, filling->met, filling->scratch_places, filling->scratch_met, count);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    uint64_t place = filling->places[i];
    uint32_t edge = filling->met[i];
    size_t at = i;
    for (; at > 0 && filling->places[at - 1] > place; at--) {
      filling->places[at] = filling->places[at - 1];
      filling->met[at] = filling->met[at - 1];
    }
    filling->places[at] = place;
    filling->met[at] = edge;
  }
}

static void fill_line(Filling *filling, double y, uint32_t width) {
  size_t count = 0;
  for (size_t i = 0; i < filling->active_count; i++) {
    const RasterEdge *edge = &filling->edges[filling->active[i]];
    if (y < edge->top || y >= edge->bottom) continue;
    filling->places[count] = sort_key_ascending(place_on(edge, y));
    filling->met[count++] = filling->active[i];
  }
  sort_places(filling, count);
  int turns = 0;
  double from = 0;
  for (size_t i = 0; i < count; i++) {
    const RasterEdge *edge = &filling->edges[filling->met[i]];
    if (turns == 0) from = place_on(edge, y);
    turns += edge->turn;
    if (turns == 0) add_span(filling, from, place_on(edge, y), width);
  }
}

/* Adds the edges that begin in the row, and drops those that have ended. */
static void step_to(Filling *filling, double y) {
  size_t kept = 0;
  while (filling->next < filling->count && filling->edges[filling->order[filling->next]].top < y + 1)
    filling->active[filling->active_count++] = filling->order[filling->next++];
  for (size_t i = 0; i < filling->active_count; i++) {
    if (filling->edges[filling->active[i]].bottom > y) filling->active[kept++] = filling->active[i];
  }
  filling->active_count = kept;
}

static uint8_t mixed(uint8_t sample, uint8_t colour, double share) {
  return (uint8_t)floor(sample + (colour - (double)sample) * share + .5);
}

static void paint_row(Filling *filling, uint8_t *pixels, Colour colour, double opacity) {
  for (size_t x = filling->left; x < filling->right; x++) {
    double share = opacity * fmin(1, filling->shares[x]);
    uint8_t *pixel = pixels + 3 * x;
    filling->shares[x] = 0;
    if (share <= 0) continue;
    pixel[0] = mixed(pixel[0], colour.red, share);
    pixel[1] = mixed(pixel[1], colour.green, share);
    pixel[2] = mixed(pixel[2], colour.blue, share);
  }
}

static void fill_rows(Filling *filling, Image *image, Colour colour, double opacity, double bottom,
                      Poll *poll, Error *error) {
  double first = fmax(0, floor(filling->edges[filling->order[0]].top));
  for (double y = first; y < image->height && y < bottom && ok(error); y++) {
    step_to(filling, y);
    filling->left = image->width;
    filling->right = 0;
    for (int line = 0; line < LINES; line++) fill_line(filling, y + (line + .5) / LINES, image->width);
    paint_row(filling, image->pixels + 3 * (size_t)y * image->width, colour, opacity);
    if (poll) poll_check(poll, error);
  }
}

static void begin_filling(Filling *filling, const Raster *raster, const Image *image, Error *error) {
  size_t count = raster->count;
  *filling = (Filling){.edges = raster->edges, .count = count};
  filling->order = memory_allocate(count, sizeof *filling->order, error);
  filling->active = memory_allocate(count, sizeof *filling->active, error);
  filling->met = memory_allocate(count, sizeof *filling->met, error);
  filling->scratch_met = memory_allocate(count, sizeof *filling->scratch_met, error);
  filling->keys = memory_allocate(count, sizeof *filling->keys, error);
  filling->places = memory_allocate(count, sizeof *filling->places, error);
  filling->scratch_places = memory_allocate(count, sizeof *filling->scratch_places, error);
  filling->shares = memory_allocate_zeroed((size_t)image->width + 1, sizeof *filling->shares, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) {
    filling->order[i] = (uint32_t)i;
    filling->keys[i] = sort_key_ascending(raster->edges[i].top);
  }
  sort_by_key(filling->keys, filling->order, filling->scratch_places, filling->scratch_met, count);
}

static void end(Filling *filling) {
  memory_release(filling->order);
  memory_release(filling->active);
  memory_release(filling->met);
  memory_release(filling->scratch_met);
  memory_release(filling->keys);
  memory_release(filling->places);
  memory_release(filling->scratch_places);
  memory_release(filling->shares);
}

void raster_fill(Raster *raster, Image *image, Colour colour, double opacity, Poll *poll, Error *error) {
  Filling filling;
  double bottom = -INFINITY;
  if (raster->count > UINT32_MAX) error_input(error, "an outline of too many edges");
  if (raster->count && opacity > 0 && ok(error)) {
    for (size_t i = 0; i < raster->count; i++) bottom = fmax(bottom, raster->edges[i].bottom);
    begin_filling(&filling, raster, image, error);
    if (ok(error)) fill_rows(&filling, image, colour, opacity, bottom, poll, error);
    end(&filling);
  }
  raster->count = 0;
}
