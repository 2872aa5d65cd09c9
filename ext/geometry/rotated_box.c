#include "geometry/rotated_box.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

void rotated_box_check(RotatedBox box, const char *who, Error *error) {
  char shown[32];
  box_check((Box){box.x, box.y, box.width, box.height}, who, error);
  if (!ok(error) || isfinite(box.angle)) return;
  number_format(box.angle, shown);
  error_input(error, "%s: angle is not finite: %s", who, shown);
}

static size_t pass_blanks(const char *text, size_t length, size_t at) {
  while (at < length && text[at] && strchr(" \t\r\n", text[at])) at++;
  return at;
}

RotatedBox rotated_box_parse(const char *text, size_t length, const char *who, Error *error) {
  double numbers[5] = {0};
  size_t at = 0;
  int count = 0;
  if (!ok(error)) return (RotatedBox){0};
  for (; count < 5; count++) {
    Number number;
    at = pass_blanks(text, length, at);
    if (at == length || text[at] != (count ? ',' : '[')) break;
    at = pass_blanks(text, length, at + 1);
    size_t taken = number_read(text + at, length - at, &number);
    if (!taken) break;
    numbers[count] = number.real;
    at += taken;
  }
  at = pass_blanks(text, length, at);
  if (count < 5 || at == length || text[at] != ']' || pass_blanks(text, length, at + 1) != length)
    error_input(error, "%s: not a rotated box [cx,cy,width,height,angle]: %s", who,
                excerpt(text, length).text);
  RotatedBox box = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
  rotated_box_check(box, who, error);
  return box;
}

size_t rotated_box_format(RotatedBox box, char *out) {
  const double numbers[] = {box.x, box.y, box.width, box.height, box.angle};
  size_t length = 0;
  for (int i = 0; i < 5; i++) {
    out[length++] = i ? ',' : '[';
    length += number_format(numbers[i], out + length);
  }
  out[length++] = ']';
  out[length] = 0;
  return length;
}

RotatedBox rotated_box_from_box(Box box) {
  return (RotatedBox){box.x + box.width / 2, box.y + box.height / 2, box.width, box.height, 0};
}

typedef struct Turn {
  double cosine, sine;
} Turn;

/* Exact for multiples of 90 degrees: the quarter turns are taken out first. */
static Turn turn_by(double degrees) {
  int quarters;
  double rest = remquo(degrees, 90, &quarters) * (3.14159265358979323846 / 180);
  double cosine = cos(rest), sine = sin(rest);
  switch (quarters & 3) {
  case 0: return (Turn){cosine, sine};
  case 1: return (Turn){-sine, cosine};
  case 2: return (Turn){-cosine, -sine};
  default: return (Turn){sine, -cosine};
  }
}

/* The corners of a box around (x, y). */
static void corners_around(double x, double y, double width, double height, Turn turn, double out[8]) {
  static const double signs[] = {-.5, -.5, .5, -.5, .5, .5, -.5, .5};
  for (int i = 0; i < 8; i += 2) {
    double along = signs[i] * width, across = signs[i + 1] * height;
    out[i] = x + (along * turn.cosine - across * turn.sine);
    out[i + 1] = y + (along * turn.sine + across * turn.cosine);
  }
}

Box rotated_box_bounds(RotatedBox box) {
  Turn turn = turn_by(box.angle);
  double width = fabs(box.width * turn.cosine) + fabs(box.height * turn.sine);
  double height = fabs(box.width * turn.sine) + fabs(box.height * turn.cosine);
  return (Box){box.x - width / 2, box.y - height / 2, width, height};
}

Polygon rotated_box_polygon(RotatedBox box, Arena *arena, Error *error) {
  double *points = arena_allocate(arena, 8 * sizeof *points, error);
  Ring *ring = arena_allocate(arena, sizeof *ring, error);
  if (!points || !ring) return (Polygon){0};
  corners_around(box.x, box.y, box.width, box.height, turn_by(box.angle), points);
  *ring = (Ring){points, 4, false};
  return (Polygon){ring, 1};
}

