/*
** Decimal numbers, read and written without the locale and correctly rounded (equal to Python's float and
** repr), and the sum of many.
*/
#ifndef BOXSCORE_BASE_NUMBER_H
#define BOXSCORE_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Number {
  double real;
  int64_t integer; /* where is_integer: written without '.' and exponent, and within 64 bits */
  bool is_integer;
  bool is_json; /* written as JSON has it */
} Number;

/* Reads a JSON number (-?digits[.digits][e[+-]digits]; unlike JSON also a leading '+' or zeros, and ".5" and
** "5.") at the start of the text. Returns how many bytes it has, 0 where there is none. Beyond the range of a
** double the value is infinite, below it 0; NaN and Infinity are not numbers here. */
size_t number_read(const char *text, size_t length, Number *out);

/* The same for a JSON number in a longer text: where it ends, its value being finite. NULL where there is
** none, and where it may go on behind `end`. */
const char *number_read_within(const char *text, const char *end, double *out);

/* Whether a text is wholly a number, blanks around it allowed (as `.import --csv` leaves it). */
bool number_read_whole(const char *text, size_t length, Number *out);

/* The shortest decimal that reads back as the same double: "0.5", "1e+22", "-0.0" as "0"; "nan", "inf",
** "-inf". Laid out as Python's repr does it, integral values without ".0". Returns its length; `out` has room
** for 32 bytes. */
size_t number_format(double value, char *out);

/* numpy's pairwise sum: its order of additions gives the last bit of numpy.sum and numpy.mean. Up to
** PAIRWISE_BLOCK values are added in one go, more in two halves. */
enum { PAIRWISE_BLOCK = 128 };
double sum_pairwise(const double *values, size_t count);
static inline size_t sum_pairwise_half(size_t count) {
  return count / 2 - count / 2 % 8;
}

#endif
