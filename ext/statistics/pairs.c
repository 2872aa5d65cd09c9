#include "statistics/pairs.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "statistics/exact_sum.h"

void pairs_reserve(Pairs *pairs, size_t count, Error *error) {
  memory_reserve((void **)&pairs->x, &pairs->x_capacity, count, sizeof *pairs->x, error);
  memory_reserve((void **)&pairs->y, &pairs->y_capacity, count, sizeof *pairs->y, error);
}

void pairs_add(Pairs *pairs, double x, double y, Error *error) {
  if (!ok(error)) return;
  if (pairs->count >= pairs->x_capacity || pairs->count >= pairs->y_capacity)
    pairs_reserve(pairs, pairs->count + 1, error);
  if (!ok(error)) return;
  pairs->x[pairs->count] = x;
  pairs->y[pairs->count++] = y;
}

void pairs_release(Pairs *pairs) {
  memory_release(pairs->x);
  memory_release(pairs->y);
  *pairs = (Pairs){0};
}

void pair_space_make(PairSpace *space, size_t capacity, Error *error) {
  *space = (PairSpace){.capacity = capacity};
  space->keys = memory_allocate(capacity, sizeof *space->keys, error);
  space->other_keys = memory_allocate(capacity, sizeof *space->other_keys, error);
  space->rows = memory_allocate(capacity, sizeof *space->rows, error);
  space->other_rows = memory_allocate(capacity, sizeof *space->other_rows, error);
  space->numbers = memory_allocate(capacity, sizeof *space->numbers, error);
}

void pair_space_release(PairSpace *space) {
  memory_release(space->keys);
  memory_release(space->other_keys);
  memory_release(space->rows);
  memory_release(space->other_rows);
  memory_release(space->numbers);
  *space = (PairSpace){0};
}

static void sort_rows(const double *numbers, size_t count, PairSpace *space, const Task *task, Error *error) {
  for (size_t i = 0; i < count; i++) space->keys[i] = sort_key_ascending(numbers[space->rows[i]]);
  task_check(task, error);
  sort_by_key_checked(space->keys, space->rows, space->other_keys, space->other_rows, count, task, error);
}

static void permute(double *numbers, size_t count, PairSpace *space, const Task *task, Error *error) {
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) space->numbers[i] = numbers[space->rows[i]];
  if (count) memcpy(numbers, space->numbers, count * sizeof *numbers);
  task_check(task, error);
}

/* The rows by y. Outcomes have two values, and are parted in one pass. */
static void order_by_y(const double *y, size_t count, PairSpace *space, const Task *task, Error *error) {
  double least = (double)INFINITY, most = -least;
  size_t at = 0, middling = 0;
  for (size_t i = 0; i < count; i++) {
    if (y[i] < least) least = y[i];
    if (y[i] > most) most = y[i];
  }
  for (size_t i = 0; i < count; i++) {
    if (y[i] == least) space->rows[at++] = (uint32_t)i;
    middling += y[i] != least && y[i] != most;
  }
  for (size_t i = 0; i < count; i++) {
    if (y[i] != least) space->rows[at++] = (uint32_t)i;
  }
  task_check(task, error);
  if (middling) sort_rows(y, count, space, task, error);
}

void pairs_sort(Pairs *pairs, PairSpace *space, const Task *task, Error *error) {
  size_t count = pairs->count;
  if (!ok(error)) return;
  order_by_y(pairs->y, count, space, task, error);
  sort_rows(pairs->x, count, space, task, error);
  permute(pairs->x, count, space, task, error);
  permute(pairs->y, count, space, task, error);
}

/* A power of two that brings the largest of the numbers to 1 or just below, so that no square overflows; 1
** where all are 0. */
static double numbers_scale(const double *numbers, size_t count) {
  double largest = 0;
  int exponent;
  for (size_t i = 0; i < count; i++) {
    if (fabs(numbers[i]) > largest) largest = fabs(numbers[i]);
  }
  if (largest == 0) return 1;
  frexp(largest, &exponent);
  return ldexp(1, exponent < -1000 ? 1000 : -exponent);
}

static double numbers_mean(const double *numbers, size_t count, double scale) {
  ExactSum sum = {0};
  for (size_t i = 0; i < count; i++) exact_sum_add(&sum, numbers[i] * scale);
  return exact_sum_value(&sum) / (double)count;
}

/* The sum of squares around a mean that is rounded: what the rounding adds is taken off. */
static double around_mean(const ExactSum *products, const ExactSum *one, const ExactSum *other,
                          size_t count) {
  return exact_sum_value(products) - exact_sum_value(one) * exact_sum_value(other) / (double)count;
}

static bool is_constant(const double *numbers, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (numbers[i] != numbers[0]) return false;
  }
  return true;
}

double pairs_correlation(const Pairs *pairs) {
  const double *x = pairs->x, *y = pairs->y;
  size_t count = pairs->count;
  if (is_constant(x, count) || is_constant(y, count)) return (double)NAN;
  double x_scale = numbers_scale(x, count), y_scale = numbers_scale(y, count);
  double x_mean = numbers_mean(x, count, x_scale), y_mean = numbers_mean(y, count, y_scale);
  ExactSum x_sum = {0}, y_sum = {0}, xx = {0}, xy = {0}, yy = {0};
  for (size_t i = 0; i < count; i++) {
    double dx = x[i] * x_scale - x_mean, dy = y[i] * y_scale - y_mean;
    exact_sum_add(&x_sum, dx);
    exact_sum_add(&y_sum, dy);
    exact_sum_add(&xx, dx * dx);
    exact_sum_add(&xy, dx * dy);
    exact_sum_add(&yy, dy * dy);
  }
  double product = around_mean(&xx, &x_sum, &x_sum, count) * around_mean(&yy, &y_sum, &y_sum, count);
  double r = around_mean(&xy, &x_sum, &y_sum, count) / sqrt(product);
  return r < -1 ? -1 : r > 1 ? 1 : r;
}
