/*
** How a decimal becomes the nearest double (ties to even), from the cheapest way that is exact to the
** dearest:
**
**   1. at most 2^53 and a power of ten up to 22: both are doubles, one operation rounds once;
**   2. at most 19 digits and a power of ten up to 27: 5^27 fits 64 bits, so the result is exact in 128;
**   3. the rest (long digit strings, large exponents, subnormals): whole numbers of up to 3,072 bits.
**
** Writing goes through the same quotient of large numbers and reads its own digits back.
*/
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

enum {
  EXACT_POWER = 27,  /* 5^27 < 2^63 */
  LONG_DIGITS = 19,  /* 10^19 < 2^64 */
  KEPT_DIGITS = 800, /* no double, and no middle of two, has more than 767 significant digits */
  HIGHEST = 310,     /* 10^309 is beyond the doubles, 10^-324 rounds to 0 */
  LOWEST = -324,
  EXPONENT_CAP = 1 << 30
};

/* clang-format off */
static const uint64_t powers_of_five[EXACT_POWER + 1] = {
  1ull, 5ull, 25ull, 125ull, 625ull, 3125ull, 15625ull, 78125ull, 390625ull, 1953125ull, 9765625ull,
  48828125ull, 244140625ull, 1220703125ull, 6103515625ull, 30517578125ull, 152587890625ull,
  762939453125ull, 3814697265625ull, 19073486328125ull, 95367431640625ull, 476837158203125ull,
  2384185791015625ull, 11920928955078125ull, 59604644775390625ull, 298023223876953125ull,
  1490116119384765625ull, 7450580596923828125ull,
};
/* clang-format on */

/* ---- whole numbers of many bits ---- */

enum { BIG_WORDS = 48 };

typedef struct Big {
  int count; /* words in use; the last one is not 0 */
  uint64_t words[BIG_WORDS];
} Big;

static void big_set(Big *big, uint64_t value) {
  big->count = value != 0;
  big->words[0] = value;
}

static void big_multiply_add(Big *big, uint64_t factor, uint64_t addend) {
  uint64_t carry = addend;
  for (int i = 0; i < big->count; i++) {
    Wide product = (Wide)big->words[i] * factor + carry;
    big->words[i] = (uint64_t)product;
    carry = (uint64_t)(product >> 64);
  }
  if (carry) big->words[big->count++] = carry;
}

static void big_multiply_power_of_five(Big *big, int power) {
  for (; power > EXACT_POWER; power -= EXACT_POWER) big_multiply_add(big, powers_of_five[EXACT_POWER], 0);
  big_multiply_add(big, powers_of_five[power], 0);
}

static void big_shift_left(Big *big, int bits) {
  if (!big->count || !bits) return;
  int words = bits / 64, rest = bits % 64;
  uint64_t above = rest ? big->words[big->count - 1] >> (64 - rest) : 0;
  for (int i = big->count - 1; i >= 0; i--) {
    uint64_t low = rest && i ? big->words[i - 1] >> (64 - rest) : 0;
    big->words[i + words] = big->words[i] << rest | low;
  }
  memset(big->words, 0, (size_t)words * sizeof *big->words);
  big->count += words;
  if (above) big->words[big->count++] = above;
}

static int big_bits(const Big *big) {
  return big->count ? 64 * big->count - __builtin_clzll(big->words[big->count - 1]) : 0;
}

static bool big_less(const Big *a, const Big *b) {
  if (a->count != b->count) return a->count < b->count;
  for (int i = a->count - 1; i >= 0; i--) {
    if (a->words[i] != b->words[i]) return a->words[i] < b->words[i];
  }
  return false;
}

static void big_subtract(Big *a, const Big *b) {
  unsigned borrow = 0;
  for (int i = 0; i < a->count; i++) {
    uint64_t word = i < b->count ? b->words[i] : 0, difference;
    bool under = __builtin_sub_overflow(a->words[i], word, &difference);
    bool under_again = __builtin_sub_overflow(difference, (uint64_t)borrow, &a->words[i]);
    borrow = under | under_again;
  }
  while (a->count > 0 && !a->words[a->count - 1]) a->count--;
}

