/*
** average_precision(outcome, score[, image_id, prediction_id]): COCO's 101-point AP over rows of match_outcomes.
** mean_average_precision(class, outcome, score[, image_id, prediction_id]): its mean over the classes that have labels.
**
**     SELECT weather, mean_average_precision(class, outcome, score)
**     FROM match_outcomes JOIN images ON images.id = image_id GROUP BY weather;
**
** TP and FN rows are the labels, TP and FP rows the predictions; 'ignored' rows and rows with a NULL outcome leave
** everything as it is. Equal scores are taken by image and prediction id, so that the result is ap_by_class.ap to the last
** bit under any plan; without the ids, in the order in which rows arrive. NULL where there is no label. The mean is over
** all cells of [recall, class], classes in their order (semantics, section 4).
*/
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "evaluation/precision_recall.h"
#include "host/function.h"
#include "host/value.h"

/* What the rows leave: the predictions, and for each class its labels. */
typedef struct OutcomeRows {
  Names classes, images;
  IdColumn ids; /* empty without the ids */
  double *scores;
  uint32_t *class, *image, *labels;
  uint8_t *is_true;
  size_t count, capacity[5];
} OutcomeRows;

typedef enum OutcomeName { IS_TP, IS_FP, IS_FN, IS_IGNORED, IS_UNKNOWN } OutcomeName;

static OutcomeName outcome_name(sqlite3_value *value) {
  static const char *const names[] = {"TP", "FP", "FN", "ignored"};
  size_t length;
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  for (int i = 0; text && i < 4; i++) {
    if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0) return (OutcomeName)i;
  }
  return IS_UNKNOWN;
}

static Id read_id(sqlite3_value *value, const char *name, Error *error) {
  Id id = {.kind = ID_NULL};
  if (ok(error) && (!value_id(value, &id) || id.kind == ID_NULL))
    error_input(error, "%s is neither an integer nor a text: %s", name, value_excerpt(value).text);
  return id;
}

static void add_prediction(OutcomeRows *all, uint32_t class, bool is_true, sqlite3_value *score,
                           sqlite3_value **ids, Error *error) {
  double number;
  size_t needed = all->count + 1;
  if (!value_real(score, &number) || !isfinite(number))
    error_input(error, "the score of a %s is not a finite number: %s", is_true ? "TP" : "FP",
                value_excerpt(score).text);
  memory_reserve((void **)&all->scores, &all->capacity[0], needed, sizeof *all->scores, error);
  memory_reserve((void **)&all->class, &all->capacity[1], needed, sizeof *all->class, error);
  memory_reserve((void **)&all->is_true, &all->capacity[2], needed, sizeof *all->is_true, error);
  if (ids) {
    Id image = read_id(ids[0], "image_id", error), id = read_id(ids[1], "prediction_id", error);
    memory_reserve((void **)&all->image, &all->capacity[3], needed, sizeof *all->image, error);
    uint32_t number_of_image = names_add(&all->images, &image, error);
    id_column_add(&all->ids, &id, error);
    if (ok(error)) all->image[all->count] = number_of_image;
  }
  if (!ok(error)) return;
  all->scores[all->count] = number;
  all->class[all->count] = class;
  all->is_true[all->count] = is_true;
  all->count = needed;
}

static void add_row(OutcomeRows *all, const Id *class, sqlite3_value **outcome_score, sqlite3_value **ids,
                    Error *error) {
  OutcomeName outcome = outcome_name(outcome_score[0]);
  if (outcome == IS_UNKNOWN)
    error_input(error, "outcome is not 'TP', 'FP', 'FN' or 'ignored': %s",
                value_excerpt(outcome_score[0]).text);
  if (outcome == IS_IGNORED) return;
  size_t before = all->capacity[4];
  uint32_t number = names_add(&all->classes, class, error);
  memory_reserve((void **)&all->labels, &all->capacity[4], all->classes.count, sizeof *all->labels, error);
  if (!ok(error)) return;
  for (size_t k = before; k < all->capacity[4]; k++) all->labels[k] = 0;
  if (outcome != IS_FP) all->labels[number]++;
  if (outcome != IS_FN) add_prediction(all, number, outcome == IS_TP, outcome_score[1], ids, error);
}

static void average_precision_step(AggregateCall *row) {
  static const Id class = {.kind = ID_NULL};
  sqlite3_value **arguments = row->arguments;
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  add_row(row->state, &class, arguments, row->count > 2 ? arguments + 2 : NULL, &row->error);
}

static void mean_average_precision_step(AggregateCall *row) {
  sqlite3_value **arguments = row->arguments;
  if (sqlite3_value_type(arguments[1]) == SQLITE_NULL) return;
  Id class = read_id(arguments[0], "class", &row->error);
  if (ok(&row->error))
    add_row(row->state, &class, arguments + 1, row->count > 3 ? arguments + 3 : NULL, &row->error);
}

static int by_id(const void *context, uint32_t a, uint32_t b) {
  Id one = id_column_get(context, a), other = id_column_get(context, b);
  return id_compare(&one, &other);
}

