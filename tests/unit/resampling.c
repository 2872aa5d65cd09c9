/* Resamples, and scores with weights: an image of weight 2 is as good as the image twice. */
#include "statistics/resampling/bootstrap.h"

#include <math.h>

#include "statistics/normal.h"
#include "statistics/proportion.h"
#include "statistics/resampling/chosen_images.h"
#include "unit.h"

enum { IMAGES = 12, HALF = 6, ROWS = 90, LANES = RESAMPLE_LANES };

static const Figure ap = {.threshold_count = 1};
static const Figures figures = {&ap, 1, 1, 1};
static const Workers workers = {1, NULL};

/* Some rows of two classes; scores differ, so that no ties are left to the order of copies. */
static ScoredRow row_of(int i) {
  unsigned random = (unsigned)i * 2654435761u >> 7;
  static const OutcomeKind kinds[] = {OUTCOME_TP, OUTCOME_FP, OUTCOME_TP, OUTCOME_FN, OUTCOME_FP};
  return (ScoredRow){.class = id_text(i % 3 ? "cat" : "dog", 3),
                     .kind = kinds[random % 5],
                     .score = 1 - i / 100.0,
                     .image = id_integer(random / 5 % IMAGES),
                     .id = id_integer(i + 1)};
}

/* The rows with each image as often as its weight says. */
static double mean_of_copies(const Weights *weights, int lane) {
  ScoredRows rows = {0};
  Error error = {0};
  for (int i = 0; i < ROWS; i++) {
    ScoredRow row = row_of(i);
    int copies = weights_of(weights, (uint32_t)row.image.integer)[lane];
    for (int copy = 0; copy < copies; copy++) {
      ScoredRow again = row;
      again.image.integer += copy * IMAGES;
      again.id.integer += copy * ROWS;
      scored_rows_add(&rows, &again, &error);
    }
  }
  double mean = scored_rows_mean_precision(&rows, NULL, &error);
  CHECK(ok(&error));
  scored_rows_release(&rows);
  return mean;
}

/* The means over classes, of which each has 101 cells here and there, differ in the order of sums only. */
static bool same(double a, double b) {
  return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-14;
}

static void check_weighted(const RankedClass *classes, size_t count) {
  uint8_t of[IMAGES * LANES];
  Weights weights = {of, IMAGES, 1};
  Drawing drawing = {7, IMAGES};
  double means[2 * LANES], by_class[2 * 2 * LANES];
  Error error = {0};
  Resampling resampling = {classes, count, figures, IMAGES, resamples_draw, drawing, 2 * LANES};
  resampled_scores(&resampling, &workers, by_class, means, &error);
  for (size_t block = 0; block < 2; block++) {
    resamples_draw(&drawing, block, &weights, &(Task){0}, &error);
    for (int lane = 0; lane < LANES; lane++) {
      int sum = 0;
      for (uint32_t image = 0; image < IMAGES; image++) sum += weights_of(&weights, image)[lane];
      CHECK(sum == IMAGES);
      CHECK(same(means[block * LANES + (size_t)lane], mean_of_copies(&weights, lane)));
    }
  }
  CHECK(ok(&error));
}

static void make_classes(ScoredRows *rows, ScoredOrder *order, RankedClass **classes, Error *error) {
  rows->keeps_labels = true;
  for (int i = 0; i < ROWS; i++) {
    ScoredRow row = row_of(i);
    scored_rows_add(rows, &row, error);
  }
  scored_rows_order(rows, order, NULL, error);
  *classes = memory_allocate_zeroed(2, sizeof **classes, error);
  for (size_t k = 0; k < 2 && ok(error); k++) ranked_class_of_rows(&(*classes)[k], rows, order, k, error);
}

static void bootstrap_rows(Estimate *estimate, Error *error) {
  ScoredRows rows = {0};
  ScoredOrder order;
  RankedClass *classes = NULL;
  const BootstrapSettings settings = {200, 0.9, 1, IMAGES};
  make_classes(&rows, &order, &classes, error);
  estimate->value = scored_rows_mean_of(&rows, &order, NULL, error);
  bootstrap(classes, 2, &figures, IMAGES, &settings, &workers, NULL, estimate, error);
  ranked_classes_release(classes, 2);
  scored_order_release(&order);
  scored_rows_release(&rows);
}

