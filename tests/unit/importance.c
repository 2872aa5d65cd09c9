/* Correlation and importance where the answer is known, and the promises of numbers.md, section 6, by simulation. Figures
** of numpy stand in make parity. */
#include "statistics/importance.h"

#include <math.h>
#include <stdatomic.h>

#include "unit.h"

enum { MOST = 20000 };

static const Workers workers = {1, NULL};

/* One metric: the values and outcomes of rows, image by image. */
typedef struct Sample {
  size_t count, images;
  double x[MOST], y[MOST];
  uint32_t image[MOST];
} Sample;

static Sample sample;

typedef struct Figures {
  double correlation;
  Importance found;
} Figures;

static atomic_bool stopped;

static Figures figures_of(const Sample *of, const Task *task, Error *error) {
  Id *ids = memory_allocate(of->images, sizeof *ids, error);
  ImageOrders orders;
  ImportanceRows rows = {{0}, NULL, NULL};
  ImportanceScratch scratch;
  Figures out = {(double)NAN, {(double)NAN, (double)NAN, false}};
  for (size_t i = 0; ids && i < of->images; i++) ids[i] = id_integer((int64_t)i);
  image_orders_make(&orders, ids, ids ? of->images : 0, &workers, error);
  importance_scratch_make(&scratch, of->count, of->images, error);
  pairs_reserve(&rows.pairs, of->count, error);
  rows.image = memory_allocate(of->count, sizeof *rows.image, error);
  rows.bits = memory_allocate(of->count, sizeof *rows.bits, error);
  for (size_t i = 0; i < of->count && ok(error); i++) {
    Id id = id_integer((int64_t)i);
    pairs_add(&rows.pairs, of->x[i], of->y[i], error);
    rows.image[i] = of->image[i];
    rows.bits[i] = importance_bits(&id);
  }
  if (ok(error)) {
    out.found = importance(&rows, of->images ? &orders : NULL, &scratch, task, error);
    if (ok(error)) out.correlation = pairs_correlation(&rows.pairs);
  }
  for (size_t i = 1; i < rows.pairs.count && ok(error); i++) CHECK(rows.pairs.x[i - 1] <= rows.pairs.x[i]);
  memory_release(ids);
  memory_release(rows.image);
  memory_release(rows.bits);
  pairs_release(&rows.pairs);
  importance_scratch_release(&scratch);
  image_orders_release(&orders);
  return out;
}

static Figures figures(void) {
  Error error = {0};
  Task task = {.stopped = &stopped};
  Figures out = figures_of(&sample, &task, &error);
  CHECK(ok(&error));
  return out;
}

static uint64_t state = 1;
static double uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

/* Rows in images of `each`; 0: each row is an image of its own. */
static void begin(size_t count, size_t each) {
  sample.count = count;
  sample.images = each ? (count + each - 1) / each : 0;
  for (size_t i = 0; i < count; i++) sample.image[i] = each ? (uint32_t)(i / each) : 0;
}

/* Images differ in how many of their predictions are true. */
static void cluster(void) {
  double share = 0;
  for (size_t i = 0; i < sample.count; i++) {
    if (!i || sample.image[i] != sample.image[i - 1]) share = uniform();
    sample.y[i] = uniform() < share;
  }
}

/* A value of the image's own says nothing, though images differ. */
static void random_image_value(void) {
  double sum = 0;
  for (int seed = 0; seed < 20; seed++) {
    begin(MOST, 10);
    cluster();
    double value = 0;
    for (size_t i = 0; i < sample.count; i++) {
      if (!i || sample.image[i] != sample.image[i - 1]) value = uniform();
      sample.x[i] = value;
    }
    Figures found = figures();
    CHECK(found.found.chance > 0.01);
    sum += found.found.importance;
  }
  CHECK(sum / 20 < .003);
}

static void threshold_decides(void) {
  const double shares[] = {.2, .35, .5, .8};
  const size_t counts[] = {5000, 7000, MOST};
  for (int s = 0; s < 4; s++) {
    for (int c = 0; c < 3; c++) {
      for (size_t each = 0; each < 20; each += 7) {
        begin(counts[c], each);
        for (size_t i = 0; i < sample.count; i++) {
          sample.x[i] = uniform();
          sample.y[i] = sample.x[i] > 1 - shares[s];
        }
        Figures found = figures();
        CHECK(found.found.importance >= .97 && found.found.reliable);
      }
    }
  }
}

static void same_as_outcome(void) {
  for (size_t each = 0; each < 10; each += 3) {
    begin(1000, each);
    for (size_t i = 0; i < sample.count; i++) sample.x[i] = sample.y[i] = uniform() < .3;
    Figures same = figures();
    CHECK(same.found.importance == 1 && same.found.reliable && same.correlation == 1);
    for (size_t i = 0; i < sample.count; i++) sample.x[i] = 1e300 * (3 - sample.y[i]);
    same = figures();
    CHECK(same.found.importance == 1 && fabs(same.correlation + 1) < 1e-15);
  }
}

static void shuffled_outcomes(void) {
  int reliable = 0;
  for (int times = 0; times < 200; times++) {
    begin(2000, times % 2 ? 10 : 0);
    for (size_t i = 0; i < sample.count; i++) {
      sample.x[i] = floor(uniform() * 1000);
      sample.y[i] = uniform() < .4;
    }
    reliable += figures().found.reliable;
  }
  CHECK(reliable >= 3 && reliable <= 20);
}

