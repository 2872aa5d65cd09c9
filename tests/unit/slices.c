/* Slices: the search against brute force, the proof against all flips, attributes and the covering. */
#include <math.h>

#include "statistics/slices/slice_attribute.h"
#include "statistics/slices/weak_slices.h"
#include "unit.h"

enum { ATTRIBUTES = 5, ROWS_MOST = 800, BEST_MOST = 40 };

static uint64_t state = 7;

static uint32_t below(uint32_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % limit;
}

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12 * (1 + fabs(expected));
}

/* A table of random values, of which the last number of each attribute is none. */
typedef struct Sample {
  uint16_t values[ATTRIBUTES][ROWS_MOST];
  uint16_t *columns[ATTRIBUTES];
  uint32_t counts[ATTRIBUTES], image[ROWS_MOST];
  uint8_t is_error[ROWS_MOST], is_searched[ROWS_MOST];
  SliceTable table;
} Sample;

static Sample sample;

static void fill(size_t rows, uint32_t values_most, uint32_t error_per_cent) {
  sample.table = (SliceTable){rows, ATTRIBUTES, sample.columns, sample.counts, sample.is_error};
  for (size_t a = 0; a < ATTRIBUTES; a++) {
    sample.columns[a] = sample.values[a];
    sample.counts[a] = 1 + below(values_most);
    for (size_t row = 0; row < rows; row++)
      sample.values[a][row] = (uint16_t)below(sample.counts[a] + (below(8) == 0));
  }
  for (size_t row = 0; row < rows; row++) {
    sample.is_error[row] = below(100) < error_per_cent;
    sample.image[row] = (uint32_t)(row / 4);
    sample.is_searched[row / 4] = below(2) == 1;
  }
}

/* ---- the search ---- */

static void judge(const SliceMeasure *measure, Slice slice, Slice *all, size_t *count) {
  slice.rows = slice.errors = 0;
  for (size_t row = 0; row < sample.table.rows; row++) {
    bool holds = slice_holds(&sample.table, &slice, row);
    slice.rows += holds;
    slice.errors += holds && sample.is_error[row];
  }
  if (slice.rows < measure->rows_least || !slice.errors) return;
  slice.score = slice_measure(measure, slice.rows, slice.errors, slice.count);
  if (slice.score > 0) all[(*count)++] = slice;
}

/* All conjunctions from attribute `from` on that begin with a slice. */
static void judge_all(const SliceMeasure *measure, Slice slice, size_t from, size_t conditions, Slice *all,
                      size_t *count) {
  if (slice.count) judge(measure, slice, all, count);
  if (slice.count == conditions) return;
  for (size_t a = from; a < ATTRIBUTES; a++) {
    for (uint32_t v = 0; v < sample.counts[a]; v++) {
      Slice longer = slice;
      longer.conditions[longer.count++] = (SliceCondition){(uint16_t)a, (uint16_t)v};
      judge_all(measure, longer, a + 1, conditions, all, count);
    }
  }
}

static int by_score(const void *a, const void *b) {
  double one = ((const Slice *)a)->score, other = ((const Slice *)b)->score;
  return (one < other) - (one > other);
}

static SliceMeasure measure_of(SliceMeasureKind kind, size_t rows_least, double toll, const double *logs) {
  SliceMeasure measure = {kind, sample.table.rows, 0, rows_least, toll, logs};
  for (size_t row = 0; row < sample.table.rows; row++) measure.errors += sample.is_error[row];
  return measure;
}

static void compare_search(const SliceMeasure *measure, size_t conditions, size_t most, unsigned threads) {
  static Slice all[30000];
  Slice best[BEST_MOST];
  Error error = {0};
  size_t count = 0;
  judge_all(measure, (Slice){.count = 0}, 0, conditions, all, &count);
  qsort(all, count, sizeof *all, by_score);
  size_t found =
      slices_search(&sample.table, measure, conditions, &(Workers){threads, NULL}, best, most, &error);
  CHECK(ok(&error) && found == (count < most ? count : most));
  for (size_t i = 0; i < found; i++) {
    Slice again = best[i];
    size_t one = 0;
    CHECK(close_to(best[i].score, all[i].score));
    judge(measure, again, all + count, &one);
    CHECK(one == 1 && all[count].rows == best[i].rows && all[count].errors == best[i].errors);
  }
}