static void check_rows(void) {
  ScoredRows rows = {0};
  ScoredOrder order;
  RankedClass *classes;
  Error error = {0};
  make_classes(&rows, &order, &classes, &error);
  CHECK(ok(&error));
  check_weighted(classes, 2);
  ranked_classes_release(classes, 2);
  scored_order_release(&order);
  scored_rows_release(&rows);
  Estimate estimate;
  bootstrap_rows(&estimate, &error);
  CHECK(ok(&error) && estimate.reliable);
  CHECK(estimate.interval.low < estimate.value && estimate.value < estimate.interval.high);
  CHECK(estimate.interval.absent == 0 && estimate.interval.standard_error > 0);
}

/* The classes with half of the images, the others being one unit. */
static Estimate of_half(const BootstrapSettings *settings, Error *error) {
  ScoredRows rows = {0};
  ScoredOrder order;
  RankedClass *classes = NULL;
  make_classes(&rows, &order, &classes, error);
  for (size_t k = 0; k < 2 && ok(error); k++) {
    RankedClass *class = &classes[k];
    for (size_t i = 0; i < class->label_count; i++)
      if (class->labels[i] > HALF) class->labels[i] = HALF;
    for (size_t i = 0; i < class->hit_count; i++)
      if (class->hits[i].unit > HALF) class->hits[i].unit = HALF;
    for (size_t i = 0; i < class->miss_count; i++)
      if (class->misses[i] > HALF) class->misses[i] = HALF;
  }
  Estimate estimate = bootstrap_chosen(classes, 2, &figures, settings, &workers, error);
  ranked_classes_release(classes, 2);
  scored_order_release(&order);
  scored_rows_release(&rows);
  return estimate;
}

static void check_chosen(void) {
  const BootstrapSettings settings = {200, 0.9, 1, HALF};
  uint8_t of[IMAGES * LANES];
  Weights weights = {of, IMAGES, 1};
  Error error = {0};
  for (int i = 0; i < IMAGES * LANES; i++) of[i] = i < HALF * LANES;
  Estimate estimate = of_half(&settings, &error);
  CHECK(ok(&error) && same(estimate.value, mean_of_copies(&weights, 0)));
  CHECK(estimate.support.images == HALF && !estimate.reliable);
}

static void check_swaps(void) {
  enum { UNITS = 2 * IMAGES + 1 };
  uint8_t one[UNITS * LANES], other[UNITS * LANES];
  Weights weights = {one, UNITS, 1}, opposite = {other, UNITS, 1};
  Drawing drawing = {3, IMAGES};
  Error error = {0};
  int swapped = 0;
  swaps_draw(&drawing, 5, &weights, &(Task){0}, &error);
  swaps_draw_other(&drawing, 5, &opposite, &(Task){0}, &error);
  for (int i = 0; i < IMAGES * LANES; i++) {
    CHECK(one[i] + one[IMAGES * LANES + i] == 1);
    CHECK(one[i] == other[IMAGES * LANES + i] && other[i] == one[IMAGES * LANES + i]);
    swapped += one[IMAGES * LANES + i];
  }
  for (int lane = 0; lane < LANES; lane++) CHECK(one[2 * IMAGES * LANES + lane] == 1);
  CHECK(swapped > IMAGES * LANES / 4 && swapped < IMAGES * LANES * 3 / 4);
}

/* numpy.quantile([1, 2, 3, 4, 10], p) with p .04385 and its complement; scipy.stats.t.ppf has the quantiles. */
static void check_intervals(void) {
  const double none = (double)NAN;
  double values[] = {4, none, 10, 1, 3, none, 2}, few[] = {1, none};
  Error error = {0};
  Interval interval = interval_of_difference(values, 7, 1000000, 0.9, &error);
  CHECK(fabs(interval.low - 1.2) < 1e-5 && fabs(interval.high - 8.8) < 1e-5 && interval.absent == 2);
  CHECK(fabs(interval.standard_error - 3.5355339059327378) < 1e-12);
  CHECK(interval_of_difference(values, 5, 10, 0.9, &error).low < interval.low);
  CHECK(isnan(interval_of_difference(few, 2, 10, 0.9, &error).low) && ok(&error));
  CHECK(isnan(interval_of_figure(few, 2, 1, 10, 0.9).low));
}