/* A positive number: bits * 2^exponent, and a little more where `inexact`. The top bit of `bits` is set. */
typedef struct Scaled {
  uint64_t bits;
  int exponent;
  bool inexact;
} Scaled;

/* The first 64 bits of a quotient; uses both numbers up. */
static Scaled big_divide(Big *numerator, Big *denominator) {
  int shift = big_bits(denominator) - big_bits(numerator);
  big_shift_left(shift > 0 ? numerator : denominator, shift > 0 ? shift : -shift);
  if (big_less(numerator, denominator)) {
    big_shift_left(numerator, 1);
    shift++;
  }
  Scaled out = {0, -63 - shift, false};
  for (int i = 0; i < 64; i++) {
    out.bits <<= 1;
    if (!big_less(numerator, denominator)) {
      big_subtract(numerator, denominator);
      out.bits |= 1;
    }
    big_shift_left(numerator, 1);
  }
  out.inexact = numerator->count != 0;
  return out;
}

/* ---- rounding ---- */

static Scaled scaled(Wide value, int exponent, bool inexact) {
  uint64_t high = (uint64_t)(value >> 64);
  int shift = high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)value);
  value <<= shift;
  return (Scaled){(uint64_t)(value >> 64), exponent + 64 - shift, inexact || (uint64_t)value};
}

static double double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* The nearest double, ties to even; fewer than 53 bits are kept below the smallest normal number. */
static double round_scaled(Scaled from) {
  int exponent = from.exponent + 63; /* 2^exponent <= value < 2^(exponent + 1) */
  if (exponent > 1023) return double_from_bits(0x7FFull << 52);
  int kept = exponent >= -1022 ? 53 : 53 - (-1022 - exponent);
  if (kept < 0) return 0;
  uint64_t bits = kept ? from.bits >> (64 - kept) : 0;
  uint64_t rest = from.bits << kept; /* what is cut, as a fraction of 2^64 */
  const uint64_t half = 1ull << 63;
  if (rest > half || (rest == half && (from.inexact || (bits & 1)))) bits++;
  /* A carry out of the bits is the next exponent, up to infinity. */
  return double_from_bits(exponent >= -1022 ? ((uint64_t)(exponent + 1022) << 52) + bits : bits);
}

static double convert_big(Big *digits, int power) {
  if (power >= 0) {
    big_multiply_power_of_five(digits, power);
    Big one;
    big_set(&one, 1);
    Scaled out = big_divide(digits, &one);
    out.exponent += power;
    return round_scaled(out);
  }
  Big divisor;
  big_set(&divisor, 1);
  big_multiply_power_of_five(&divisor, -power);
  Scaled out = big_divide(digits, &divisor);
  out.exponent += power;
  return round_scaled(out);
}

static int count_digits(uint64_t value) {
  int count = 1;
  while (value >= 10) {
    value /= 10;
    count++;
  }
  return count;
}

/* Those that are doubles. */
static const double exact_tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* digits * 10^power, correctly rounded. */
static double convert(uint64_t digits, int64_t power) {
  if (!digits) return 0;
  if (FLT_EVAL_METHOD == 0 && digits <= 1ull << 53 && power >= -22 && power <= 22) {
    return power < 0 ? (double)digits / exact_tens[-power] : (double)digits * exact_tens[power];
  }
  if (power >= 0 && power <= EXACT_POWER) {
    return round_scaled(scaled((Wide)digits * powers_of_five[power], (int)power, false));
  }
  if (power < 0 && power >= -EXACT_POWER) {
    /* Both sides are moved to the top, so that the quotient fits 64 bits and has 62 at least. */
    uint64_t divisor = powers_of_five[-power];
    int up = __builtin_clzll(digits) - 1, down = __builtin_clzll(divisor);
    uint64_t top = up < 0 ? digits >> 1 : digits << up;
    Wide numerator = (Wide)top << 64 | (up < 0 ? digits << 63 : 0);
    divisor <<= down;
    uint64_t quotient = (uint64_t)(numerator / divisor);
    bool inexact = (Wide)quotient * divisor != numerator;
    return round_scaled(scaled(quotient, (int)power + down - up - 64, inexact));
  }
  int64_t magnitude = count_digits(digits) + power; /* below 10^magnitude */
  if (magnitude > HIGHEST) return double_from_bits(0x7FFull << 52);
  if (magnitude < LOWEST) return 0;
  Big big;
  big_set(&big, digits);
  return convert_big(&big, (int)power);
}

