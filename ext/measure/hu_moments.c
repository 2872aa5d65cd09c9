#include "measure/hu_moments.h"

#include <math.h>

/* Sums of x^p * y^q over an area. */
typedef struct Moments {
  double m00, m10, m01, m20, m11, m02, m30, m21, m12, m03;
} Moments;

static void add(Moments *sum, const Moments *more, double sign) {
  sum->m00 += sign * more->m00;
  sum->m10 += sign * more->m10;
  sum->m01 += sign * more->m01;
  sum->m20 += sign * more->m20;
  sum->m11 += sign * more->m11;
  sum->m02 += sign * more->m02;
  sum->m30 += sign * more->m30;
  sum->m21 += sign * more->m21;
  sum->m12 += sign * more->m12;
  sum->m03 += sign * more->m03;
}

/* Where coordinates count from, and their unit. */
typedef struct MomentFrame {
  double x, y, unit;
} MomentFrame;

static MomentFrame moment_frame(Box box) {
  double unit = (box.width > box.height ? box.width : box.height) / 2;
  return (MomentFrame){box.x + box.width / 2, box.y + box.height / 2, unit > 0 ? unit : 1};
}

/* The terms of cv2.moments for one edge of a ring. */
static void add_edge(Moments *m, double x0, double y0, double x1, double y1) {
  double cross = x0 * y1 - x1 * y0, x = x0 + x1, y = y0 + y1;
  m->m00 += cross / 2;
  m->m10 += cross * x / 6;
  m->m01 += cross * y / 6;
  m->m20 += cross * (x0 * x + x1 * x1) / 12;
  m->m11 += cross * (x0 * (y + y0) + x1 * (y + y1)) / 24;
  m->m02 += cross * (y0 * y + y1 * y1) / 12;
  m->m30 += cross * x * (x0 * x0 + x1 * x1) / 20;
  m->m21 += cross * (x0 * x0 * (3 * y0 + y1) + 2 * x1 * x0 * y + x1 * x1 * (y0 + 3 * y1)) / 60;
  m->m12 += cross * (y0 * y0 * (3 * x0 + x1) + 2 * y1 * y0 * x + y1 * y1 * (x0 + 3 * x1)) / 60;
  m->m03 += cross * y * (y0 * y0 + y1 * y1) / 20;
}

static Moments ring_moments(const Ring *ring, MomentFrame frame) {
  Moments m = {0};
  if (!ring->count) return m;
  const double *last = ring->points + 2 * (size_t)(ring->count - 1);
  double x0 = (last[0] - frame.x) / frame.unit, y0 = (last[1] - frame.y) / frame.unit;
  for (uint32_t i = 0; i < ring->count; i++) {
    const double *point = ring->points + 2 * (size_t)i;
    double x1 = (point[0] - frame.x) / frame.unit, y1 = (point[1] - frame.y) / frame.unit;
    add_edge(&m, x0, y0, x1, y1);
    x0 = x1;
    y0 = y1;
  }
  return m;
}

static Moments polygon_moments(const Polygon *polygon) {
  Moments sum = {0};
  MomentFrame frame = moment_frame(polygon_box(polygon));
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    Moments m = ring_moments(ring, frame);
    bool added = (m.m00 > 0) != ring->is_hole; /* whichever way the ring turns */
    add(&sum, &m, added ? 1 : -1);
  }
  return sum;
}

/* `count` pixels of a column: the sums of 1, y, y^2 and y^3 in closed form. */
static void add_pixels(Moments *m, double x, double y, double count) {
  double one = count * (count - 1) / 2, two = one * (2 * count - 1) / 3, three = one * one;
  double y1 = count * y + one, y2 = count * y * y + 2 * y * one + two;
  double y3 = count * y * y * y + 3 * y * y * one + 3 * y * two + three;
  Moments column = {count, x * count,         y1,         x * x * count, x * y1,
                    y2,    x * x * x * count, x * x * y1, x * y2,        y3};
  add(m, &column, 1);
}