/* A figure of .5 whose resamples are .6 on average: the lower end allows for a bias of .2, the upper for .075. */
static void check_bias(void) {
  const double values[] = {0.55, 0.65, 0.5, 0.7}, lower[] = {0.45, 0.35, 0.5, 0.3};
  Interval high = interval_of_figure(values, 4, 0.5, 1000000, 0.95);
  double reach = 1.959963984540054 * high.standard_error;
  double root = sin(asin(sqrt(0.3)) - reach);
  CHECK(fabs(high.low - root * root) < 1e-6);
  root = sin(asin(sqrt(0.425)) + reach);
  CHECK(fabs(high.high - root * root) < 1e-6);
  Interval low = interval_of_figure(lower, 4, 0.5, 1000000, 0.95);
  CHECK(fabs(low.low + high.high - 1) < 1e-12 && fabs(low.high + high.low - 1) < 1e-12);
  CHECK(interval_of_figure(values, 4, 0.5, 10, 0.95).low < high.low);
  Interval edge = interval_of_figure(values, 4, 1, 10, 0.95);
  CHECK(edge.high == 1 && edge.low > 0);
}

static void check_quantiles(void) {
  CHECK(fabs(normal_quantile(0.975) - 1.959963984540054) < 1e-12 && normal_share(0) == 0.5);
  CHECK(fabs(student_quantile(0.975, 1) - 12.706204736174694) < 1e-9);
  CHECK(fabs(student_quantile(0.975, 2) - 4.302652729749462) < 1e-10);
  CHECK(fabs(student_quantile(0.975, 9) - 2.262157162798205) < 1e-12);
  CHECK(fabs(student_quantile(0.975, 400) - 1.9659123432294) < 1e-10);
  CHECK(fabs(student_quantile(0.975, 401) - 1.965897465336516) < 1e-9 && student_quantile(0.5, 7) < 1e-9);
}

/* statsmodels' proportion_confint(8, 10, method='wilson') is (.4901625, .9433178). */
static void check_proportion(void) {
  const double z = 1.959963984540054;
  Proportion independent = {0}, paired = {0};
  Error error = {0};
  for (int i = 0; i < 10; i++) proportion_add(&independent, NULL, i < 8, &error);
  ProportionInterval interval = proportion_interval(&independent, false, z);
  CHECK(interval.value == 0.8 && fabs(interval.low - 0.4901625) < 1e-6 &&
        fabs(interval.high - 0.9433178) < 1e-6);
  for (int i = 0; i < 40; i++) {
    Id image = id_integer(i / 2);
    proportion_add(&paired, &image, i / 2 % 2, &error);
  }
  ProportionInterval clustered = proportion_interval(&paired, true, z);
  Proportion half = {.rows = 20, .trues = 10};
  ProportionInterval apart = proportion_interval(&half, false, z);
  CHECK(clustered.value == 0.5 && clustered.low < apart.low && clustered.low > apart.low - 0.01);
  Proportion little = {.rows = 9, .trues = 9}, nothing = {0};
  CHECK(proportion_interval(&little, false, z).value == 1 &&
        isnan(proportion_interval(&little, false, z).low));
  CHECK(isnan(proportion_interval(&nothing, false, z).value) && ok(&error));
  proportion_release(&independent);
  proportion_release(&paired);
}

static void check_memory(void) {
  for (long n = 1; n < 400; n++) {
    Error error = {0};
    Estimate estimate;
    unit_fail_allocation(n, false);
    bootstrap_rows(&estimate, &error);
    if (!unit.did_fail) break;
    CHECK(error.kind == ERROR_MEMORY || ok(&error)); /* giving memory back may fail unnoticed */
  }
  unit_fail_allocation(0, false);
}

int main(void) {
  unit_begin();
  check_rows();
  check_chosen();
  check_swaps();
  check_intervals();
  check_bias();
  check_quantiles();
  check_proportion();
  check_memory();
  return unit_end("resampling");
}