/* ---- reading ---- */

static bool is_digit(char c) {
  return (unsigned char)(c - '0') < 10;
}

/* The digits of a text with more of them than 64 bits hold: `power` is the exponent of the last one. */
static double convert_long(const char *digit, const char *end, int64_t power) {
  Big big = {0};
  int kept = 0;
  int64_t left = 0; /* digits from here on, the point not counted */
  bool more = false;
  for (const char *p = digit; p < end; p++) left += *p != '.';
  for (; digit < end && kept < KEPT_DIGITS; digit++) {
    if (*digit == '.') continue;
    left--;
    if (!kept && *digit == '0') continue;
    kept++;
    big_multiply_add(&big, 10, (uint64_t)(*digit - '0'));
  }
  for (; digit < end && !more; digit++) more = *digit > '0';
  if (more) { /* one more digit stands for all that follow: no tie is so close that it matters which */
    big_multiply_add(&big, 10, 1);
    kept++;
    left--;
  }
  int64_t magnitude = kept + left + power;
  if (!kept || magnitude < LOWEST) return 0;
  if (magnitude > HIGHEST) return double_from_bits(0x7FFull << 52);
  return convert_big(&big, (int)(left + power));
}

/* Reads e[+-]digits at `text`, if that stands there. */
static const char *read_exponent(const char *text, const char *end, int64_t *exponent) {
  const char *p = text;
  if (p == end || (*p != 'e' && *p != 'E')) return text;
  p++;
  bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end || !is_digit(*p)) return text;
  int64_t value = 0;
  for (; p < end && is_digit(*p); p++) {
    if (value < EXPONENT_CAP) value = value * 10 + (*p - '0');
  }
  *exponent = negative ? -value : value;
  return p;
}

/* Passes a run of digits and appends them to `digits`, which wraps where there are too many. Eight at a time
** and without a branch a digit, since how many digits a number has is what a processor guesses wrong. */
static inline const char *read_digits(const char *p, const char *end, uint64_t *digits) {
  uint64_t value = *digits;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  static const uint32_t powers_of_ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
  const uint64_t ones = 0x0101010101010101u;
  while (end - p >= 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    word ^= ones * '0'; /* digits become 0 to 9; the top bit of `others` tells all other bytes */
    uint64_t others = (((word & ones * 0x7F) + ones * (0x80 - 10)) | word) & ones * 0x80;
    int count = others ? __builtin_ctzll(others) / 8 : 8;
    if (count == 0) break;
    word <<= 64 - 8 * count; /* zeros before the first digit, which is in the lowest byte */
    word = (word * (10 * 256 + 1)) >> 8 & 0x00FF00FF00FF00FFu;
    word = (word * (100 * 65536 + 1)) >> 16 & 0x0000FFFF0000FFFFu;
    word = (word * (10000 * (1ull << 32) + 1)) >> 32;
    value = value * powers_of_ten[count] + word;
    p += count;
    if (count < 8) break;
  }
#endif
  for (; p < end && is_digit(*p); p++) value = value * 10 + (uint64_t)(*p - '0');
  *digits = value;
  return p;
}

