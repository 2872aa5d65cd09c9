#include "chart/axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const double tiny = 1e-290; /* below it steps would not be representable */

/* The double next to 10^exponent, the same on every machine. */
static double power_of_ten(int exponent) {
  char text[16];
  Number number = {0};
  int length = snprintf(text, sizeof text, "1e%d", exponent);
  number_read(text, (size_t)length, &number);
  return number.real;
}

/* The exponent of the first digit: 10^n <= value < 10^(n + 1). */
static int magnitude(double value) {
  int n = (int)floor(log10(value));
  while (power_of_ten(n) > value) n--; /* corrects the rounding of the library's log10 */
  while (power_of_ten(n + 1) <= value) n++;
  return n;
}

/* ---- numbers as text ---- */

/* Digits in groups of three, separated by commas. */
static size_t put_grouped(uint64_t number, char *out) {
  char digits[24];
  size_t count = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)number), length = 0;
  for (size_t i = 0; i < count; i++) {
    if (i && (count - i) % 3 == 0) out[length++] = ',';
    out[length++] = digits[i];
  }
  return length;
}

static const char minus[] = "\xE2\x88\x92"; /* U+2212, as wide as a plus */

/* Appends "2x10^7" to `out`, with a multiplication sign and superscript digits. */
static void put_scientific(uint64_t number, int exponent, char *out) {
  static const char *const raised[] = {"\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
                                       "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7",
                                       "\xE2\x81\xB8", "\xE2\x81\xB9"};
  char digits[24], power[16];
  while (number && number % 10 == 0) number /= 10, exponent++;
  int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
  exponent += count - 1;
  size_t length = strlen(out);
  if (number != 1) {
    length += (size_t)snprintf(out + length, AXIS_LABEL - length, "%c%s%.8s\xC3\x97", digits[0],
                               count > 1 ? "." : "", digits + 1);
  }
  length += (size_t)snprintf(out + length, AXIS_LABEL - length, "10%s", exponent < 0 ? "\xE2\x81\xBB" : "");
  snprintf(power, sizeof power, "%d", exponent < 0 ? -exponent : exponent);
  for (const char *p = power; *p; p++)
    length += (size_t)snprintf(out + length, AXIS_LABEL - length, "%s", raised[*p - '0']);
}

enum { DIGITS = 9, DECIMALS = 6 }; /* more are written with a power of ten */

void axis_decimal(int64_t number, int exponent, char out[AXIS_LABEL]) {
  uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  uint64_t unit = 1;
  int digits = snprintf(NULL, 0, "%llu", (unsigned long long)size);
  out[0] = 0;
  if (!size) exponent = exponent > 0 ? 0 : exponent;
  if (number < 0) memcpy(out, minus, sizeof minus);
  if (size && (digits + exponent > DIGITS || exponent < -DECIMALS)) {
    put_scientific(size, exponent, out);
    return;
  }
  size_t length = strlen(out);
  if (exponent < -DECIMALS) exponent = 0; /* a zero */
  for (; exponent > 0; exponent--) size *= 10;
  for (int i = 0; i < -exponent; i++) unit *= 10;
  length += put_grouped(size / unit, out + length);
  out[length] = 0;
  if (exponent < 0)
    snprintf(out + length, AXIS_LABEL - length, ".%0*llu", -exponent, (unsigned long long)(size % unit));
}

void axis_value(double value, int digits, char out[AXIS_LABEL]) {
  double size = fabs(value);
  if (size < tiny) {
    axis_decimal(0, 0, out);
    return;
  }
  int exponent = magnitude(size) - (digits - 1);
  if (exponent > 0 && size < 1e9) exponent = 0; /* integers are shown whole */
  double power = power_of_ten(exponent < 0 ? -exponent : exponent);
  int64_t number = (int64_t)nearbyint(exponent < 0 ? value * power : value / power);
  while (number && number % 10 == 0 && exponent < 0) number /= 10, exponent++;
  axis_decimal(number, exponent, out);
}

int axis_decimals(double largest, bool integers) {
  enum { BEHIND_THE_FIRST = 2 };
  double size = fabs(largest);
  if (integers || size < tiny) return 0;
  int decimals = BEHIND_THE_FIRST - magnitude(size);
  return decimals < 0 ? 0 : decimals > DECIMALS ? DECIMALS : decimals;
}

void axis_rounded(double value, int decimals, char out[AXIS_LABEL]) {
  enum { ENOUGH = 4 };
  double number = nearbyint(value * power_of_ten(decimals)), most = 1e15;
  if (fabs(number) < most)
    axis_decimal((int64_t)number, -decimals, out);
  else
    axis_value(value, ENOUGH, out);
}

/* ---- ticks ---- */

/* Without a label yet; NULL if there are too many. */
static AxisTick *add_tick(Axis *axis, double value) {
  if (axis->count == AXIS_TICKS) return NULL;
  AxisTick *tick = &axis->ticks[axis->count++];
  *tick = (AxisTick){.value = value};
  return tick;
}

