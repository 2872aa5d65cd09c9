#include "base/sort.h"

#include <string.h>

void sort_by_bucket(uint32_t *rows, uint32_t *scratch, size_t count, const uint32_t *bucket_of_row,
                    size_t bucket_count, uint32_t *starts) {
  memset(starts, 0, (bucket_count + 1) * sizeof *starts);
  bool sorted = true;
  uint32_t last = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bucket = bucket_of_row[rows[i]];
    starts[bucket + 1]++;
    sorted = sorted && bucket >= last;
    last = bucket;
  }
  for (size_t b = 0; b < bucket_count; b++) starts[b + 1] += starts[b];
  if (sorted) return;
  for (size_t i = 0; i < count; i++) scratch[starts[bucket_of_row[rows[i]]]++] = rows[i];
  memcpy(rows, scratch, count * sizeof *rows);
  /* Each start has moved to the next one's place. */
  memmove(starts + 1, starts, bucket_count * sizeof *starts);
  starts[0] = 0;
}

static void insert_by_key(uint64_t *keys, uint32_t *rows, size_t count) {
  for (size_t i = 1; i < count; i++) {
    uint64_t key = keys[i];
    uint32_t row = rows[i];
    size_t j = i;
    for (; j > 0 && keys[j - 1] > key; j--) {
      keys[j] = keys[j - 1];
      rows[j] = rows[j - 1];
    }
    keys[j] = key;
    rows[j] = row;
  }
}

enum { ROWS_BETWEEN_CHECKS = 65536 };

/* Least significant digit first; a digit that all keys share costs nothing but the counting. */
void sort_by_key_checked(uint64_t *keys, uint32_t *rows, uint64_t *scratch_keys, uint32_t *scratch_rows,
                         size_t count, const Task *task, Error *error) {
  enum { DIGITS = 8, VALUES = 256, FEW = 48 };
  if (!ok(error)) return;
  if (count < FEW) {
    insert_by_key(keys, rows, count);
    return;
  }
  uint32_t places[DIGITS][VALUES] = {{0}};
  for (size_t i = 0; i < count; i++) {
    for (int d = 0; d < DIGITS; d++) places[d][keys[i] >> (8 * d) & 0xFF]++;
  }
  uint64_t *from_keys = keys, *to_keys = scratch_keys;
  uint32_t *from_rows = rows, *to_rows = scratch_rows;
  for (int d = 0; d < DIGITS; d++) {
    uint32_t *place = places[d];
    if (place[from_keys[0] >> (8 * d) & 0xFF] == count) continue;
    uint32_t start = 0;
    for (int v = 0; v < VALUES; v++) {
      uint32_t here = place[v];
      place[v] = start;
      start += here;
    }
    for (size_t begin = 0, end; begin < count; begin = end) {
      end = count - begin > ROWS_BETWEEN_CHECKS ? begin + ROWS_BETWEEN_CHECKS : count;
      for (size_t i = begin; i < end; i++) {
        uint32_t to = place[from_keys[i] >> (8 * d) & 0xFF]++;
        to_keys[to] = from_keys[i];
        to_rows[to] = from_rows[i];
      }
      if (task) task_check(task, error);
      if (!ok(error)) return;
    }
    uint64_t *swap_keys = from_keys;
    from_keys = to_keys;
    to_keys = swap_keys;
    uint32_t *swap_rows = from_rows;
    from_rows = to_rows;
    to_rows = swap_rows;
  }
  if (from_keys != keys) {
    memcpy(keys, from_keys, count * sizeof *keys);
    memcpy(rows, from_rows, count * sizeof *rows);
  }
}

void sort_by_key(uint64_t *keys, uint32_t *rows, uint64_t *scratch_keys, uint32_t *scratch_rows,
                 size_t count) {
  Error never = {0};
  sort_by_key_checked(keys, rows, scratch_keys, scratch_rows, count, NULL, &never);
}

void sort_by_comparison_checked(uint32_t *rows, uint32_t *scratch, size_t count,
                                int (*compare)(const void *context, uint32_t a, uint32_t b),
                                const void *context, const Task *task, Error *error) {
  size_t merged = 0; /* since the last look */
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t left = 0; left < count; left += 2 * width) {
      size_t middle = left + width < count ? left + width : count;
      size_t right = middle + width < count ? middle + width : count;
      size_t a = left, b = middle;
      for (size_t to = left; to < right; to++) {
        bool take_right = a == middle || (b < right && compare(context, rows[b], rows[a]) < 0);
        scratch[to] = take_right ? rows[b++] : rows[a++];
        if (++merged % ROWS_BETWEEN_CHECKS == 0 && task) task_check(task, error);
      }
      if (!ok(error)) return;
    }
    memcpy(rows, scratch, count * sizeof *rows);
  }
}

void sort_by_comparison(uint32_t *rows, uint32_t *scratch, size_t count,
                        int (*compare)(const void *context, uint32_t a, uint32_t b), const void *context) {
  Error never = {0};
  sort_by_comparison_checked(rows, scratch, count, compare, context, NULL, &never);
}

uint64_t sort_key_ascending(double value) {
  uint64_t bits;
  value += 0.0; /* -0 becomes 0 */
  memcpy(&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}
