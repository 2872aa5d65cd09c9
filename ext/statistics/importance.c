#include "statistics/importance.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "statistics/exact_sum.h"

enum { NEIGHBOURS = 3, ROWS_BETWEEN_CHECKS = 8192 };

/* The mixing of splitmix64 (public domain, S. Vigna). */
static uint64_t mix(uint64_t z) {
  z += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

double importance_noise(double value, unsigned outcome, uint64_t ordinal, unsigned draw) {
  uint64_t bits, which = 2 * ordinal + outcome + ((uint64_t)draw << 40);
  value += 0.0; /* -0 becomes 0 */
  memcpy(&bits, &value, sizeof bits);
  return (double)(mix(bits ^ mix(which)) >> 11) * 0x1p-52 - 1;
}

/* The points that distances are measured between, ascending, and of each outcome where its points stand. */
typedef struct Points {
  const double *at;
  size_t count;
  const uint32_t *places[2];
  size_t counts[2];
} Points;

/* What brings x to the standard deviation 1, and how far the noise reaches. */
typedef struct Spread {
  double scale, deviation, amplitude;
} Spread;

static Spread spread_of(const Pairs *pairs) {
  double scale = numbers_scale(pairs->x, pairs->count);
  double deviation = numbers_deviation(pairs->x, pairs->count, scale);
  ExactSum size = {0};
  for (size_t i = 0; i < pairs->count; i++) exact_sum_add(&size, fabs(pairs->x[i] * scale / deviation));
  double mean = exact_sum_value(&size) / (double)pairs->count;
  return (Spread){scale, deviation, 1e-10 * (mean > 1 ? mean : 1)};
}

/* x over its standard deviation, and a little noise that parts equal values. */
static void spread(const Pairs *pairs, const Spread *by, unsigned draw, double *out) {
  const double *x = pairs->x, *y = pairs->y;
  uint64_t ordinal = 0;
  for (size_t i = 0; i < pairs->count; i++) {
    ordinal = i && x[i] == x[i - 1] && y[i] == y[i - 1] ? ordinal + 1 : 0;
    out[i] =
        x[i] * by->scale / by->deviation + by->amplitude * importance_noise(x[i], y[i] != 0, ordinal, draw);
  }
}

/* The noise has hardly moved them: where values lie far apart they are in order still. */
static bool ascending(const double *numbers, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (numbers[i] < numbers[i - 1]) return false;
  }
  return true;
}

static Points place(const Pairs *pairs, const Spread *by, unsigned draw, PairSpace *space, const Task *task,
                    Error *error) {
  size_t count = pairs->count, falses = 0, at[2];
  double *spreaded = space->numbers, *sorted = space->other_numbers;
  spread(pairs, by, draw, spreaded);
  task_check(task, error);
  for (size_t i = 0; i < count; i++) space->rows[i] = (uint32_t)i;
  if (!ascending(spreaded, count)) {
    for (size_t i = 0; i < count; i++) space->keys[i] = sort_key_ascending(spreaded[i]);
    sort_by_key_checked(space->keys, space->rows, space->other_keys, space->other_rows, count, task, error);
  }
  if (!ok(error)) return (Points){.count = 0};
  for (size_t i = 0; i < count; i++) falses += pairs->y[i] == 0;
  at[0] = 0;
  at[1] = falses;
  for (size_t i = 0; i < count; i++) {
    uint32_t row = space->rows[i];
    sorted[i] = spreaded[row];
    space->other_rows[at[pairs->y[row] != 0]++] = (uint32_t)i;
  }
  return (Points){sorted, count, {space->other_rows, space->other_rows + falses}, {falses, count - falses}};
}

/* The distance of a point to its k-th neighbour of the same outcome: the least reach of a window of k + 1 around it. */
static double neighbour_distance(const Points *points, int outcome, size_t index, size_t k) {
  const uint32_t *places = points->places[outcome];
  const double *at = points->at;
  double own = at[places[index]], least = (double)INFINITY;
  size_t first = index < k ? 0 : index - k;
  for (size_t left = first; left <= index && left + k < points->counts[outcome]; left++) {
    double below = own - at[places[left]], above = at[places[left + k]] - own;
    double reach = below > above ? below : above;
    if (reach < least) least = reach;
  }
  return least;
}

/* How many points before `place` are within the radius: in steps that double, then by halves. The predicate is the
** rounded difference, for a rounded bound would fall on the neighbour itself. */
static size_t within_below(const Points *points, size_t place, double radius) {
  const double *at = points->at;
  size_t inside = 0, outside = 1;
  while (outside <= place && at[place] - at[place - outside] <= radius) {
    inside = outside;
    outside *= 2;
  }
  if (outside > place) outside = place + 1;
  while (outside - inside > 1) {
    size_t middle = inside + (outside - inside) / 2;
    if (at[place] - at[place - middle] <= radius)
      inside = middle;
    else
      outside = middle;
  }
  return inside;
}

