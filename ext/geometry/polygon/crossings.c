#include "geometry/polygon/crossings.h"

#include "base/sort.h"

typedef struct Segment {
  double x[2], y[2]; /* x[0] <= x[1] */
} Segment;

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

/* Positive, negative or 0: the side of the segment on which its point lies. Rounding does not matter to a count. */
static double side(const Segment *segment, double x, double y) {
  return (segment->x[1] - segment->x[0]) * (y - segment->y[0]) -
         (segment->y[1] - segment->y[0]) * (x - segment->x[0]);
}

static bool parts(const Segment *segment, const Segment *other) {
  double first = side(segment, other->x[0], other->y[0]), second = side(segment, other->x[1], other->y[1]);
  return (first > 0 && second < 0) || (first < 0 && second > 0);
}

static size_t sweep(const Segment *segments, const uint32_t *order, size_t count, uint32_t *active,
                    size_t most) {
  size_t active_count = 0, crossings = 0, looks = 0;
  for (size_t i = 0; i < count && crossings < most && looks < CROSSINGS_MOST_LOOKS; i++) {
    const Segment *segment = &segments[order[i]];
    for (size_t j = 0; j < active_count;) {
      const Segment *other = &segments[active[j]];
      looks++;
      if (other->x[1] < segment->x[0]) {
        active[j] = active[--active_count];
        continue;
      }
      crossings += parts(segment, other) && parts(other, segment);
      j++;
    }
    active[active_count++] = order[i];
  }
  return crossings < most ? crossings : most;
}

size_t polygon_crossings(const Polygon *polygon, size_t most, Error *error) {
  size_t count = polygon_point_count(polygon), found = 0;
  Segment *segments = memory_allocate(count, sizeof *segments, error);
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  if (ok(error)) {
    collect_segments(polygon, segments);
    for (size_t i = 0; i < count; i++) {
      keys[i] = sort_key_ascending(segments[i].x[0]);
      order[i] = (uint32_t)i;
    }
    sort_by_key(keys, order, keys + count, order + count, count);
    found = sweep(segments, order, count, order + count, most);
  }
  memory_release(segments);
  memory_release(keys);
  memory_release(order);
  return found;
}