size_t number_read(const char *text, size_t length, Number *out) {
  const char *p = text, *end = text + length;
  bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;

  const char *first = p;
  uint64_t digits = 0;
  p = read_digits(p, end, &digits);
  int64_t count = p - first, fraction = 0;
  bool is_integer = true;
  bool is_json = count > 0 && (count == 1 || *first != '0') && *text != '+';
  if (p < end && *p == '.') {
    const char *point = p++;
    p = read_digits(p, end, &digits);
    fraction = p - point - 1;
    count += fraction;
    is_integer = false;
    is_json &= fraction > 0;
  }
  if (!count) return 0;
  const char *last = p;
  int64_t exponent = 0;
  p = read_exponent(p, end, &exponent);
  if (p != last) is_integer = false;

  if (count > LONG_DIGITS) {
    for (const char *zero = first; zero < last && (*zero == '0' || *zero == '.'); zero++)
      count -= *zero == '0';
  }
  bool fits = count <= LONG_DIGITS;
  double real = fits ? convert(digits, exponent - fraction) : convert_long(first, last, exponent - fraction);
  out->real = negative ? -real : real;
  out->is_integer = is_integer && fits && digits <= (uint64_t)INT64_MAX + negative;
  out->is_json = is_json;
  out->integer = 0;
  if (out->is_integer) out->integer = negative ? (int64_t)(0 - digits) : (int64_t)digits;
  return (size_t)(p - text);
}

/* Most numbers have few digits and no exponent, and are read here without all that else may be. */
const char *number_read_within(const char *text, const char *end, double *out) {
  const char *p = text < end && *text == '-' ? text + 1 : text, *first = p;
  uint64_t digits = 0;
  p = read_digits(p, end, &digits);
  int64_t count = p - first, fraction = 0;
  bool plain = count > 0 && (count == 1 || *first != '0');
  if (plain && p < end && *p == '.') {
    const char *point = p++;
    p = read_digits(p, end, &digits);
    fraction = p - point - 1;
    plain = fraction > 0;
  }
  if (plain && p < end && count + fraction <= LONG_DIGITS && *p != 'e' && *p != 'E') {
    bool simple = FLT_EVAL_METHOD == 0 && digits <= 1ull << 53;
    double real = simple ? (double)(int64_t)digits / exact_tens[fraction] : convert(digits, -fraction);
    *out = *text == '-' ? -real : real;
    return p;
  }
  Number number;
  size_t left = (size_t)(end - text), length = number_read(text, left, &number);
  if (!length || left - length <= 2 || !number.is_json || !isfinite(number.real)) return NULL;
  *out = number.real;
  return text + length;
}

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool number_read_whole(const char *text, size_t length, Number *out) {
  while (length > 0 && is_blank(*text)) text++, length--;
  while (length > 0 && is_blank(text[length - 1])) length--;
  return length > 0 && number_read(text, length, out) == length;
}

/* ---- writing ---- */

typedef struct Decimal {
  uint64_t digits;
  int power;
} Decimal;

/* The first 18 digits of a positive number, and whether it has more. */
static Decimal first_digits(uint64_t mantissa, int exponent, bool *inexact) {
  int top = exponent + 63 - __builtin_clzll(mantissa);
  int magnitude =
      (top * 30103 - (top < 0 ? 99999 : 0)) / 100000; /* of the first digit; at most one too low */
  int power = magnitude - 17;
  Big numerator, denominator;
  big_set(&numerator, mantissa);
  big_set(&denominator, 1);
  big_multiply_power_of_five(power < 0 ? &numerator : &denominator, power < 0 ? -power : power);
  int twos = exponent - power;
  big_shift_left(twos > 0 ? &numerator : &denominator, twos > 0 ? twos : -twos);
  Scaled quotient = big_divide(&numerator, &denominator);
  int cut = -quotient.exponent; /* 0 to 7: the whole part has 18 or 19 digits */
  Decimal out = {quotient.bits >> cut, power};
  *inexact = quotient.inexact || (quotient.bits & ((1ull << cut) - 1));
  if (out.digits >= 1000000000000000000ull) {
    *inexact |= out.digits % 10 != 0;
    out.digits /= 10;
    out.power++;
  }
  return out;
}

