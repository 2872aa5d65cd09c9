/*
** Edges are sorted by their left ends and shared out among horizontal bands, narrow enough that an edge lies
** in two or three of them. In each band a sweep from left to right compares an edge with those that it has
** not passed yet.
*/
#include "geometry/polygon/crossings.h"

#include <string.h>

#include "base/sort.h"

typedef struct Segment {
  double x[2], y[2]; /* x[0] <= x[1] */
} Segment;

typedef struct Bands {
  double top, height; /* of the first one, and of each */
  size_t count;
  uint32_t *starts; /* of each one's segments, and the end */
  uint32_t *segments;
} Bands;

typedef struct Count {
  const Segment *segments;
  const Bands *bands;
  uint32_t *active;
  size_t crossings, most, looks;
  Poll *poll;
} Count;

static size_t collect_segments(const Polygon *polygon, Segment *out) {
  size_t made = 0;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    for (size_t i = 0; i < ring->count; i++) {
      const double *from = ring->points + 2 * i, *to = ring->points + 2 * (i + 1 < ring->count ? i + 1 : 0);
      bool forth = from[0] <= to[0];
      const double *left = forth ? from : to, *right = forth ? to : from;
      out[made++] = (Segment){{left[0], right[0]}, {left[1], right[1]}};
    }
  }
  return made;
}

/* ---- bands ---- */

static size_t band_at(const Bands *bands, double y) {
  double band = (y - bands->top) / bands->height;
  if (!(band > 0)) return 0;
  return band < (double)bands->count ? (size_t)band : bands->count - 1;
}

static size_t first_band(const Bands *bands, const Segment *segment) {
  return band_at(bands, smaller(segment->y[0], segment->y[1]));
}

static size_t last_band(const Bands *bands, const Segment *segment) {
  return band_at(bands, larger(segment->y[0], segment->y[1]));
}

/* As many that segments lie in two more bands on average, and at least eight in each. */
static void choose_bands(Bands *bands, const Segment *segments, size_t count) {
  double top = segments[0].y[0], bottom = top, heights = 0;
  for (size_t i = 0; i < count; i++) {
    double low = smaller(segments[i].y[0], segments[i].y[1]),
           high = larger(segments[i].y[0], segments[i].y[1]);
    top = smaller(top, low);
    bottom = larger(bottom, high);
    heights += high - low;
  }
  double wanted = 2 * (double)count * ((bottom - top) / heights), most = (double)count / 8;
  bands->top = top;
  bands->count = wanted > 1 && most > 1 ? (size_t)smaller(wanted, most) : 1;
  bands->height = (bottom - top) / (double)bands->count;
}

/* Lists the segments of each band from left to right; `order` has them all so. */
static void fill_bands(Bands *bands, const Segment *segments, const uint32_t *order, size_t count,
                       Error *error) {
  bands->starts = memory_allocate_zeroed(bands->count + 2, sizeof *bands->starts, error);
  if (!ok(error)) return;
  uint32_t *starts = bands->starts + 1;
  size_t total = 0;
  for (size_t i = 0; i < count; i++) {
    for (size_t b = first_band(bands, &segments[i]); b <= last_band(bands, &segments[i]); b++, total++)
      starts[b + 1]++;
  }
  if (total > UINT32_MAX) error_memory(error);
  bands->segments = memory_allocate(total, sizeof *bands->segments, error);
  if (!ok(error)) return;
  for (size_t b = 0; b < bands->count; b++) starts[b + 1] += starts[b];
  /* Each start moves to the next one's place. */
  for (size_t i = 0; i < count; i++) {
    const Segment *segment = &segments[order[i]];
    for (size_t b = first_band(bands, segment); b <= last_band(bands, segment); b++)
      bands->segments[starts[b]++] = order[i];
  }
}

/* ---- the sweep ---- */

/* Positive, negative or 0: the side of the segment on which its point lies. Rounding does not matter to a
** count. */
static double side(const Segment *segment, double x, double y) {
  return (segment->x[1] - segment->x[0]) * (y - segment->y[0]) -
         (segment->y[1] - segment->y[0]) * (x - segment->x[0]);
}

static bool parts(const Segment *segment, const Segment *other) {
  double first = side(segment, other->x[0], other->y[0]), second = side(segment, other->x[1], other->y[1]);
  return (first > 0 && second < 0) || (first < 0 && second > 0);
}

/* A pair that lies in several bands counts in the first that has both. */
static bool crosses_here(const Count *count, const Segment *a, const Segment *b, size_t band) {
  if (!parts(a, b) || !parts(b, a)) return false;
  size_t first = first_band(count->bands, a), other = first_band(count->bands, b);
  return band == (first > other ? first : other);
}

static bool is_over(const Count *count) {
  return count->crossings >= count->most || count->looks >= CROSSINGS_MOST_LOOKS;
}

static void sweep(Count *count, size_t band, Error *error) {
  enum { LOOKS_BETWEEN_POLLS = 1 << 16 };
  size_t active_count = 0, next_poll = count->looks + LOOKS_BETWEEN_POLLS;
  const uint32_t *starts = count->bands->starts;
  for (uint32_t i = starts[band]; i < starts[band + 1] && !is_over(count) && ok(error); i++) {
    uint32_t number = count->bands->segments[i];
    const Segment *segment = &count->segments[number];
    for (size_t j = 0; j < active_count;) {
      const Segment *other = &count->segments[count->active[j]];
      count->looks++;
      if (other->x[1] < segment->x[0]) {
        count->active[j] = count->active[--active_count];
        continue;
      }
      count->crossings += crosses_here(count, segment, other, band);
      j++;
    }
    count->active[active_count++] = number;
    if (count->looks < next_poll) continue;
    next_poll = count->looks + LOOKS_BETWEEN_POLLS;
    poll_check(count->poll, error);
  }
}

static void sort_segments(const Segment *segments, uint64_t *keys, uint32_t *order, size_t count, Poll *poll,
                          Error *error) {
  const Task task = {.poll = poll};
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) {
    keys[i] = sort_key_ascending(segments[i].x[0]);
    order[i] = (uint32_t)i;
  }
  sort_by_key_checked(keys, order, keys + count, order + count, count, &task, error);
}

bool polygon_is_entangled(const Polygon *polygon, size_t most, Poll *poll, Error *error) {
  size_t points = polygon_point_count(polygon);
  Bands bands = {.count = 1};
  Segment *segments = memory_allocate(points, sizeof *segments, error);
  uint64_t *keys = memory_allocate(points, 2 * sizeof *keys, error);
  uint32_t *order = memory_allocate(points, 2 * sizeof *order, error);
  Count count = {.segments = segments, .bands = &bands, .most = most, .poll = poll};
  if (ok(error) && points) {
    collect_segments(polygon, segments);
    sort_segments(segments, keys, order, points, poll, error);
    choose_bands(&bands, segments, points);
    fill_bands(&bands, segments, order, points, error);
    count.active = order; /* which is in the bands now */
    for (size_t b = 0; b < bands.count && ok(error); b++) sweep(&count, b, error);
  }
  memory_release(bands.starts);
  memory_release(bands.segments);
  memory_release(segments);
  memory_release(keys);
  memory_release(order);
  return is_over(&count);
}