/* Repeated values cost nothing: a metric of two values that says nothing has no importance. */
static void ties_cost_nothing(void) {
  begin(4000, 5);
  for (size_t i = 0; i < sample.count; i++) {
    sample.x[i] = i % 3 == 0;
    sample.y[i] = uniform() < .5;
  }
  Figures found = figures();
  CHECK(found.found.importance < .002 && found.found.chance < .001);
}

static void nothing_to_say(void) {
  const double same[] = {7, 7, 7, 7}, x[] = {1, 2, 3, 4}, half[] = {0, 0, 1, 1}, one[] = {0, 0, 0, 1};
  begin(4, 0);
  memcpy(sample.y, half, sizeof half);
  memcpy(sample.x, same, sizeof same);
  Figures found = figures();
  CHECK(found.found.importance == 0 && found.found.chance == 0 && isnan(found.correlation));
  memcpy(sample.x, x, sizeof x); /* each value a bin of its own, in the shuffles too */
  found = figures();
  CHECK(found.found.importance == 0 && found.found.chance == 1 && !found.found.reliable);
  double correlation = found.correlation;
  /* a mean that no double holds, differences in its last bits */
  const double near[] = {1e6, 1e6 + 0x1p-30, 1e6 + 0x1p-29, 1e6 + 0x3p-30};
  memcpy(sample.x, near, sizeof near);
  CHECK(fabs(figures().correlation - correlation) < 1e-12);
  memcpy(sample.y, one, sizeof one);
  CHECK(isnan(figures().found.importance) && isnan(figures().found.chance));
  begin(0, 0);
  CHECK(isnan(figures().found.importance) && isnan(figures().correlation));
}

/* One image alone: each row counts as an image. */
static void one_image(void) {
  begin(3000, 0);
  for (size_t i = 0; i < sample.count; i++) {
    sample.x[i] = uniform();
    sample.y[i] = sample.x[i] + uniform() > 1;
  }
  Figures alone = figures();
  sample.images = 1;
  Figures together = figures();
  CHECK(alone.found.importance == together.found.importance && alone.found.chance == together.found.chance);
  sample.images = 5; /* images without rows change nothing */
  CHECK(figures().found.importance == alone.found.importance);
}

static void exchange_rows(size_t i, size_t j) {
  double x = sample.x[i], y = sample.y[i];
  sample.x[i] = sample.x[j];
  sample.y[i] = sample.y[j];
  sample.x[j] = x;
  sample.y[j] = y;
}

/* Without images the order of the rows does not matter. */
static void order_does_not_matter(void) {
  for (int kind = 0; kind < 4; kind++) {
    begin(600, 0);
    for (size_t i = 0; i < sample.count; i++) {
      double *x = &sample.x[i];
      sample.y[i] = uniform() < .3;
      *x = uniform() + sample.y[i] / 2;
      if (kind == 1) *x = floor(*x * 10) / 10;
      if (kind == 2) *x = *x > .5 ? -0.0 : 1;
      if (kind == 3 && i % 2) *x = 1e9;
    }
    Figures before = figures();
    for (size_t i = sample.count; i > 1; i--) exchange_rows(i - 1, (size_t)(uniform() * (double)i));
    for (size_t i = 0; i < sample.count; i++) sample.x[i] += 0.0; /* -0 and 0 are one value */
    Figures after = figures();
    CHECK(after.correlation == before.correlation && after.found.importance == before.found.importance);
    CHECK(after.found.chance == before.found.chance && after.found.reliable == before.found.reliable);
  }
}

static bool at_once(void *context) {
  (void)context;
  return true;
}

static void stops(void) {
  Error error = {0}, another = {0};
  Poll poll = {.stop = at_once};
  Task task = {.poll = &poll}, told = {.stopped = &stopped};
  begin(MOST, 10);
  cluster();
  figures_of(&sample, &task, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  stopped = true;
  figures_of(&sample, &told, &another);
  CHECK(another.kind == ERROR_INTERRUPT);
  stopped = false;
}

static void memory(void) {
  Task task = {.stopped = &stopped};
  begin(50, 5);
  cluster();
  for (long n = 1;; n++) {
    Error error = {0};
    unit_fail_allocation(n, false);
    figures_of(&sample, &task, &error);
    bool failed = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(failed ? error.kind == ERROR_MEMORY : ok(&error));
    if (!failed) break;
  }
}

/* Outcomes that change with each bin decide everything, where there are so many bins and not one more or less. */
static bool has_bins(size_t rows, size_t bins) {
  Error error = {0};
  Task task = {.stopped = &stopped};
  begin(rows, 0);
  for (size_t i = 0; i < rows; i++) {
    sample.x[i] = (double)i;
    sample.y[i] = (double)(i * bins / rows % 2);
  }
  double found = figures_of(&sample, &task, &error).found.importance;
  CHECK(ok(&error));
  return fabs(found - 1) < 1e-9;
}

static void counts_of_bins(void) {
  CHECK(has_bins(100, 10) && has_bins(540, 10) && has_bins(550, 11) && has_bins(6000, 100));
  CHECK(!has_bins(540, 9) && !has_bins(550, 10) && !has_bins(6000, 120));
}

int main(void) {
  unit_begin();
  random_image_value();
  threshold_decides();
  same_as_outcome();
  shuffled_outcomes();
  ties_cost_nothing();
  nothing_to_say();
  one_image();
  order_does_not_matter();
  stops();
  memory();
  counts_of_bins();
  return unit_end("importance");
}