static void check_search(void) {
  Error error = {0};
  double *logs = slice_logs_make(ROWS_MOST, &error);
  for (int i = 0; i < 60; i++) {
    fill(50 + below(ROWS_MOST - 50), 1 + below(9), 5 + below(60));
    size_t least = 1 + below(20), most = 1 + below(BEST_MOST), conditions = 1 + below(3);
    SliceMeasure evidence = measure_of(SLICE_EVIDENCE, least, below(3) * 0.5, logs);
    SliceMeasure line = measure_of(SLICE_LINE, least, 0, NULL);
    compare_search(&evidence, conditions, most, 1 + below(3));
    compare_search(&line, conditions, most, 1 + below(3));
  }
  fill(100, 3, 0);
  Slice best[1];
  SliceMeasure none = measure_of(SLICE_EVIDENCE, 1, 0, logs);
  CHECK(slices_search(&sample.table, &none, 3, &(Workers){1, NULL}, best, 1, &error) == 0 && ok(&error));
  memory_release(logs);
}

/* SliceLine's formula and a ratio of likelihoods, by hand. */
static void check_measures(void) {
  Error error = {0};
  double *logs = slice_logs_make(1000, &error);
  SliceMeasure line = {SLICE_LINE, 734, 85, 20, 0, NULL}, evidence = {SLICE_EVIDENCE, 1000, 200, 10, 2, logs};
  CHECK(close_to(slice_measure(&line, 227, 36, 1),
                 0.95 * (36.0 / 227 / (85.0 / 734) - 1) - 0.05 * (734.0 / 227 - 1)));
  double expected = 60 * log(0.6 / 0.2) + 40 * log(0.4 / 0.8);
  expected += 140 * log(140.0 / 900 / 0.2) + 760 * log(760.0 / 900 / 0.8);
  CHECK(fabs(slice_measure(&evidence, 100, 60, 1) - (expected - 2)) < 1e-9);
  CHECK(slice_measure(&evidence, 100, 20, 1) <= 0 && slice_measure(&evidence, 0, 0, 1) <= 0);
  memory_release(logs);
}

/* ---- attributes ---- */

static void check_attributes(void) {
  enum { ROWS = 12 };
  Error error = {0};
  SliceAttribute attribute;
  const uint32_t categories[ROWS] = {2, 2, 2, 0, 0, 0, 0, 1, SLICE_NO_CATEGORY, 3, 3, 3};
  slice_attribute_of_categories(&attribute, categories, ROWS, 4, 3, &error);
  CHECK(attribute.count == 3 && attribute.values[0].category == 0 && attribute.values[2].category == 3);
  CHECK(attribute.of_row[0] == 1 && attribute.of_row[3] == 0 && attribute.of_row[11] == 2);
  CHECK(attribute.of_row[7] == 3 && attribute.of_row[8] == 3);
  slice_attribute_release(&attribute);
  double numbers[ROWS] = {5, 1, 2, 3, 4, 6, 7, 8, (double)NAN, 9, 10, 11};
  slice_attribute_of_numbers(&attribute, numbers, ROWS, 2, 3, &error);
  CHECK(attribute.count == 2 && attribute.of_row[8] == 2 && attribute.of_row[1] == 0 &&
        attribute.of_row[11] == 1);
  CHECK(isinf(attribute.values[0].low) && attribute.values[0].high == 6 && isinf(attribute.values[1].high));
  CHECK(slice_value_holds_number(&attribute.values[0], 6) &&
        !slice_value_holds_number(&attribute.values[1], 6));
  slice_attribute_release(&attribute);
  for (size_t i = 0; i < ROWS; i++) numbers[i] = i < 2 ? 7 : 8;
  slice_attribute_of_numbers(&attribute, numbers, ROWS, 5, 3, &error);
  CHECK(attribute.count == 1 && attribute.of_row[0] == 1 && attribute.of_row[2] == 0);
  CHECK(slice_value_holds_number(&attribute.values[0], 8) &&
        !slice_value_holds_number(&attribute.values[0], 7));
  slice_attribute_release(&attribute);
  CHECK(ok(&error));
}

/* ---- the proof ---- */

/* The share of all flips of the images whose difference is as large as the real one. */
static double p_of_all_flips(const ProofRows *rows) {
  double shares[16] = {0}, found = 0, n[2] = {0}, errors = 0;
  uint32_t as_large = 0, all = 1u << rows->image_count;
  for (size_t row = 0; row < rows->count; row++) {
    n[rows->in_slice[row]]++;
    errors += rows->is_error[row];
  }
  for (size_t row = 0; row < rows->count; row++) {
    double rest = rows->is_error[row] - errors / (double)rows->count;
    shares[rows->image[row]] += rows->in_slice[row] ? rest / n[1] : -rest / n[0];
  }
  for (size_t i = 0; i < rows->image_count; i++) found += shares[i];
  for (uint32_t flips = 0; flips < all; flips++) {
    double sum = 0;
    for (size_t i = 0; i < rows->image_count; i++) sum += flips >> i & 1 ? -shares[i] : shares[i];
    as_large += sum >= found - 1e-12;
  }
  return (double)as_large / all;
}