static size_t within_above(const Points *points, size_t place, double radius) {
  const double *at = points->at;
  size_t inside = 0, outside = 1, most = points->count - 1 - place;
  while (outside <= most && at[place + outside] - at[place] <= radius) {
    inside = outside;
    outside *= 2;
  }
  if (outside > most) outside = most + 1;
  while (outside - inside > 1) {
    size_t middle = inside + (outside - inside) / 2;
    if (at[place + middle] - at[place] <= radius)
      inside = middle;
    else
      outside = middle;
  }
  return inside;
}

/* The next number below a distance, as nextafter has it, which takes five times as long; 0 has none. */
static double number_below(double distance) {
  uint64_t bits;
  memcpy(&bits, &distance, sizeof bits);
  bits -= distance > 0;
  memcpy(&distance, &bits, sizeof bits);
  return distance;
}

/* counts[m]: how many points have m points, themselves included, nearer than their k-th neighbour. */
static void count_near(const Points *points, const size_t k[2], uint32_t *counts, const Task *task,
                       Error *error) {
  memset(counts, 0, (points->count + 1) * sizeof *counts);
  for (int outcome = 0; outcome < 2; outcome++) {
    for (size_t i = 0; i < points->counts[outcome] && ok(error); i++) {
      size_t own = points->places[outcome][i];
      double radius = number_below(neighbour_distance(points, outcome, i, k[outcome]));
      counts[within_below(points, own, radius) + 1 + within_above(points, own, radius)]++;
      if (i % ROWS_BETWEEN_CHECKS == 0) task_check(task, error);
    }
  }
}

/*
** digamma(N) + mean digamma(k) - mean digamma(rows of the outcome) - mean digamma(m). digamma(n) is the sum of 1, 1/2, ...
** 1/(n - 1) less Euler's constant, which falls out of the four.
*/
static double information(const Points *points, const size_t k[2], const uint32_t *counts) {
  double count = (double)points->count;
  ExactSum harmonic = {0}, sum = {0};
  for (size_t n = 1; n <= points->count; n++) {
    double digamma = exact_sum_value(&harmonic);
    if (counts[n]) exact_sum_add(&sum, -digamma * counts[n]);
    for (int outcome = 0; outcome < 2; outcome++) {
      double rows = (double)points->counts[outcome];
      if (n == k[outcome]) exact_sum_add(&sum, digamma * rows);
      if (n == points->counts[outcome]) exact_sum_add(&sum, -digamma * rows);
    }
    if (n == points->count) exact_sum_add(&sum, digamma * count);
    exact_sum_add(&harmonic, 1 / (double)n);
  }
  return exact_sum_value(&sum) / count;
}

static double entropy(const Points *points) {
  double sum = 0;
  for (int outcome = 0; outcome < 2; outcome++) {
    double share = (double)points->counts[outcome] / (double)points->count;
    sum -= share * log(share);
  }
  return sum;
}

/*
** How often the noise is drawn. Where many values are equal one draw decides a good part of the figure (a standard
** deviation of .02 at 2,000 rows), so the mean is taken over as many draws as have 65,536 rows together, at most 32. Where
** all values differ one is enough.
*/
static unsigned draws_of(const Pairs *pairs) {
  enum { ROWS_ENOUGH = 65536, MOST = 32 };
  size_t count = pairs->count, draws = (ROWS_ENOUGH + count - 1) / count;
  bool repeats = false;
  for (size_t i = 1; i < count && !repeats; i++) repeats = pairs->x[i] == pairs->x[i - 1];
  return !repeats ? 1 : draws < MOST ? (unsigned)draws : MOST;
}

double importance(const Pairs *pairs, PairSpace *space, uint32_t *counts, const Task *task, Error *error) {
  size_t count = pairs->count, trues = 0, k[2];
  for (size_t i = 0; i < count; i++) trues += pairs->y[i] != 0;
  if (!ok(error) || trues < 2 || count - trues < 2) return (double)NAN;
  if (pairs->x[0] == pairs->x[count - 1]) return 0;
  Spread by = spread_of(pairs);
  task_check(task, error);
  unsigned draws = draws_of(pairs);
  double sum = 0, whole = 1;
  for (unsigned draw = 0; draw < draws && ok(error); draw++) {
    Points points = place(pairs, &by, draw, space, task, error);
    task_check(task, error);
    if (!ok(error)) break;
    for (int outcome = 0; outcome < 2; outcome++) {
      size_t others = points.counts[outcome] - 1;
      k[outcome] = others < NEIGHBOURS ? others : NEIGHBOURS;
    }
    count_near(&points, k, counts, task, error);
    task_check(task, error);
    if (ok(error)) sum += information(&points, k, counts);
    whole = entropy(&points);
  }
  if (!ok(error)) return (double)NAN;
  double value = sum / draws / whole;
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