static Moments mask_moments(const Mask *mask) {
  Moments m = {0};
  MomentFrame frame = moment_frame(mask_box(mask));
  uint64_t position = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    uint64_t end = position + mask->runs[i];
    for (; i % 2 && position < end;) {
      uint64_t column = position / mask->height, bottom = (column + 1) * mask->height;
      uint64_t until = end < bottom ? end : bottom;
      add_pixels(&m, (double)column - frame.x, (double)(position % mask->height) - frame.y,
                 (double)(until - position));
      position = until;
    }
    position = end;
  }
  const double u = frame.unit, square = u * u;
  return (Moments){m.m00 / square,
                   m.m10 / square / u,
                   m.m01 / square / u,
                   m.m20 / square / square,
                   m.m11 / square / square,
                   m.m02 / square / square,
                   m.m30 / square / square / u,
                   m.m21 / square / square / u,
                   m.m12 / square / square / u,
                   m.m03 / square / square / u};
}

static double without_noise(double moment) {
  return fabs(moment) < 1e-10 ? 0 : moment;
}

/* Moments about the centre, normalised by the area: cv2.moments' nu. */
typedef struct Normalised {
  double sum, difference, n11, n30, n21, n12, n03; /* n20 + n02 and n20 - n02 */
} Normalised;

static Normalised normalise(const Moments *m) {
  double x = m->m10 / m->m00, y = m->m01 / m->m00;
  double c20 = m->m20 - m->m10 * x, c11 = m->m11 - m->m10 * y, c02 = m->m02 - m->m01 * y;
  double c30 = m->m30 - x * (3 * c20 + x * m->m10), c03 = m->m03 - y * (3 * c02 + y * m->m01);
  double c21 = m->m21 - x * (2 * c11 + x * m->m01) - y * c20;
  double c12 = m->m12 - y * (2 * c11 + y * m->m10) - x * c02;
  double second = 1 / (m->m00 * m->m00), third = second / sqrt(m->m00);
  return (Normalised){(c20 + c02) * second,        without_noise((c20 - c02) * second),
                      without_noise(c11 * second), without_noise(c30 * third),
                      without_noise(c21 * third),  without_noise(c12 * third),
                      without_noise(c03 * third)};
}

static HuMoments hu_of(const Normalised *n) {
  HuMoments hu;
  double a = n->n30 + n->n12, b = n->n21 + n->n03, c = n->n30 - 3 * n->n12, d = 3 * n->n21 - n->n03;
  double a2 = a * a, b2 = b * b, a3 = a * (a2 - 3 * b2), b3 = b * (3 * a2 - b2);
  hu.values[0] = n->sum;
  hu.values[1] = n->difference * n->difference + 4 * n->n11 * n->n11;
  hu.values[2] = c * c + d * d;
  hu.values[3] = a2 + b2;
  hu.values[4] = c * a3 + d * b3;
  hu.values[5] = n->difference * (a2 - b2) + 4 * n->n11 * a * b;
  hu.values[6] = d * a3 - c * b3;
  return hu;
}

/* The centre of a box is its middle, and about it what is odd is 0. */
static bool box_moments(double width, double height, HuMoments *out) {
  Normalised n = {.sum = (width / height + height / width) / 12,
                  .difference = without_noise((width / height - height / width) / 12)};
  *out = hu_of(&n);
  return width > 0 && height > 0 && isfinite(n.sum);
}

bool hu_moments(const Geometry *geometry, HuMoments *out) {
  Moments m = {0};
  switch (geometry->kind) {
  case GEOMETRY_BOX: return box_moments(geometry->box.width, geometry->box.height, out);
  case GEOMETRY_ROTATED_BOX:
    return box_moments(geometry->rotated_box.width, geometry->rotated_box.height, out);
  case GEOMETRY_POLYGON: m = polygon_moments(&geometry->polygon); break;
  case GEOMETRY_MASK: m = mask_moments(&geometry->mask); break;
  }
  if (!(m.m00 > 1e-12)) return false; /* of the square around the shape, which measures 4 */
  Normalised n = normalise(&m);
  *out = hu_of(&n);
  return true;
}