static void order_by_id(const IdColumn *ids, uint32_t *order, uint32_t *scratch, uint64_t *keys) {
  if (ids->ascending) return;
  if (ids->records) {
    sort_by_comparison(order, scratch, ids->count, by_id, ids);
  } else {
    for (size_t i = 0; i < ids->count; i++) keys[i] = sort_key_of_integer(ids->integers[i]);
    sort_by_key(keys, order, keys + ids->count, scratch, ids->count);
  }
}

/* The classes take their order; ranks[class of a row] is its place. */
static void order_predictions(OutcomeRows *all, uint32_t *order, uint32_t *starts, Poll *poll, Error *error) {
  size_t count = all->count, images = all->images.count, classes = all->classes.count;
  size_t names = images > classes ? images : classes;
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  uint32_t *ranks = memory_allocate(names + 1, sizeof *ranks, error);
  uint32_t *image_starts = memory_allocate(images + 1, sizeof *image_starts, error);
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  uint32_t *labels = memory_allocate(classes, sizeof *labels, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  if (all->ids.count) {
    names_sort(&all->images, ranks, error);
    if (!ok(error)) goto done;
    for (size_t i = 0; i < count; i++) all->image[i] = ranks[all->image[i]];
    order_by_id(&all->ids, order, scratch, keys);
    poll_check(poll, error);
    sort_by_bucket(order, scratch, count, all->image, images, image_starts);
    poll_check(poll, error);
  }
  for (size_t i = 0; i < count; i++) keys[i] = sort_key_descending(all->scores[order[i]]);
  sort_by_key(keys, order, keys + count, scratch, count);
  poll_check(poll, error);
  names_sort(&all->classes, ranks, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) all->class[i] = ranks[all->class[i]];
  for (size_t k = 0; k < classes; k++) labels[ranks[k]] = all->labels[k];
  if (classes) memcpy(all->labels, labels, classes * sizeof *labels);
  sort_by_bucket(order, scratch, count, all->class, classes, starts);
done:
  memory_release(scratch);
  memory_release(ranks);
  memory_release(image_starts);
  memory_release(keys);
  memory_release(labels);
}

static void score_class(const OutcomeRows *all, size_t class, const uint32_t *order, const uint32_t *starts,
                        Curve *curve) {
  curve_begin(curve, all->labels[class]);
  for (uint32_t i = starts[class]; i < starts[class + 1]; i++) {
    uint32_t row = order[i];
    if (i == starts[class]) curve_first(curve, all->scores[row]);
    if (all->is_true[row])
      curve_true(curve, all->scores[row]);
    else
      curve_false(curve, 1);
  }
  curve_finish(curve);
}

/* The mean over the cells [recall, class] of the classes that have labels; NaN where none has. */
static double mean_precision(OutcomeRows *all, Poll *poll, Error *error) {
  size_t classes = all->classes.count, present = 0, at = 0;
  double mean = (double)NAN, *cells = NULL;
  uint32_t *order = memory_allocate(all->count, sizeof *order, error);
  uint32_t *starts = memory_allocate(classes + 1, sizeof *starts, error);
  if (ok(error)) order_predictions(all, order, starts, poll, error);
  for (size_t k = 0; k < classes && ok(error); k++) present += all->labels[k] > 0;
  if (present) cells = memory_allocate(present, COCO_RECALLS * sizeof *cells, error);
  for (size_t k = 0; k < classes && cells && ok(error); k++) {
    Curve curve;
    if (!all->labels[k]) continue;
    score_class(all, k, order, starts, &curve);
    poll_check(poll, error);
    for (size_t r = 0; r < COCO_RECALLS; r++) cells[r * present + at] = curve.precision[r];
    at++;
  }
  if (cells && ok(error))
    mean = sum_pairwise(cells, present * COCO_RECALLS) / (double)(present * COCO_RECALLS);
  memory_release(cells);
  memory_release(order);
  memory_release(starts);
  return mean;
}

static void average_precision_finish(AggregateCall *group) {
  double mean = mean_precision(group->state, group->poll, &group->error);
  if (ok(&group->error)) sqlite3_result_double(group->context, mean);
}

static void average_precision_release(void *state) {
  OutcomeRows *all = state;
  names_release(&all->classes);
  names_release(&all->images);
  id_column_release(&all->ids);
  memory_release(all->scores);
  memory_release(all->class);
  memory_release(all->image);
  memory_release(all->labels);
  memory_release(all->is_true);
}

const Function function_mean_average_precision = {
    .kind = AGGREGATE,
    .name = "mean_average_precision",
    .arguments = "class, outcome, score[, image_id, prediction_id]",
    .summary = "mean AP of the classes over rows of match_outcomes",
    .counts = {3, 5, -1},
    .aggregate = {.state_size = sizeof(OutcomeRows),
                  .step = mean_average_precision_step,
                  .finish = average_precision_finish,
                  .release = average_precision_release},
};

const Function function_average_precision = {
    .kind = AGGREGATE,
    .name = "average_precision",
    .arguments = "outcome, score[, image_id, prediction_id]",
    .summary = "AP over rows of match_outcomes",
    .counts = {2, 4, -1},
    .aggregate = {.state_size = sizeof(OutcomeRows),
                  .step = average_precision_step,
                  .finish = average_precision_finish,
                  .release = average_precision_release},
};
