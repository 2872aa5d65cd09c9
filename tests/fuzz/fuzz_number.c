/* Numbers: what number_read takes, strtod in the C locale reads alike; what number_format writes is read back and is the shortest. */
#include "fuzz.h"

#include "base/number.h"

static void check_reading(const char *text, size_t size) {
  Number number = {0}, whole = {0};
  size_t length = number_read(text, size, &number);
  MUST(length <= size);
  bool is_whole = number_read_whole(text, size, &whole);
  if (length == 0) {
    MUST(size == 0 || text[0] < '0' || text[0] > '9');
    return;
  }
  if (length == size) MUST(is_whole);
  char *copy = malloc(length + 1), *end;
  memcpy(copy, text, length);
  copy[length] = 0;
  double expected = strtod(copy, &end);
  MUST(end == copy + length);
  MUST(memcmp(&expected, &number.real, sizeof expected) == 0);
  if (number.is_integer) {
    char back[32];
    snprintf(back, sizeof back, "%lld", (long long)number.integer);
    MUST(strtod(back, NULL) == expected || number.integer == 0);
  }
  free(copy);
}

/* The same of a JSON number with something behind it. */
static void check_within(const char *text, size_t size) {
  double real;
  const char *behind = number_read_within(text, text + size, &real);
  if (!behind) return;
  Number number = {0};
  MUST(number_read(text, size, &number) == (size_t)(behind - text));
  MUST(number.is_json && memcmp(&real, &number.real, sizeof real) == 0 && real - real == 0);
}

static void check_writing(double value) {
  char text[32], shorter[64];
  size_t length = number_format(value, text);
  MUST(length < sizeof text && strlen(text) == length);
  if (value != value || value - value != 0) return;
  MUST(strtod(text, NULL) == value);
  int digits = 0;
  for (const char *p = text; *p && *p != 'e'; p++) digits += *p >= '0' && *p <= '9' && (digits || *p != '0');
  while (digits > 1 && text[length - 1] == '0') length--, digits--; /* zeros of a whole number */
  if (digits > 17) MUST(digits <= 17);
  if (digits > 1 && !strchr(text, 'e')) {
    snprintf(shorter, sizeof shorter, "%.*g", digits - 1, value);
    MUST(strtod(shorter, NULL) != value);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check_reading((const char *)data, size);
  check_within((const char *)data, size);
  double value;
  if (size >= sizeof value) {
    memcpy(&value, data, sizeof value);
    check_writing(value);
  }
  return 0;
}
