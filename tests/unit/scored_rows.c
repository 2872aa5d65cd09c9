/* Average precision over rows of outcomes, in any order and with every failing allocation. */
#include "evaluation/scored_rows.h"

#include <math.h>

#include "unit.h"

static ScoredRow row_of(const char *class, OutcomeKind kind, double score, int64_t image, int64_t id) {
  ScoredRow row = {.class = id_text(class, (uint32_t)strlen(class)), .kind = kind, .score = score};
  if (id) row.image = id_integer(image);
  if (id) row.id = id_integer(id);
  return row;
}

static double mean_of(const ScoredRow *rows, size_t count, bool backwards, Error *error) {
  ScoredRows all = {0};
  for (size_t i = 0; i < count; i++) scored_rows_add(&all, &rows[backwards ? count - 1 - i : i], error);
  double mean = ok(error) ? scored_rows_mean_precision(&all, NULL, error) : (double)NAN;
  scored_rows_release(&all);
  return mean;
}

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12;
}

/* Cats: one of two found, after a false one of the same score and a lower id. Dogs: all found. Birds: no labels. */
static void check_means(void) {
  const ScoredRow rows[] = {
      row_of("cat", OUTCOME_FP, 0.5, 1, 1),      row_of("cat", OUTCOME_TP, 0.5, 1, 2),
      row_of("cat", OUTCOME_FN, 0, 0, 0),        row_of("dog", OUTCOME_TP, 0.7, 2, 3),
      row_of("bird", OUTCOME_FP, 0.9, 1, 4),     row_of("cat", OUTCOME_IGNORED, 1, 1, 5),
      row_of("bird", OUTCOME_IGNORED, 0.9, 1, 6)};
  size_t count = sizeof rows / sizeof *rows;
  double cats = 51 * 0.5 / 101;
  Error error = {0};
  CHECK(close_to(mean_of(rows, 3, false, &error), cats));
  CHECK(close_to(mean_of(rows, 3, true, &error), cats));
  CHECK(close_to(mean_of(rows, count, false, &error), (cats + 1) / 2));
  CHECK(mean_of(rows, count, false, &error) == mean_of(rows, count, true, &error));
  CHECK(isnan(mean_of(rows + 4, 1, false, &error)) && isnan(mean_of(rows, 0, false, &error)));
  CHECK(ok(&error));
}

/* Without ids equal scores count in the order in which they came. */
static void check_without_ids(void) {
  const ScoredRow rows[] = {row_of("cat", OUTCOME_TP, 0.5, 0, 0), row_of("cat", OUTCOME_FP, 0.5, 0, 0)};
  Error error = {0};
  CHECK(close_to(mean_of(rows, 2, false, &error), 1));
  CHECK(close_to(mean_of(rows, 2, true, &error), 0.5));
}

static void check_memory(void) {
  const ScoredRow rows[] = {row_of("cat", OUTCOME_TP, 0.5, 1, 2), row_of("dog", OUTCOME_TP, 0.7, 1, 1)};
  for (long n = 1; n < 100; n++) {
    Error error = {0};
    unit_fail_allocation(n, false);
    mean_of(rows, 2, false, &error);
    if (!unit.did_fail) break;
    CHECK(error.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
}

static void check_names(void) {
  for (int kind = OUTCOME_TP; kind <= OUTCOME_IGNORED; kind++) {
    const char *name = outcome_kind_name((OutcomeKind)kind);
    CHECK(outcome_kind_of_name(name, strlen(name)) == (OutcomeKind)kind);
  }
  CHECK(outcome_kind_of_name("tp", 2) == OUTCOME_NONE && outcome_kind_of_name("TPs", 3) == OUTCOME_NONE);
  CHECK_TEXT(reason_name(REASON_MAX_DETECTIONS), "max_detections");
}

int main(void) {
  unit_begin();
  check_means();
  check_without_ids();
  check_memory();
  check_names();
  return unit_end("scored_rows");
}
