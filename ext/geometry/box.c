#include "geometry/box.h"

#include <math.h>

#include "base/number.h"

/* What two stretches share, at most the whole of either. */
static double shared_length(double a, double length_a, double b, double length_b) {
  double end_a = a + length_a, end_b = b + length_b;
  double shared = (end_a < end_b ? end_a : end_b) - (a > b ? a : b);
  double least = length_a < length_b ? length_a : length_b;
  return shared < least ? shared : least;
}

/* By the ratios of sides, none of which leaves the range where the IoU does not. */
double box_iou_of_extremes(Box a, Box b, bool crowd) {
  double width = shared_length(a.x, a.width, b.x, b.width);
  double height = shared_length(a.y, a.height, b.y, b.height);
  if (!(width > 0 && height > 0)) return 0;
  double of_a = a.width / width * (a.height / height), of_b = b.width / width * (b.height / height);
  return 1 / (crowd ? of_a : of_a + of_b - 1);
}

void box_check(Box box, const char *who, Error *error) {
  const double numbers[] = {box.x, box.y, box.width, box.height};
  static const char *const names[] = {"x", "y", "width", "height"};
  char shown[32];
  for (int i = 0; i < 4 && ok(error); i++) {
    if (isfinite(numbers[i]) && (i < 2 || numbers[i] >= 0)) continue;
    number_format(numbers[i], shown);
    error_input(error, "%s: %s is %s: %s", who, names[i], isfinite(numbers[i]) ? "negative" : "not finite",
                shown);
  }
}

static size_t skip_blanks(const char *text, size_t length, size_t at) {
  while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) at++;
  return at;
}

/* One of the four numbers with what must stand before and after it. Returns 0 where the text is something
** else. */
static size_t read_coordinate(const char *text, size_t length, size_t at, char before, double *out) {
  at = skip_blanks(text, length, at);
  if (at == length || text[at] != before) return 0;
  at = skip_blanks(text, length, at + 1);
  Number number;
  size_t taken = number_read(text + at, length - at, &number);
  if (!taken) return 0;
  *out = number.real;
  return at + taken;
}

Box box_parse(const char *text, size_t length, const char *who, Error *error) {
  Box box = {0};
  if (!ok(error)) return box;
  double *const numbers[] = {&box.x, &box.y, &box.width, &box.height};
  size_t at = 0;
  for (int i = 0; i < 4; i++) {
    at = read_coordinate(text, length, at, i ? ',' : '[', numbers[i]);
    if (!at) break;
  }
  if (at) {
    at = skip_blanks(text, length, at);
    at = at < length && text[at] == ']' ? skip_blanks(text, length, at + 1) : 0;
  }
  if (!at || at != length)
    error_input(error, "%s: not a box [x,y,width,height]: %s", who, excerpt(text, length).text);
  box_check(box, who, error);
  return box;
}

size_t box_format(Box box, char *out) {
  const double numbers[] = {box.x, box.y, box.width, box.height};
  size_t length = 0;
  for (int i = 0; i < 4; i++) {
    out[length++] = i ? ',' : '[';
    length += number_format(numbers[i], out + length);
  }
  out[length++] = ']';
  out[length] = 0;
  return length;
}
