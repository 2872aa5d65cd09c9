/* Numbers are read as Python's float reads them and written as its repr writes them. */
#include <math.h>

#include "base/number.h"
#include "unit.h"

static double read_all(const char *text) {
  Number number = {0};
  size_t length = number_read(text, strlen(text), &number);
  return length == strlen(text) ? number.real : NAN;
}

/* What the compiler makes of the same literal is the judge. */
#define CHECK_READ(literal) CHECK(read_all(#literal) == (literal))

static void read_values(void) {
  CHECK_READ(0.1);
  CHECK_READ(0.5);
  CHECK_READ(258.15);
  CHECK_READ(123456789.125);
  CHECK_READ(9007199254740993.0);             /* 2^53 + 1: halfway, to even */
  CHECK_READ(9007199254740992.9999999999999); /* just below */
  CHECK_READ(9007199254740993.0000000000001); /* just above */
  CHECK_READ(0.23600000143051147);
  CHECK_READ(1.7976931348623157e308);
  CHECK_READ(2.2250738585072014e-308);
  CHECK_READ(2.2250738585072011e-308); /* once an endless loop elsewhere */
  CHECK_READ(5e-324);
  CHECK_READ(2.4703282292062328e-324); /* just above half of the smallest */
  CHECK_READ(6.8e22);
  CHECK_READ(1e23);
  CHECK_READ(8.5e-28);
  CHECK_READ(1.0e-27);
  CHECK_READ(123456789012345678e27);
  CHECK_READ(12345678901234567890.0);
  CHECK_READ(18446744073709551615e-20);
  CHECK_READ(7.2057594037927933e16);
  CHECK_READ(3.14159265358979323846264338327950288419716939937510582097494459230781640628620899);
  CHECK_READ(4.35e-310);
  CHECK_READ(1.7976931348623158e308);
  CHECK(read_all("2.4703282292062327e-324") == 0);
  CHECK(read_all("1e-400") == 0);
  CHECK(isinf(read_all("1e400")));
  CHECK(isinf(read_all("1.7976931348623159e308")));
  CHECK(read_all("-1e400") == -INFINITY);
  CHECK(isinf(read_all("1e99999999999999999999")));
  CHECK(read_all("1e-99999999999999999999") == 0);
  CHECK(read_all("0e99999999999999999999") == 0);
  CHECK(signbit(read_all("-0")) && signbit(read_all("-0.0")) && !signbit(read_all("0")));
  CHECK(read_all("+1.5") == 1.5 && read_all("007") == 7 && read_all(".5") == 0.5 && read_all("5.") == 5);
  CHECK(read_all("-.25e+2") == -25 && read_all("5.E1") == 50);
}

/* A digit string of any length: what is beyond the kept digits still breaks a tie. */
static void read_long_values(void) {
  enum { ZEROS = 3000 };
  char text[ZEROS + 100];
  strcpy(text, "9007199254740993.");
  size_t length = strlen(text);
  memset(text + length, '0', ZEROS);
  text[length + ZEROS] = 0;
  CHECK(read_all(text) == 9007199254740992.0);
  text[length + ZEROS - 1] = '1';
  CHECK(read_all(text) == 9007199254740994.0);

  memset(text, '0', ZEROS);
  strcpy(text + ZEROS, "12345678901234567890123e-3003");
  text[0] = '.';
  CHECK(read_all(text) == 0);
  strcpy(text + ZEROS, "12345678901234567890123e2999");
  CHECK(read_all(text) == 0.12345678901234567890123);

  memset(text, '9', ZEROS);
  strcpy(text + ZEROS, "e-3000");
  CHECK(read_all(text) == 1.0);
  text[ZEROS] = 0;
  CHECK(isinf(read_all(text)));
}

static void read_integers(void) {
  Number n;
  CHECK(number_read("9223372036854775807", 19, &n) == 19 && n.is_integer && n.integer == INT64_MAX);
  CHECK(number_read("-9223372036854775808", 20, &n) == 20 && n.is_integer && n.integer == INT64_MIN);
  CHECK(number_read("9223372036854775808", 19, &n) == 19 && !n.is_integer && n.real == 9223372036854775808.0);
  CHECK(number_read("-9223372036854775809", 20, &n) == 20 && !n.is_integer);
  CHECK(number_read("99999999999999999999", 20, &n) == 20 && !n.is_integer);
  CHECK(number_read("00000000000000000000000042", 26, &n) == 26 && n.is_integer && n.integer == 42);
  CHECK(number_read("42.0", 4, &n) == 4 && !n.is_integer && n.real == 42);
  CHECK(number_read("1e3", 3, &n) == 3 && !n.is_integer && n.real == 1000);
}

