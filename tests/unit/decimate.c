/* Lines of fewer points: they cover the same pixels, and no point of the old line lies far from the new one. */
#include <math.h>

#include "chart/decimate.h"
#include "chart/lettering.h"
#include "unit.h"

enum { COUNT = 5000, WIDTH = 500 };

static double random_number(void) {
  static uint64_t state = 7;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) / 9007199254740992.0;
}

static double distance(Spot p, Spot a, Spot b) {
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double share = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
  share = share < 0 ? 0 : share > 1 ? 1 : share;
  return hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

/* The furthest that a point of the old line lies from the new one. */
static double furthest(const Spot *old, size_t count, const Spot *new, size_t left) {
  double worst = 0;
  for (size_t i = 0; i < count; i++) {
    double best = 1e9;
    for (size_t k = 1; k < left; k++) {
      double here = distance(old[i], new[k - 1], new[k]);
      if (here < best) best = here;
    }
    if (best > worst) worst = best;
  }
  return worst;
}

/* The lowest and highest point in each column stay what they were. */
static void check_columns(const Spot *old, size_t count, const Spot *new, size_t left) {
  double low[2][WIDTH + 1], high[2][WIDTH + 1];
  for (int column = 0; column <= WIDTH; column++) {
    low[0][column] = low[1][column] = 1e9;
    high[0][column] = high[1][column] = -1e9;
  }
  for (int side = 0; side < 2; side++) {
    const Spot *spots = side ? new : old;
    for (size_t i = 0; i < (side ? left : count); i++) {
      int column = (int)spots[i].x;
      low[side][column] = fmin(low[side][column], spots[i].y);
      high[side][column] = fmax(high[side][column], spots[i].y);
    }
  }
  for (int column = 0; column <= WIDTH; column++)
    CHECK(low[0][column] == low[1][column] && high[0][column] == high[1][column]);
}

static void check_line(const Spot *line, size_t count, size_t most, bool noisy) {
  static Spot thin[COUNT];
  memcpy(thin, line, count * sizeof *line);
  size_t left = decimate(thin, count, 1, 0);
  if (noisy) check_columns(line, count, thin, left); /* else points on a line are dropped */
  CHECK(furthest(line, count, thin, left) <= 1);
  memcpy(thin, line, count * sizeof *line);
  left = decimate(thin, count, 1, 0.15);
  CHECK(left <= most);
  CHECK(furthest(line, count, thin, left) <= 1.16);
  CHECK(thin[0].x == line[0].x && thin[0].y == line[0].y);
  CHECK(thin[left - 1].x == line[count - 1].x && thin[left - 1].y == line[count - 1].y);
}

static void test_lines(void) {
  static Spot line[COUNT];
  for (int i = 0; i < COUNT; i++) line[i] = (Spot){i * (WIDTH / (double)COUNT), 100};
  check_line(line, COUNT, 2, false);
  for (int i = 0; i < COUNT; i++) line[i].y = i / 50.0;
  check_line(line, COUNT, 2, false);
  for (int i = 0; i < COUNT; i++) line[i].y = 100 + 80 * sin(i / 300.0);
  check_line(line, COUNT, 120, false);
  for (int i = 0; i < COUNT; i++) line[i].y = 200 * random_number();
  check_line(line, COUNT, 4 * WIDTH, true);
  line[COUNT / 2].y = -500; /* a spike stays */
  check_line(line, COUNT, 4 * WIDTH, true);
  for (int i = 0; i < COUNT; i++)
    line[i] = (Spot){floor(WIDTH * i / (double)COUNT / 50) * 50, random_number() * 300};
  check_line(line, COUNT, 40, true);
  CHECK(decimate(line, 1, 1, 0.15) == 1 && decimate(line, 2, 1, 0.15) == 2);
}

static void check_put(const char *text, double room, const char *expected) {
  Error error = {0};
  Buffer out = {0};
  bool shortened = lettering_put(&out, text, strlen(text), 10, room, &error);
  buffer_add(&out, "", 1, &error);
  CHECK_TEXT(out.bytes, expected);
  CHECK(shortened == (strstr(expected, "\xE2\x80\xA6") != NULL));
  buffer_release(&out);
}

static void test_lettering(void) {
  CHECK(lettering_width("", 0, 12) == 0);
  CHECK(lettering_width("iii", 3, 12) < lettering_width("mmm", 3, 12));
  check_put("traffic light", 200, "traffic light");
  check_put("traffic light", 50, "traffic li\xE2\x80\xA6");
  check_put("<b>&", 100, "&lt;b&gt;&amp;");
  check_put("\xE4\xBA\xA4\xE9\x80\x9A\xE7\x81\xAF", 25, "\xE4\xBA\xA4\xE2\x80\xA6");
  check_put("wide", 1, "\xE2\x80\xA6");
}

int main(void) {
  unit_begin();
  test_lines();
  test_lettering();
  return unit_end("decimate");
}