/*
** Cuts a convex ring: keeps what has sign * coordinate <= limit, on axis 0 (x) or 1 (y). Returns how many
** points remain, at most one more than before.
*/
static int cut(const double *points, int count, int axis, double sign, double limit, double *out) {
  int kept = 0;
  for (int i = 0; i < count; i++) {
    const double *from = points + 2 * i, *to = points + 2 * ((i + 1) % count);
    double before = sign * from[axis] - limit, after = sign * to[axis] - limit;
    if (before <= 0) {
      out[2 * kept] = from[0];
      out[2 * kept++ + 1] = from[1];
    }
    if ((before < 0 && after > 0) || (before > 0 && after < 0)) {
      double share = before / (before - after);
      out[2 * kept + axis] = sign * limit;
      out[2 * kept + 1 - axis] = from[1 - axis] + share * (to[1 - axis] - from[1 - axis]);
      kept++;
    }
  }
  return kept;
}

/* Which of two boxes comes first, so that the result does not depend on the order of the arguments. */
static bool comes_first(RotatedBox a, RotatedBox b) {
  const double left[] = {a.width * a.height, a.x, a.y, a.width, a.angle};
  const double right[] = {b.width * b.height, b.x, b.y, b.width, b.angle};
  for (int i = 0; i < 5; i++) {
    if (left[i] != right[i]) return left[i] < right[i];
  }
  return true;
}

/*
** In the frame of one box, its centre the origin and its sides along the axes, the other one is cut at four
** straight lines: no matter how far from the origin they are, or how small an angle is between them.
*/
static double intersection_area(RotatedBox a, RotatedBox b) {
  if (!(a.width > 0 && a.height > 0 && b.width > 0 && b.height > 0)) return 0;
  double x = b.x - a.x, y = b.y - a.y;
  if (hypot(x, y) * 2 > (hypot(a.width, a.height) + hypot(b.width, b.height)) * (1 + 1e-12)) return 0;
  if (comes_first(b, a)) {
    RotatedBox other = a;
    a = b;
    b = other;
    x = b.x - a.x;
    y = b.y - a.y;
  }
  Turn own = turn_by(a.angle), between = turn_by(remainder(b.angle, 360) - remainder(a.angle, 360));
  double points[2 * 8], cut_points[2 * 8];
  corners_around(x * own.cosine + y * own.sine, y * own.cosine - x * own.sine, b.width, b.height, between,
                 points);
  int count = cut(points, 4, 0, 1, a.width / 2, cut_points);
  count = cut(cut_points, count, 0, -1, a.width / 2, points);
  count = cut(points, count, 1, 1, a.height / 2, cut_points);
  count = cut(cut_points, count, 1, -1, a.height / 2, points);
  double area = count < 3 ? 0 : ring_signed_area(points, (size_t)count);
  return area > 0 ? area : 0;
}

/* Measured from (x, y) in another unit. */
static RotatedBox in_units(RotatedBox box, double x, double y, double unit) {
  return (RotatedBox){(box.x - x) / unit, (box.y - y) / unit, box.width / unit, box.height / unit, box.angle};
}

double rotated_box_iou(RotatedBox a, RotatedBox b, bool crowd) {
  double largest = fmax(fmax(a.width, a.height), fmax(b.width, b.height));
  if (largest > 1e100 || (largest < 1e-100 && largest > 0)) { /* areas beyond the range of a double */
    double x = a.x, y = a.y;
    a = in_units(a, x, y, largest);
    b = in_units(b, x, y, largest);
  }
  double intersection = intersection_area(a, b);
  if (!(intersection > 0)) return 0;
  double area_a = rotated_box_area(a), area_b = rotated_box_area(b);
  double smaller = area_a < area_b ? area_a : area_b;
  if (intersection > smaller) intersection = smaller;
  double iou = intersection / (crowd ? area_a : area_a + area_b - intersection);
  return iou >= 0 ? iou : 0;
}