static void find_the_end(void) {
  static const struct {
    const char *text;
    size_t length;
    bool is_json;
  } cases[] = {{"12,", 2, true},      {"1.5.2", 3, true},      {"5e", 1, true},
               {"5e+", 1, true},      {"5ex", 1, true},        {"0x10", 1, true},
               {"1_0", 1, true},      {"-", 0, false},         {"", 0, false},
               {"+", 0, false},       {".", 0, false},         {"-.e1", 0, false},
               {"e5", 0, false},      {"nan", 0, false},       {"Infinity", 0, false},
               {"--1", 0, false},     {" 1", 0, false},        {"01", 2, false},
               {"+1", 2, false},      {".5", 2, false},        {"5.", 2, false},
               {"5.e1", 4, false},    {"-0", 2, true},         {"-01", 3, false},
               {"12345678", 8, true}, {"123456789x", 9, true}, {"1234567.12345678901e2]", 21, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Number n = {0};
    size_t length = number_read(cases[i].text, strlen(cases[i].text), &n);
    CHECK(length == cases[i].length);
    if (length) CHECK(n.is_json == cases[i].is_json);
  }
  Number n;
  CHECK(number_read("123", 2, &n) == 2 && n.integer == 12); /* never beyond the given length */
  CHECK(number_read("1.5", 2, &n) == 2 && n.real == 1);
  CHECK(number_read("1e5", 2, &n) == 1 && n.real == 1);
}

static void read_whole_texts(void) {
  Number n;
  CHECK(number_read_whole("1.5", 3, &n) && n.real == 1.5);
  CHECK(number_read_whole("\t 1.5 \r\n", 8, &n) && n.real == 1.5);
  CHECK(!number_read_whole("1.5x", 4, &n) && !number_read_whole("", 0, &n) &&
        !number_read_whole("  ", 2, &n));
  CHECK(!number_read_whole("1 2", 3, &n) && !number_read_whole("1,5", 3, &n));
}

static void write_values(void) {
  static const struct {
    double value;
    const char *text;
  } cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-2.5, "-2.5"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {100, "100"},
      {1e15, "1000000000000000"},
      {1e16, "1e+16"},
      {123456789012345680.0, "1.2345678901234568e+17"},
      {9007199254740993.0, "9007199254740992"},
      {0.0001, "0.0001"},
      {0.00001, "1e-05"},
      {1.5e-7, "1.5e-07"},
      {1e22, "1e+22"},
      {1e23, "1e+23"},
      {5e-324, "5e-324"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {0.8999999999999999, "0.8999999999999999"},
      {5.684341886080802e-14, "5.684341886080802e-14"}, /* a power of two: doubles below stand closer */
      {1.0 / 3, "0.3333333333333333"},
      {2.0 / 3, "0.6666666666666666"},
      {258.15, "258.15"},
      {INFINITY, "inf"},
      {-INFINITY, "-inf"},
      {4503599627370495.5, "4503599627370495.5"},
      {0.001, "0.001"},
      {0.0010000000000000002, "0.0010000000000000002"},
      {-639.999999, "-639.999999"},
      {639.9999999, "639.9999999"},
      {8589934592.000001, "8589934592.000002"},
      {NAN, "nan"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[32];
    size_t length = number_format(cases[i].value, out);
    CHECK_TEXT(out, cases[i].text);
    CHECK(length == strlen(out));
  }
}

static uint64_t random_bits(void) {
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

/* Every double comes back; no shorter text would. */
static void write_and_read(void) {
  for (int i = 0; i < 200000; i++) {
    uint64_t bits = random_bits();
    if (i % 4 == 1) bits >>= 12 + random_bits() % 52; /* subnormal */
    if (i % 4 == 2) bits &= (uint64_t)0x7FF << 52;    /* a power of two */
    double value, back;
    memcpy(&value, &bits, sizeof value);
    if (i % 4 == 3) value = (double)(bits % 100000) / 100; /* as in files */
    if (!isfinite(value)) continue;
    char out[32];
    size_t length = number_format(value, out);
    back = read_all(out);
    if (!(back == value && length < sizeof out)) CHECK(back == value);
  }
  CHECK(true);
}

int main(void) {
  unit_begin();
  read_values();
  read_long_values();
  read_integers();
  find_the_end();
  read_whole_texts();
  write_values();
  write_and_read();
  return unit_end("number");
}
