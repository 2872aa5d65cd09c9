/*
** importance(x, outcome[, image_id]): how much of whether a prediction is correct a number tells, 0 to 1.
** correlation(x, y): Pearson's correlation, -1 to 1; y is an outcome or any number.
**
**     SELECT importance(i.brightness, m.outcome, m.image_id), correlation(i.brightness, m.outcome)
**     FROM match_outcomes AS m JOIN images AS i ON i.id = m.image_id;
**
** An outcome is 'TP' or 1, 'FP' or 0; rows with any other outcome are left out, and rows where x is NULL.
** Neither figure depends on the order of the rows. NULL where they say nothing: see statistics/importance.h
** and statistics/pairs.h. Without image_id each row counts as an image of its own. With it the rows of an
** image stand by x, then outcome, and their places, from 0, stand in for the ids of the predictions.
*/
#include <math.h>

#include "base/names.h"
#include "base/sort.h"
#include "evaluation/outcomes.h"
#include "statistics/importance.h"
#include "host/aggregate.h"
#include "host/value.h"

/* Whether a value is the name of an outcome; `y` is 1 or 0, or NaN for those that leave the row out. */
static bool read_outcome(sqlite3_value *value, double *y) {
  size_t length;
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  OutcomeKind kind = text ? outcome_kind_of_name(text, length) : OUTCOME_NONE;
  if (kind != OUTCOME_NONE) *y = kind == OUTCOME_TP ? 1 : kind == OUTCOME_FP ? 0 : (double)NAN;
  return kind != OUTCOME_NONE;
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

/* The rows of importance. */
typedef struct Collection {
  Pairs pairs;
  Names images;    /* empty where they are not known */
  uint32_t *image; /* of each pair */
  size_t capacity;
} Collection;

static void add_image(Collection *all, sqlite3_value *value, Error *error) {
  Id id = {.kind = ID_NULL};
  if (ok(error) && (!value_id(value, &id) || id.kind == ID_NULL))
    error_input(error, "image_id is neither an integer nor a text: %s", value_excerpt(value).text);
  memory_reserve((void **)&all->image, &all->capacity, all->pairs.count + 1, sizeof *all->image, error);
  uint32_t image = names_add(&all->images, &id, error);
  if (ok(error)) all->image[all->pairs.count] = image;
}

static void importance_step(AggregateCall *row) {
  Collection *all = row->state;
  sqlite3_value *outcome = row->arguments[1];
  double x = read_number(row->arguments[0], "x", &row->error), y;
  if (!read_outcome(outcome, &y)) {
    if (!value_real(outcome, &y) || (y != 0 && y != 1)) y = (double)NAN;
  }
  if (isnan(x) || isnan(y)) return;
  if (row->count > 2) add_image(all, row->arguments[2], &row->error);
  pairs_add(&all->pairs, x, y, &row->error);
}

static void correlation_step(AggregateCall *row) {
  double x = read_number(row->arguments[0], "x", &row->error), y;
  if (!read_outcome(row->arguments[1], &y)) y = read_number(row->arguments[1], "y", &row->error);
  if (!isnan(x) && !isnan(y)) pairs_add(row->state, x, y, &row->error);
}

/* ---- importance ---- */

/* The work of the calling thread alone, which polls. */
typedef struct Judging {
  Collection *all;
  ImageOrders orders;
  ImportanceRows rows;
  ImportanceScratch scratch;
  double result;
} Judging;

/* Brings the pairs into the order of their images, and numbers those of an image by value, then outcome. */
static void order_by_image(Judging *judging, const Task *task, Error *error) {
  Pairs *pairs = &judging->all->pairs;
  ImportanceRows *rows = &judging->rows;
  PairSpace *space = &judging->scratch.pairs;
  size_t images = judging->all->images.count, next = 0;
  pairs_sort(pairs, space, task, error);
  uint32_t *starts = memory_allocate(images + 1, sizeof *starts, error);
  for (size_t i = 0; i < pairs->count && ok(error); i++) {
    rows->image[i] = judging->all->image[space->rows[i]];
    space->other_rows[i] = (uint32_t)i;
  }
  if (ok(error)) sort_by_bucket(space->other_rows, space->rows, pairs->count, rows->image, images, starts);
  for (size_t i = 0; i < pairs->count && ok(error); i++) {
    if (i % IMPORTANCE_ROWS_BETWEEN_CHECKS == 0) task_check(task, error);
    uint32_t row = space->other_rows[i];
    next = i && rows->image[row] == rows->image[space->other_rows[i - 1]] ? next + 1 : 0;
    Id place = id_integer((int64_t)next);
    rows->pairs.x[i] = pairs->x[row];
    rows->pairs.y[i] = pairs->y[row];
    rows->bits[i] = importance_bits(&place);
  }
  for (size_t image = 0; image < images && ok(error); image++)
    for (uint32_t i = starts[image]; i < starts[image + 1]; i++) rows->image[i] = (uint32_t)image;
  rows->pairs.count = pairs->count;
  memory_release(starts);
}

static void judge(void *context, const Task *task, Error *error) {
  Judging *judging = context;
  ImportanceRows alone = {.pairs = judging->all->pairs};
  bool has_images = judging->all->images.count > 0;
  if (has_images) order_by_image(judging, task, error);
  if (!ok(error)) return;
  judging->result = importance(has_images ? &judging->rows : &alone, has_images ? &judging->orders : NULL,
                               &judging->scratch, task, error)
                        .importance;
}

/* Room for the rows in the order of their images, which take their own order. */
static void take_images(Judging *judging, const Workers *workers, Error *error) {
  Collection *all = judging->all;
  size_t count = all->pairs.count;
  uint32_t *ranks = memory_allocate(all->images.count, sizeof *ranks, error);
  if (ok(error)) names_sort(&all->images, ranks, error);
  for (size_t i = 0; i < count && ok(error); i++) all->image[i] = ranks[all->image[i]];
  image_orders_make(&judging->orders, all->images.items, all->images.count, workers, error);
  pairs_reserve(&judging->rows.pairs, count, error);
  judging->rows.image = memory_allocate(count, sizeof *judging->rows.image, error);
  judging->rows.bits = memory_allocate(count, sizeof *judging->rows.bits, error);
  memory_release(ranks);
}

static void importance_finish(AggregateCall *group) {
  Collection *all = group->state;
  Judging judging = {.all = all, .result = (double)NAN};
  Workers calling_thread = {1, group->poll};
  if (!all->pairs.count) return;
  if (all->images.count) take_images(&judging, &calling_thread, &group->error);
  importance_scratch_make(&judging.scratch, all->pairs.count, all->images.count, &group->error);
  workers_run(&calling_thread, 1, judge, &judging, &group->error);
  importance_scratch_release(&judging.scratch);
  image_orders_release(&judging.orders);
  pairs_release(&judging.rows.pairs);
  memory_release(judging.rows.image);
  memory_release(judging.rows.bits);
  if (ok(&group->error)) sqlite3_result_double(group->context, judging.result);
}

static void importance_release(void *state) {
  Collection *all = state;
  pairs_release(&all->pairs);
  names_release(&all->images);
  memory_release(all->image);
}

/* ---- correlation ---- */

typedef struct Correlating {
  Pairs *pairs;
  PairSpace space;
  double result;
} Correlating;

static void correlate(void *context, const Task *task, Error *error) {
  Correlating *work = context;
  pairs_sort(work->pairs, &work->space, task, error);
  if (ok(error)) work->result = pairs_correlation(work->pairs);
}

static void correlation_finish(AggregateCall *group) {
  Correlating work = {.pairs = group->state, .result = (double)NAN};
  Workers calling_thread = {1, group->poll};
  if (!work.pairs->count) return;
  pair_space_make(&work.space, work.pairs->count, &group->error);
  workers_run(&calling_thread, 1, correlate, &work, &group->error);
  pair_space_release(&work.space);
  if (ok(&group->error)) sqlite3_result_double(group->context, work.result);
}

static void correlation_release(void *state) {
  pairs_release(state);
}

const Function function_importance = {
    .kind = AGGREGATE,
    .name = "importance",
    .arguments = "x, outcome[, image_id]",
    .summary = "measures how well a number separates correct from incorrect predictions",
    .returns =
        "REAL, 0 (says nothing beyond chance) to 1 (decides alone); NULL with fewer than two rows of either outcome",
    .example = "SELECT importance(score, outcome, image_id) FROM match_outcomes",
    .since = "0.1.0",
    PARAMETERS(
        {"x", NULL, true, NUMBER_DOMAIN, "the number"},
        {"outcome", NULL, true, "'TP' or 1, 'FP' or 0; other values leave the row out",
         "whether the prediction is correct"},
        {"image_id", NULL, false, "an id", "the image of the row; the rows of an image stay together"}),
    .counts = {2, 3, -1},
    .aggregate = {.state_size = sizeof(Collection),
                  .step = importance_step,
                  .finish = importance_finish,
                  .release = importance_release},
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
                  .release = correlation_release},
};
