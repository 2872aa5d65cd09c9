/*
** importance(x, outcome): how much of whether a prediction is true a number tells, 0 to 1.
** correlation(x, y): Pearson's correlation, -1 to 1; y is an outcome or any number.
**
**     SELECT importance(i.brightness, m.outcome), correlation(i.brightness, m.outcome)
**     FROM match_outcomes AS m JOIN images AS i ON i.id = m.image_id;
**
** An outcome is 'TP' or 1, 'FP' or 0; rows with any other outcome are left out, and rows where x is NULL. Neither figure
** depends on the order of the rows. NULL where they say nothing: see statistics/importance.h and statistics/pairs.h.
*/
#include <math.h>
#include <string.h>

#include "statistics/importance.h"
#include "host/function.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Collection {
  Pairs pairs;
  bool failed; /* a step failed: what it left is only released */
} Collection;

/* Whether a value is the name of an outcome; `y` is 1 or 0, or NaN for those that leave the row out. */
static bool read_outcome(sqlite3_value *value, double *y) {
  static const char *const names[] = {"FP", "TP", "FN", "ignored"};
  size_t length;
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  for (int i = 0; text && i < LENGTH(names); i++) {
    if (strlen(names[i]) != length || memcmp(names[i], text, length) != 0) continue;
    *y = i < 2 ? i : (double)NAN;
    return true;
  }
  return false;
}

/* NaN where it is NULL. */
static double read_number(sqlite3_value *value, const char *name, Error *error) {
  double number = (double)NAN;
  if (!ok(error) || sqlite3_value_type(value) == SQLITE_NULL) return number;
  if (!value_real(value, &number))
    error_input(error, "%s is not a number: %s", name, value_excerpt(value).text);
  else if (!isfinite(number))
    error_input(error, "%s is not finite: %s", name, value_excerpt(value).text);
  return number;
}

static void step(sqlite3_context *context, const char *function, double x, double y, Error *error) {
  Collection *all = sqlite3_aggregate_context(context, sizeof *all);
  if (!all) error_memory(error);
  if (ok(error) && !isnan(x) && !isnan(y)) pairs_add(&all->pairs, x, y, error);
  if (ok(error)) return;
  if (all) all->failed = true;
  result_error(context, function, error);
}

static void importance_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Error error = {0};
  double x = read_number(arguments[0], "x", &error), y;
  int type = sqlite3_value_type(arguments[1]);
  (void)count;
  if (!read_outcome(arguments[1], &y)) {
    y = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_double(arguments[1]) : (double)NAN;
    if (y != 0 && y != 1) y = (double)NAN;
  }
  step(context, "importance", x, y, &error);
}

static void correlation_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Error error = {0};
  double x = read_number(arguments[0], "x", &error), y;
  (void)count;
  if (!read_outcome(arguments[1], &y)) y = read_number(arguments[1], "y", &error);
  step(context, "correlation", x, y, &error);
}

/* The work, as a task of the calling thread alone, which polls. */
typedef struct Work {
  Pairs *pairs;
  PairSpace space;
  uint32_t *counts; /* NULL: the correlation is wanted */
  double result;
} Work;

static void compute(void *context, const Task *task, Error *error) {
  Work *work = context;
  pairs_sort(work->pairs, &work->space, task, error);
  if (!ok(error)) return;
  work->result = work->counts ? importance(work->pairs, &work->space, work->counts, task, error)
                              : pairs_correlation(work->pairs);
}

static void finish(sqlite3_context *context, const char *function, bool for_importance) {
  enum { WORTH_WATCHING = 20000 };
  Error error = {0};
  Collection *all = sqlite3_aggregate_context(context, 0);
  if (!all) return;
  Work work = {.pairs = &all->pairs, .result = (double)NAN};
  size_t count = all->pairs.count;
  if (!all->failed && count) {
    Watch watch = {0};
    if (count > WORTH_WATCHING) watch_begin(&watch, sqlite3_context_db_handle(context), &error);
    Workers calling_thread = {1, &watch.poll};
    pair_space_make(&work.space, count, &error);
    if (for_importance) work.counts = memory_allocate(count + 1, sizeof *work.counts, &error);
    workers_run(&calling_thread, 1, compute, &work, &error);
    watch_end(&watch);
  }
  pair_space_release(&work.space);
  memory_release(work.counts);
  pairs_release(&all->pairs);
  if (!ok(&error))
    result_error(context, function, &error);
  else if (!isnan(work.result))
    sqlite3_result_double(context, work.result);
}

static void importance_final(sqlite3_context *context) {
  finish(context, "importance", true);
}

const Function function_importance = {
    .kind = AGGREGATE,
    .name = "importance",
    .arguments = "x, outcome",
    .summary = "how much of whether a prediction is true a number tells, 0 to 1",
    .counts = {2, -1},
    .call = importance_step,
    .final = importance_final,
};

static void correlation_final(sqlite3_context *context) {
  finish(context, "correlation", false);
}

const Function function_correlation = {
    .kind = AGGREGATE,
    .name = "correlation",
    .arguments = "x, y",
    .summary = "Pearson's correlation of a number with an outcome or another number",
    .counts = {2, -1},
    .call = correlation_step,
    .final = correlation_final,
};
