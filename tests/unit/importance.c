/* Correlation and importance where the answer is known. Figures of numpy and scikit-learn stand in make parity. */
#include <math.h>
#include <stdatomic.h>

#include "statistics/importance.h"
#include "unit.h"

enum { MOST = 4000 };

typedef struct Figures {
  double correlation, importance;
} Figures;

static Figures figures(const double *x, const double *y, size_t count) {
  Error error = {0};
  Pairs pairs = {0};
  PairSpace space;
  atomic_bool stopped = false;
  Task task = {.stopped = &stopped};
  uint32_t *counts = memory_allocate(count + 1, sizeof *counts, &error);
  pair_space_make(&space, count, &error);
  for (size_t i = 0; i < count; i++) pairs_add(&pairs, x[i], y[i], &error);
  pairs_sort(&pairs, &space, &task, &error);
  Figures out = {pairs_correlation(&pairs), importance(&pairs, &space, counts, &task, &error)};
  CHECK(ok(&error));
  for (size_t i = 1; i < count; i++) CHECK(pairs.x[i - 1] <= pairs.x[i]);
  pairs_release(&pairs);
  pair_space_release(&space);
  memory_release(counts);
  return out;
}

static uint64_t state = 1;
static double uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

static bool at_once(void *context) {
  (void)context;
  return true;
}

/* Sorting many pairs ends where the host wants to stop. */
static void check_stopped(void) {
  enum { COUNT = 200000 };
  Error error = {0};
  Pairs pairs = {0};
  PairSpace space;
  Poll poll = {.stop = at_once};
  Task task = {.poll = &poll};
  pair_space_make(&space, COUNT, &error);
  for (int i = 0; i < COUNT; i++) pairs_add(&pairs, uniform(), uniform(), &error);
  CHECK(ok(&error));
  pairs_sort(&pairs, &space, &task, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  pair_space_release(&space);
  pairs_release(&pairs);
}

static void shuffle(double *x, double *y, size_t count) {
  for (size_t i = count; i > 1; i--) {
    size_t j = (size_t)(uniform() * (double)i);
    double swap = x[i - 1];
    x[i - 1] = x[j];
    x[j] = swap;
    swap = y[i - 1];
    y[i - 1] = y[j];
    y[j] = swap;
  }
}

static void known(void) {
  double x[MOST], y[MOST];
  const double shares[] = {.05, .3, .95};
  for (int s = 0; s < 3; s++) {
    for (int i = 0; i < MOST; i++) {
      x[i] = uniform();
      y[i] = x[i] > 1 - shares[s];
    }
    CHECK(figures(x, y, MOST).importance >= .99);
    for (int i = 0; i < MOST; i++) y[i] = uniform() < shares[s];
    CHECK(figures(x, y, MOST).importance < .03);
    for (int i = 0; i < MOST; i++) x[i] = y[i];
    Figures same = figures(x, y, MOST);
    CHECK(same.importance > .99 && same.correlation == 1);
    for (int i = 0; i < MOST; i++) x[i] = 1e300 * (3 - y[i]);
    same = figures(x, y, MOST);
    CHECK(same.importance > .99 && fabs(same.correlation + 1) < 1e-15);
  }
}

static void nothing_to_say(void) {
  const double same[] = {7, 7, 7, 7}, x[] = {1, 2, 3, 4}, half[] = {0, 0, 1, 1}, one[] = {0, 0, 0, 1};
  CHECK(figures(same, half, 4).importance == 0 && isnan(figures(same, half, 4).correlation));
  CHECK(isnan(figures(x, one, 4).importance) && isnan(figures(x, same, 4).correlation));
  CHECK(isnan(figures(x, half, 0).importance) && isnan(figures(x, half, 0).correlation));
  CHECK(figures(x, half, 4).importance > 0);
  /* a mean that no double holds, differences in its last bits */
  const double near[] = {1e6, 1e6 + 0x1p-30, 1e6 + 0x1p-29, 1e6 + 0x3p-30};
  CHECK(fabs(figures(near, half, 4).correlation - figures(x, half, 4).correlation) < 1e-12);
}

static void order_does_not_matter(void) {
  double x[600], y[600];
  for (int kind = 0; kind < 4; kind++) {
    for (int i = 0; i < 600; i++) {
      y[i] = uniform() < .3;
      x[i] = uniform() + y[i] / 2;
      if (kind == 1) x[i] = floor(x[i] * 10) / 10;
      if (kind == 2) x[i] = x[i] > .5 ? -0.0 : 1;
      if (kind == 3 && i % 2) x[i] = 1e9;
    }
    Figures before = figures(x, y, 600);
    for (int times = 0; times < 3; times++) {
      shuffle(x, y, 600);
      for (int i = 0; i < 600; i++) x[i] += 0.0; /* -0 and 0 are one value */
      Figures after = figures(x, y, 600);
      CHECK(after.correlation == before.correlation && after.importance == before.importance);
    }
  }
}

static void noise(void) {
  double least = 1, most = -1, sum = 0;
  for (unsigned i = 0; i < 10000; i++) {
    double u = importance_noise(.5, i % 2, i / 2, i % 3);
    CHECK(u >= -1 && u <= 1);
    least = u < least ? u : least;
    most = u > most ? u : most;
    sum += u;
  }
  CHECK(least < -.99 && most > .99 && fabs(sum / 10000) < .02);
  CHECK(importance_noise(0, 1, 5, 0) == importance_noise(-0.0, 1, 5, 0));
  CHECK(importance_noise(0, 1, 5, 0) != importance_noise(0, 0, 5, 0));
  CHECK(importance_noise(0, 1, 5, 0) != importance_noise(0, 1, 5, 1));
}

static void stops(void) {
  double x[] = {1, 2, 3, 4}, y[] = {0, 1, 0, 1};
  Pairs pairs = {.x = x, .y = y, .count = 4};
  PairSpace space;
  Error error = {0};
  uint32_t counts[5];
  atomic_bool stopped = true;
  Task task = {.stopped = &stopped};
  pair_space_make(&space, 4, &error);
  CHECK(isnan(importance(&pairs, &space, counts, &task, &error)) && error.kind == ERROR_INTERRUPT);
  pair_space_release(&space);
}

static void memory(void) {
  for (long n = 1;; n++) {
    Error error = {0};
    Pairs pairs = {0};
    PairSpace space;
    unit_fail_allocation(n, false);
    pair_space_make(&space, 10, &error);
    for (int i = 0; i < 10; i++) pairs_add(&pairs, i, i, &error);
    bool failed = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(failed ? error.kind == ERROR_MEMORY : ok(&error) && pairs.count == 10);
    pairs_release(&pairs);
    pair_space_release(&space);
    if (!failed) break;
  }
}

int main(void) {
  unit_begin();
  check_stopped();
  known();
  nothing_to_say();
  order_does_not_matter();
  noise();
  stops();
  memory();
  return unit_end("importance");
}