/* number * 10^exponent, correctly rounded in the range that ticks need. */
static double tick_value(int64_t number, int exponent) {
  return exponent < 0 ? (double)number / power_of_ten(-exponent) : (double)number * power_of_ten(exponent);
}

/* A span with room for ticks: a single value gets some on both sides. */
static void widen(double *low, double *high) {
  double size = fabs(*low) > fabs(*high) ? fabs(*low) : fabs(*high);
  if (*high - *low > size * 1e-12 && *high - *low > tiny) return;
  if (size <= tiny) {
    *low = 0;
    *high = 1;
    return;
  }
  *low -= size * 0.1;
  *high += size * 0.1;
}

static void make_linear(Axis *axis, const AxisWish *wish) {
  enum { STEPS = 6 }; /* of one digit that is rounded out to more, the larger ones */
  static const int64_t steps[STEPS] = {1, 2, 5, 10, 20, 50};
  widen(&axis->low, &axis->high);
  int most = wish->most < 2 ? 2 : wish->most; /* a span across 0 takes two */
  double raw = (axis->high - axis->low) / most, slack = 1e-9;
  int exponent = magnitude(raw);
  int64_t first = 0, last = 0, step = 0;
  for (int i = 0; i < STEPS; i++) {
    step = steps[i];
    double width = tick_value(step, exponent);
    double begin = axis->low / width, end = axis->high / width;
    first = (int64_t)(wish->low_fixed ? ceil(begin - slack) : floor(begin + slack));
    last = (int64_t)(wish->high_fixed ? floor(end + slack) : ceil(end - slack));
    if (width >= raw * (1 - slack) && last - first <= most) break;
  }
  if (step >= 10) step /= 10, exponent++; /* so that labels have no superfluous digit */
  for (int64_t i = first; i <= last; i++) {
    AxisTick *tick = add_tick(axis, tick_value(i * step, exponent));
    if (tick) axis_decimal(i * step, exponent, tick->label);
  }
  if (!wish->low_fixed) axis->low = tick_value(first * step, exponent);
  if (!wish->high_fixed) axis->high = tick_value(last * step, exponent);
}

/* Every n-th power of ten has a label, so that no more than `most` have. */
static void make_logarithmic(Axis *axis, const AxisWish *wish) {
  enum { MOST_DECADES = 6 }; /* with ticks between the powers */
  static const int64_t steps[] = {1, 2, 5};
  if (axis->high <= axis->low * (1 + 1e-9)) {
    axis->low /= 2;
    axis->high *= 2;
  }
  int begin = magnitude(axis->low), end = magnitude(axis->high);
  if (axis->high > power_of_ten(end) * (1 + 1e-9)) end++;
  int decades = end - begin, every = 1 + (decades - 1) / (wish->most > 1 ? wish->most : 1);
  int inner = decades * 3 <= wish->most + 2 ? 3 : 1; /* ticks of a power that have labels */
  double lowest = axis->low, highest = axis->high;
  if (!wish->low_fixed) { /* out to the next of 1, 2 and 5 */
    for (int i = 0; i < 3; i++) {
      double value = tick_value(steps[i], begin);
      if (value <= axis->low * (1 + 1e-9)) lowest = value;
    }
  }
  if (!wish->high_fixed) {
    highest = power_of_ten(end);
    for (int i = 2; i >= 0; i--) {
      double value = tick_value(steps[i], end - 1);
      if (value >= axis->high * (1 - 1e-9)) highest = value;
    }
  }
  axis->low = lowest;
  axis->high = highest;
  int origin = power_of_ten(begin) < lowest * (1 - 1e-9) ? begin + 1 : begin;
  bool scientific = begin < -DECIMALS || end > DIGITS - 1; /* the same for all labels */
  for (int n = begin; n <= end; n++) {
    for (int i = 0; i < 3; i++) {
      double value = tick_value(steps[i], n);
      if (value < lowest * (1 - 1e-9) || value > highest * (1 + 1e-9)) continue;
      bool labelled = inner == 3 || (i == 0 && (n - origin) % every == 0);
      if (!labelled && decades > MOST_DECADES) continue;
      AxisTick *tick = add_tick(axis, value);
      if (tick && labelled && scientific)
        put_scientific((uint64_t)steps[i], n, tick->label);
      else if (tick && labelled)
        axis_decimal(steps[i], n, tick->label);
    }
  }
}

Axis axis_make(const AxisWish *wish) {
  Axis axis = {.low = wish->low, .high = wish->high, .is_log = wish->is_log, .to = 1};
  if (axis.is_log)
    make_logarithmic(&axis, wish);
  else
    make_linear(&axis, wish);
  return axis;
}

double axis_place(const Axis *axis, double value) {
  double share = axis->is_log ? log10(value / axis->low) / log10(axis->high / axis->low)
                              : (value - axis->low) / (axis->high - axis->low);
  return axis->from + share * (axis->to - axis->from);
}

bool axis_wants_log(double low, double high) {
  return low > 0 && high >= low * 100;
}
