#include "statistics/ks_distance.h"

#include <math.h>

#include "base/sort.h"

void samples_add(Samples *samples, double value, int sample, Error *error) {
  size_t count = samples->count;
  if (ok(error) && count == UINT32_MAX) error_input(error, "more than %u values", UINT32_MAX);
  memory_reserve((void **)&samples->keys, &samples->capacity[0], count + 1, sizeof *samples->keys, error);
  memory_reserve((void **)&samples->samples, &samples->capacity[1], count + 1, sizeof *samples->samples,
                 error);
  if (!ok(error)) return;
  samples->keys[count] = sort_key_ascending(value);
  samples->samples[count] = (uint32_t)sample;
  samples->count = count + 1;
}

void samples_release(Samples *samples) {
  memory_release(samples->keys);
  memory_release(samples->samples);
  *samples = (Samples){0};
}

static uint64_t largest_common_divisor(uint64_t a, uint64_t b) {
  while (b) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* With a of m and b of n values at or below, the shares differ by |a*n - b*m| / (m*n): compared as whole
** numbers, which stay below 2^64, for no count reaches 2^32. */
static double largest_difference(const Samples *all, uint64_t m, uint64_t n) {
  uint64_t below[2] = {0, 0}, largest = 0, divisor = largest_common_divisor(m, n);
  for (size_t i = 0; i < all->count; i++) {
    below[all->samples[i]]++;
    if (i + 1 < all->count && all->keys[i + 1] == all->keys[i]) continue;
    uint64_t one = below[0] * n, other = below[1] * m;
    uint64_t difference = one > other ? one - other : other - one;
    if (difference > largest) largest = difference;
  }
  uint64_t numerator = largest / divisor, denominator = m / divisor * n;
  return (double)numerator / (double)denominator;
}

double ks_distance(Samples *samples, Poll *poll, Error *error) {
  Task task = {.poll = poll};
  size_t count = samples->count, others = 0;
  double distance = (double)NAN;
  uint64_t *scratch_keys = memory_allocate(count, sizeof *scratch_keys, error);
  uint32_t *scratch_samples = memory_allocate(count, sizeof *scratch_samples, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) others += samples->samples[i];
    sort_by_key_checked(samples->keys, samples->samples, scratch_keys, scratch_samples, count, &task, error);
    if (ok(error) && others && others < count) distance = largest_difference(samples, count - others, others);
  }
  memory_release(scratch_keys);
  memory_release(scratch_samples);
  return distance;
}
