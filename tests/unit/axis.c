/* Ticks of axes: round values, labels that are exact decimals, and the rules of axis.h on random spans. */
#include <math.h>

#include "chart/axis.h"
#include "unit.h"

/* All labels, with blanks between them. */
static void check_ticks(AxisWish wish, const char *expected) {
  char text[AXIS_TICKS * AXIS_LABEL] = "";
  Axis axis = axis_make(&wish);
  for (int i = 0; i < axis.count; i++) {
    if (text[0] && axis.ticks[i].label[0]) strcat(text, " ");
    strcat(text, axis.ticks[i].label);
  }
  CHECK_TEXT(text, expected);
}

static void test_labels(void) {
  char out[AXIS_LABEL];
#define DECIMAL(number, exponent, expected) (axis_decimal(number, exponent, out), CHECK_TEXT(out, expected))
  DECIMAL(0, 0, "0");
  DECIMAL(0, -2, "0.00");
  DECIMAL(5, -2, "0.05");
  DECIMAL(-5, -1,
          "\xE2\x88\x92"
          "0.5");
  DECIMAL(1234567, 0, "1,234,567");
  DECIMAL(12, 3, "12,000");
  DECIMAL(999, 0, "999");
  DECIMAL(2, 9,
          "2\xC3\x97"
          "10\xE2\x81\xB9");
  DECIMAL(1, -7, "10\xE2\x81\xBB\xE2\x81\xB7");
  DECIMAL(25, -8,
          "2.5\xC3\x97"
          "10\xE2\x81\xBB\xE2\x81\xB7");
  DECIMAL(0, 12, "0");
  DECIMAL(0, -12, "0");
#define VALUE(value, digits, expected) (axis_value(value, digits, out), CHECK_TEXT(out, expected))
  VALUE(0.873416, 4, "0.8734");
  VALUE(0.5, 4, "0.5");
  VALUE(0.99996, 4, "1");
  VALUE(12345.678, 4, "12,346");
  VALUE(1.0 / 3, 3, "0.333");
  VALUE(-2.5, 4,
        "\xE2\x88\x92"
        "2.5");
  VALUE(0, 4, "0");
  VALUE(1e300, 4, "10\xC2\xB3\xE2\x81\xB0\xE2\x81\xB0");
  VALUE(1.5e-299, 4, "0");
  VALUE(1e9, 4, "10\xE2\x81\xB9");
  VALUE(999999999, 4, "999,999,999");
}

static void test_rounded(void) {
  char out[AXIS_LABEL];
#define ROUNDED(value, largest, integers, expected)                                                          \
  (axis_rounded(value, axis_decimals(largest, integers), out), CHECK_TEXT(out, expected))
  ROUNDED(0.73, 0.855, false, "0.730");
  ROUNDED(0.00324, 0.529, false, "0.003");
  ROUNDED(12.3456, 45.6, false, "12.3");
  ROUNDED(1234.5, 2000.25, false, "1,234");
  ROUNDED(7, 1234, true, "7");
  ROUNDED(0, 0, false, "0");
  ROUNDED(2e20, 2e20, true,
          "2\xC3\x97"
          "10\xC2\xB2\xE2\x81\xB0");
  ROUNDED(-0.0004, 0.5, false, "0.000");
}

static void test_ticks(void) {
  check_ticks((AxisWish){.low = 0, .high = 1, .most = 5}, "0.0 0.2 0.4 0.6 0.8 1.0");
  check_ticks((AxisWish){.low = 0, .high = 1, .most = 10}, "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0");
  check_ticks((AxisWish){.low = 0, .high = 0.97, .most = 2}, "0.0 0.5 1.0");
  check_ticks((AxisWish){.low = 0, .high = 393, .most = 5}, "0 100 200 300 400");
  check_ticks((AxisWish){.low = 0.13, .high = 0.87, .low_fixed = true, .high_fixed = true, .most = 4},
              "0.2 0.4 0.6 0.8");
  check_ticks((AxisWish){.low = -3, .high = 3, .most = 3}, "\xE2\x88\x92"
                                                           "5 0 5");
  check_ticks((AxisWish){.low = 5, .high = 5, .most = 4}, "4.5 5.0 5.5");
  check_ticks((AxisWish){.low = 0, .high = 0, .most = 4}, "0.0 0.5 1.0");
  check_ticks((AxisWish){.low = 0, .high = 1, .most = 1}, "0.0 0.5 1.0");
  check_ticks((AxisWish){.low = 1, .high = 1000, .is_log = true, .most = 5}, "1 10 100 1,000");
  check_ticks((AxisWish){.low = 3, .high = 40, .is_log = true, .most = 5}, "2 5 10 20 50");
  check_ticks(
      (AxisWish){.low = 1e-8, .high = 1e-2, .is_log = true, .most = 3},
      "10\xE2\x81\xBB\xE2\x81\xB8 10\xE2\x81\xBB\xE2\x81\xB6 10\xE2\x81\xBB\xE2\x81\xB4 10\xE2\x81\xBB\xC2\xB2");
}

static void test_places(void) {
  Axis axis = axis_make(&(AxisWish){.low = 0, .high = 1, .most = 5});
  axis.from = 300;
  axis.to = 100;
  CHECK(axis_place(&axis, 0) == 300 && axis_place(&axis, 1) == 100 && axis_place(&axis, 0.5) == 200);
  axis = axis_make(&(AxisWish){.low = 1, .high = 100, .is_log = true, .most = 5});
  axis.to = 10;
  CHECK(fabs(axis_place(&axis, 10) - 5) < 1e-12);
  CHECK(axis_wants_log(1, 100) && !axis_wants_log(1, 99) && !axis_wants_log(0, 100));
}

static double random_number(void) {
  static uint64_t state = 20260131;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) / 9007199254740992.0;
}

/* No more steps than asked, at least a third as many, evenly spaced, and the data within. */
static void test_spans(void) {
  for (int i = 0; i < 20000; i++) {
    double size = pow(10, random_number() * 40 - 20), low = (random_number() - 0.5) * size * 10;
    AxisWish wish = {.low = low, .high = low + size, .most = 2 + (int)(random_number() * 12)};
    Axis axis = axis_make(&wish);
    CHECK(axis.low <= wish.low + size * 1e-6 && axis.high >= wish.high - size * 1e-6);
    CHECK(axis.count >= 2 && axis.count - 1 <= wish.most && (axis.count - 1) * 3 + 3 >= wish.most);
    double step = axis.ticks[1].value - axis.ticks[0].value;
    for (int k = 1; k < axis.count; k++)
      CHECK(fabs(axis.ticks[k].value - axis.ticks[k - 1].value - step) < step * 1e-6);
  }
  for (int i = 0; i < 20000; i++) {
    double low = pow(10, random_number() * 60 - 30), high = low * pow(10, random_number() * 12);
    AxisWish wish = {.low = low, .high = high, .is_log = true, .most = 1 + (int)(random_number() * 12)};
    Axis axis = axis_make(&wish);
    CHECK(axis.low <= low * (1 + 1e-6) && axis.high >= high * (1 - 1e-6) && axis.count >= 1);
    for (int k = 1; k < axis.count; k++) CHECK(axis.ticks[k].value > axis.ticks[k - 1].value);
  }
}

int main(void) {
  unit_begin();
  test_labels();
  test_rounded();
  test_ticks();
  test_places();
  test_spans();
  return unit_end("axis");
}