/* The decimal with the fewest digits that reads back as `value`, and of those the nearest to it. */
static Decimal shortest(double value, uint64_t mantissa, int exponent) {
  bool inexact;
  Decimal all = first_digits(mantissa, exponent, &inexact);
  bool subnormal =
      mantissa < 1ull << 52; /* these have fewer than the 15 digits that every other double keeps */
  uint64_t unit = subnormal ? 100000000000000000ull : 1000;
  int dropped = subnormal ? 17 : 3;
  for (;; unit /= 10, dropped--) {
    Decimal out = {all.digits / unit, all.power + dropped};
    uint64_t rest = all.digits % unit, half = unit / 2;
    bool up = rest > half || (rest == half && (inexact || (out.digits & 1)));
    out.digits += up;
    /* Below a power of two doubles stand closer: the nearest may fail there where the next above does not. */
    if (dropped == 1 || convert(out.digits, out.power) == value) return out;
    if (!up && convert(out.digits + 1, out.power) == value) return (Decimal){out.digits + 1, out.power};
  }
}

/* What most numbers in files are: whole, or with few digits behind the point. False where it is not so
** simple. A quotient of two whole numbers below 2^53 is rounded once, so what is found reads back; and no
** text of fewer digits would. */
static bool few_digits(double value, Decimal *out) {
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  if (!(value >= 1e-3)) return false;
  for (int k = 0; k < 7; k++) {
    double times = value * powers[k];
    if (times >= 0x1p52) return false;
    uint64_t digits = (uint64_t)(times + .5);
    if ((double)digits / powers[k] == value) {
      *out = (Decimal){digits, -k};
      return true;
    }
  }
  return false;
}

static char *write_fixed(char *p, const char *digits, int count, int point) {
  if (point <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int i = point; i < 0; i++) *p++ = '0';
  }
  for (int i = 0; i < count; i++) {
    if (i > 0 && i == point) *p++ = '.';
    *p++ = digits[i];
  }
  for (int i = count; i < point; i++) *p++ = '0';
  return p;
}

static char *write_exponent(char *p, const char *digits, int count, int exponent) {
  *p++ = digits[0];
  if (count > 1) *p++ = '.';
  for (int i = 1; i < count; i++) *p++ = digits[i];
  *p++ = 'e';
  *p++ = exponent < 0 ? '-' : '+';
  if (exponent < 0) exponent = -exponent;
  if (exponent >= 100) *p++ = (char)('0' + exponent / 100);
  *p++ = (char)('0' + exponent / 10 % 10);
  *p++ = (char)('0' + exponent % 10);
  return p;
}

size_t number_format(double value, char *out) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bool negative = bits >> 63;
  int biased = (int)(bits >> 52 & 0x7FF);
  uint64_t mantissa = bits & ((1ull << 52) - 1);
  char *p = out;
  if (biased == 0x7FF) {
    const char *name = mantissa ? "nan" : negative ? "-inf" : "inf";
    size_t length = strlen(name);
    memcpy(out, name, length + 1);
    return length;
  }
  if (!biased && !mantissa) {
    memcpy(out, "0", 2);
    return 1;
  }
  Decimal decimal;
  double positive = negative ? -value : value;
  if (!few_digits(positive, &decimal))
    decimal = biased ? shortest(positive, mantissa | 1ull << 52, biased - 1075)
                     : shortest(positive, mantissa, -1074);
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    decimal.power++;
  }
  char digits[20];
  int count = count_digits(decimal.digits);
  for (int i = count - 1; i >= 0; i--, decimal.digits /= 10) digits[i] = (char)('0' + decimal.digits % 10);
  int point = count + decimal.power; /* digits before the point */
  if (negative) *p++ = '-';
  p = point > -4 && point <= 16 ? write_fixed(p, digits, count, point)
                                : write_exponent(p, digits, count, point - 1);
  *p = 0;
  return (size_t)(p - out);
}

double sum_pairwise(const double *values, size_t count) {
  if (count < 8) {
    double sum = -0.0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum;
  }
  if (count <= PAIRWISE_BLOCK) {
    double r[8];
    size_t i;
    for (int k = 0; k < 8; k++) r[k] = values[k];
    for (i = 8; i < count - count % 8; i += 8) {
      for (size_t k = 0; k < 8; k++) r[k] += values[i + k];
    }
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < count; i++) sum += values[i];
    return sum;
  }
  size_t half = sum_pairwise_half(count);
  return sum_pairwise(values, half) + sum_pairwise(values + half, count - half);
}
