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
#include "host/aggregate.h"
#include "host/value.h"

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

static void add_pair(AggregateCall *row, double x, double y) {
  if (!isnan(x) && !isnan(y)) pairs_add(row->state, x, y, &row->error);
}

static void importance_step(AggregateCall *row) {
  sqlite3_value *outcome = row->arguments[1];
  double x = read_number(row->arguments[0], "x", &row->error), y;
  int type = sqlite3_value_type(outcome);
  if (!read_outcome(outcome, &y)) {
    y = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_double(outcome) : (double)NAN;
    if (y != 0 && y != 1) y = (double)NAN;
  }
  add_pair(row, x, y);
}

static void correlation_step(AggregateCall *row) {
  double x = read_number(row->arguments[0], "x", &row->error), y;
  if (!read_outcome(row->arguments[1], &y)) y = read_number(row->arguments[1], "y", &row->error);
  add_pair(row, x, y);
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

static void finish(AggregateCall *group, bool for_importance) {
  Pairs *pairs = group->state;
  Work work = {.pairs = pairs, .result = (double)NAN};
  Workers calling_thread = {1, group->poll};
  if (!pairs->count) return;
  pair_space_make(&work.space, pairs->count, &group->error);
  if (for_importance) work.counts = memory_allocate(pairs->count + 1, sizeof *work.counts, &group->error);
  workers_run(&calling_thread, 1, compute, &work, &group->error);
  pair_space_release(&work.space);
  memory_release(work.counts);
  if (ok(&group->error)) sqlite3_result_double(group->context, work.result);
}

static void importance_finish(AggregateCall *group) {
  finish(group, true);
}

static void correlation_finish(AggregateCall *group) {
  finish(group, false);
}

static void release(void *state) {
  pairs_release(state);
}

const Function function_importance = {
    .kind = AGGREGATE,
    .name = "importance",
    .arguments = "x, outcome",
    .summary = "measures how well a number separates correct from incorrect predictions",
    .returns = "REAL, 0 (says nothing) to 1 (decides alone); NULL with fewer than two rows of either outcome",
    .example = "SELECT importance(score, outcome) FROM match_outcomes",
    .since = "0.1.0",
    PARAMETERS({"x", NULL, true, NUMBER_DOMAIN, "the number"},
               {"outcome", NULL, true, "'TP' or 1, 'FP' or 0; other values leave the row out",
                "whether the prediction is correct"}),
    .counts = {2, -1},
    .aggregate = {.state_size = sizeof(Pairs),
                  .step = importance_step,
                  .finish = importance_finish,
                  .release = release},
};

const Function function_correlation = {
    .kind = AGGREGATE,
    .name = "correlation",
    .arguments = "x, y",
    .summary = "computes Pearson's correlation of a number with an outcome or another number",
    .returns = "REAL, -1 to 1; NULL where x or y is constant, or no row counts",
    .example = "SELECT correlation(score, outcome) FROM match_outcomes",
    .since = "0.1.0",
    PARAMETERS({"x", NULL, true, NUMBER_DOMAIN, "the number"},
               {"y", NULL, true,
                "a number, or 'TP' for 1 and 'FP' for 0; 'FN' and 'ignored' leave the row out",
                "the other number, or the outcome"}),
    .counts = {2, -1},
    .aggregate = {.state_size = sizeof(Pairs),
                  .step = correlation_step,
                  .finish = correlation_finish,
                  .release = release},
};
