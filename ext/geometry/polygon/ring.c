#include "geometry/polygon/ring.h"

#include <math.h>
#include <string.h>

/* ---- which side ---- */

/* 1 or -1: the side of a-b on which c lies; 0: too close to say (J. R. Shewchuk's bound on the rounding). */
static int side_of_line(const double *a, const double *b, const double *c) {
  const double bound = (3 + 16 * 0x1p-53) * 0x1p-53;
  double left = (b[0] - a[0]) * (c[1] - a[1]), right = (b[1] - a[1]) * (c[0] - a[0]);
  double difference = left - right, doubt = bound * (fabs(left) + fabs(right));
  return difference > doubt ? 1 : difference < -doubt ? -1 : 0;
}

typedef enum Meeting { MEET_UNKNOWN, MEET_NOT, MEET_CROSS } Meeting;

static Meeting edges_meet(const double *a, const double *b, const double *c, const double *d) {
  if (larger(a[0], b[0]) < smaller(c[0], d[0]) || larger(c[0], d[0]) < smaller(a[0], b[0]) ||
      larger(a[1], b[1]) < smaller(c[1], d[1]) || larger(c[1], d[1]) < smaller(a[1], b[1]))
    return MEET_NOT;
  int with_c = side_of_line(a, b, c), with_d = side_of_line(a, b, d);
  if (with_c && with_c == with_d) return MEET_NOT;
  int with_a = side_of_line(c, d, a), with_b = side_of_line(c, d, b);
  if (with_a && with_a == with_b) return MEET_NOT;
  return with_a && with_b && with_c && with_d ? MEET_CROSS : MEET_UNKNOWN;
}

static const double *point_at(const Ring *ring, size_t i) {
  return ring->points + 2 * (i < ring->count ? i : i - ring->count);
}

/* Neighbours meet elsewhere only where the second runs back over the first. */
static bool turns_back(const double *a, const double *b, const double *c) {
  double along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return !(along > 0) && !side_of_line(a, b, c);
}

bool ring_is_simple(const Ring *ring) {
  size_t count = ring->count;
  if (count < 3 || count * count / 2 > RING_MOST_PAIRS) return false;
  for (size_t i = 0; i < count; i++) {
    const double *a = point_at(ring, i), *b = point_at(ring, i + 1);
    if (turns_back(a, b, point_at(ring, i + 2))) return false;
    size_t end = i ? count : count - 1; /* the last edge is a neighbour of the first */
    for (size_t j = i + 2; j < end; j++) {
      if (edges_meet(a, b, point_at(ring, j), point_at(ring, j + 1)) != MEET_NOT) return false;
    }
  }
  return true;
}

/* ---- two rings ---- */

/* 1: inside, 0: outside, -1: too close to say. A ray to the right crosses edges that begin above and end
** below, or the other way round. */
static int is_point_inside(const double *point, const Ring *ring) {
  int inside = 0;
  for (size_t i = 0; i < ring->count; i++) {
    const double *a = point_at(ring, i), *b = point_at(ring, i + 1);
    if ((a[1] > point[1]) == (b[1] > point[1])) continue;
    int where = side_of_line(a, b, point);
    if (!where) return -1;
    if ((where > 0) == (b[1] > a[1])) inside ^= 1;
  }
  return inside;
}

RingRelation rings_relate(const Ring *first, const Ring *second) {
  if ((size_t)first->count * second->count > RING_MOST_PAIRS) return RINGS_UNKNOWN;
  RingRelation relation = RINGS_APART;
  for (size_t i = 0; i < first->count; i++) {
    const double *a = point_at(first, i), *b = point_at(first, i + 1);
    for (size_t j = 0; j < second->count; j++) {
      Meeting meeting = edges_meet(a, b, point_at(second, j), point_at(second, j + 1));
      if (meeting == MEET_CROSS) return RINGS_CROSS;
      if (meeting == MEET_UNKNOWN) relation = RINGS_UNKNOWN;
    }
  }
  if (relation == RINGS_UNKNOWN) return relation;
  int first_inside = is_point_inside(first->points, second),
      second_inside = is_point_inside(second->points, first);
  if (first_inside < 0 || second_inside < 0) return RINGS_UNKNOWN;
  return first_inside ? RING_IN_SECOND : second_inside ? SECOND_IN_RING : RINGS_APART;
}

/* ---- the frame ---- */

/* Sutherland and Hodgman: keeps what has sign * coordinate <= limit on axis 0 (x) or 1 (y). */
static size_t cut(const double *points, size_t count, int axis, double sign, double limit, double *out) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    const double *from = points + 2 * i, *to = points + 2 * (i + 1 < count ? i + 1 : 0);
    double before = sign * from[axis] - limit, after = sign * to[axis] - limit;
    if (before <= 0) {
      memcpy(out + 2 * kept, from, 2 * sizeof *from);
      kept++;
    }
    if ((before < 0 && after > 0) || (before > 0 && after < 0)) {
      double share = before / (before - after);
      out[2 * kept + (size_t)axis] = sign * limit;
      out[2 * kept + 1 - (size_t)axis] = from[1 - axis] + share * (to[1 - axis] - from[1 - axis]);
      kept++;
    }
  }
  return kept;
}

/* Where every second point lies outside a cut makes three points of two; there are four cuts. */
size_t ring_cut_room(size_t count) {
  return 6 * count + 16;
}

size_t ring_cut(const double *points, size_t count, Box frame, double *out, double *scratch) {
  count = cut(points, count, 0, -1, -frame.x, scratch);
  count = cut(scratch, count, 0, 1, frame.x + frame.width, out);
  count = cut(out, count, 1, -1, -frame.y, scratch);
  return cut(scratch, count, 1, 1, frame.y + frame.height, out);
}