static void check_proof(void) {
  enum { ROWS = 60, IMAGES = 12, FLIPS = 40000 };
  uint8_t in_slice[ROWS], takes_part[ROWS];
  Error error = {0};
  for (int i = 0; i < 20; i++) {
    fill(ROWS, 2, 20 + below(50));
    for (size_t row = 0; row < ROWS; row++) {
      sample.image[row] = below(IMAGES);
      in_slice[row] = below(3) == 0;
      if (in_slice[row] && below(3) == 0) sample.is_error[row] = 1;
      takes_part[row] = 1;
    }
    const ProofRows rows = {ROWS, IMAGES, sample.image, sample.is_error, in_slice, takes_part};
    SliceProof proof;
    slice_prove(&rows, FLIPS, (uint64_t)i, NULL, &proof, &error);
    double p = p_of_all_flips(&rows);
    CHECK(fabs(proof.p - p) < 4 * sqrt(p * (1 - p) / FLIPS) + 2.0 / FLIPS);
  }
  memset(takes_part, 0, ROWS);
  SliceProof proof;
  slice_prove(&(ProofRows){ROWS, IMAGES, sample.image, sample.is_error, in_slice, takes_part}, 100, 0, NULL,
              &proof, &error);
  CHECK(proof.p == 1 && isnan(proof.rate) && isnan(proof.rest_rate) && isnan(proof.low));
  CHECK(ok(&error));
}

/* With a row an image the interval is that of the difference of two proportions, but for n / (n - 1). */
static void check_interval(void) {
  enum { ROWS = 400 };
  uint8_t in_slice[ROWS], takes_part[ROWS];
  Error error = {0};
  SliceProof proof;
  for (size_t row = 0; row < ROWS; row++) {
    sample.image[row] = (uint32_t)row;
    in_slice[row] = row < 100;
    takes_part[row] = 1;
    sample.is_error[row] = row < 100 ? row < 50 : row < 160;
  }
  slice_prove(&(ProofRows){ROWS, ROWS, sample.image, sample.is_error, in_slice, takes_part}, 100, 0, NULL,
              &proof, &error);
  double half = 1.959963984540054 * sqrt((0.5 * 0.5 / 100 + 0.2 * 0.8 / 300) * 400 / 399);
  CHECK(ok(&error) && proof.rate == 0.5 && proof.rest_rate == 0.2 && proof.p == 1.0 / 101);
  CHECK(fabs(proof.low - (0.3 - half)) < 1e-9 && fabs(proof.high - (0.3 + half)) < 1e-9);
}

/* ---- the covering ---- */

static void check_covering(void) {
  Error error = {0};
  WeakSlice slices[2][WEAK_SLICES_MOST];
  fill(ROWS_MOST, 1, 10);
  for (size_t a = 0; a < ATTRIBUTES; a++) {
    sample.counts[a] = 4;
    for (size_t row = 0; row < ROWS_MOST; row++) sample.values[a][row] = (uint16_t)below(4);
  }
  for (size_t row = 0; row < ROWS_MOST; row++) {
    bool strong = sample.values[1][row] == 2,
         other = sample.values[2][row] == 0 && sample.values[3][row] == 3;
    if (strong || other) sample.is_error[row] = below(10) < 8;
  }
  const SliceUniverse universe = {sample.table, sample.image, ROWS_MOST / 4, sample.is_searched};
  const WeakSliceSettings settings = {3, 30, 10, 1000, 0};
  size_t count = weak_slices(&universe, &settings, &(Workers){1, NULL}, slices[0], &error);
  CHECK(ok(&error) && count == 2);
  CHECK(slices[0][0].slice.count == 1 && slices[0][0].slice.conditions[0].attribute == 1);
  CHECK(slices[0][1].slice.count == 2 && slices[0][1].slice.conditions[1].attribute == 3);
  CHECK(slices[0][0].proof.p < 0.01 && slices[0][1].proof.p < 0.01);
  CHECK(weak_slices(&universe, &settings, &(Workers){3, NULL}, slices[1], &error) == count);
  CHECK(memcmp(slices[0], slices[1], count * sizeof *slices[0]) == 0);
  for (long n = 1; n < 60; n++) {
    Error failed = {0};
    unit_fail_allocation(n, false);
    size_t kept = weak_slices(&universe, &settings, &(Workers){1, NULL}, slices[1], &failed);
    CHECK(unit.did_fail ? failed.kind == ERROR_MEMORY && kept == 0 : ok(&failed));
    unit_fail_allocation(0, false);
  }
}

int main(void) {
  unit_begin();
  check_search();
  check_measures();
  check_attributes();
  check_proof();
  check_interval();
  check_covering();
  return unit_end("slices");
}
