/*
** average_precision_interval(outcome, score, image_id, prediction_id): the AP of any group of rows of
** match_outcomes, and how far it could be off.
** mean_average_precision_interval(class, outcome, score, image_id, prediction_id): the same of the mean over
** classes.
**
**     SELECT weather, average_precision_interval(outcome, score, image_id, prediction_id) ->> 'low'
**     FROM match_outcomes JOIN images ON images.id = image_id GROUP BY weather;
**
** The images that occur in the group are drawn with replacement a thousand times, seed 0; low and high hold
** 95 % of the results (numbers.md, section 9b). value is that of average_precision, to the last bit.
*/
#include <math.h>

#include "evaluation/scored_rows.h"
#include "sql/scores/outcome_arguments.h"
#include "sql/trust/interval_json.h"
#include "statistics/resampling/bootstrap.h"

static const BootstrapSettings usual = {.resamples = 1000, .confidence = 0.95};

static void add_row(AggregateCall *row, const Id *class, sqlite3_value **arguments) {
  Error *error = &row->error;
  ScoredRows *all = row->state;
  ScoredRow scored = {.class = *class, .kind = argument_outcome(arguments[0], error)};
  all->keeps_labels = true;
  if (!ok(error) || scored.kind == OUTCOME_IGNORED) return;
  scored.image = argument_id(arguments[2], "image_id", error);
  if (scored.kind != OUTCOME_FN) {
    scored.score = argument_score(arguments[1], scored.kind, error);
    scored.id = argument_id(arguments[3], "prediction_id", error);
  }
  if (ok(error)) scored_rows_add(all, &scored, error);
}

static void average_precision_interval_step(AggregateCall *row) {
  static const Id class = {.kind = ID_NULL};
  if (sqlite3_value_type(row->arguments[0]) != SQLITE_NULL) add_row(row, &class, row->arguments);
}

static void mean_average_precision_interval_step(AggregateCall *row) {
  if (sqlite3_value_type(row->arguments[1]) == SQLITE_NULL) return;
  Id class = argument_id(row->arguments[0], "class", &row->error);
  if (ok(&row->error)) add_row(row, &class, row->arguments + 1);
}

static void interval_finish(AggregateCall *group) {
  ScoredRows *rows = group->state;
  Error *error = &group->error;
  ScoredOrder order;
  Estimate estimate = {.interval = {(double)NAN, (double)NAN, (double)NAN, 0}};
  const Figure figure = {.threshold_count = 1};
  const Figures figures = {&figure, 1, 1, 1};
  const Workers workers = {1, group->poll};
  BootstrapSettings settings = usual;
  size_t classes = rows->classes.count;
  settings.images = rows->images.count;
  scored_rows_order(rows, &order, group->poll, error);
  estimate.value = scored_rows_mean_of(rows, &order, group->poll, error);
  RankedClass *ranked = memory_allocate_zeroed(classes, sizeof *ranked, error);
  for (size_t k = 0; k < classes && ok(error); k++) ranked_class_of_rows(&ranked[k], rows, &order, k, error);
  if (ok(error))
    bootstrap(ranked, classes, &figures, settings.images, &settings, &workers, NULL, &estimate, error);
  ranked_classes_release(ranked, classes);
  scored_order_release(&order);
  if (!ok(error)) return;
  const Interval *interval = &estimate.interval;
  interval_result(group,
                  &(IntervalResult){estimate.value, interval->low, interval->high, interval->standard_error,
                                    (double)estimate.support.images, estimate.reliable});
}

static void interval_release(void *state) {
  scored_rows_release(state);
}

const Function function_mean_average_precision_interval = {
    .kind = AGGREGATE,
    .name = "mean_average_precision_interval",
    .arguments = "class, outcome, score, image_id, prediction_id",
    .summary = "says how far the mAP of any group of rows could be off",
    .returns = INTERVAL_RETURNS,
    .example =
        "SELECT mean_average_precision_interval(class, outcome, score, image_id, prediction_id) AS map FROM match_outcomes",
    .since = "0.1.0",
    PARAMETERS(
        {"class", NULL, true, "a class", "the column of match_outcomes"},
        {"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'", "the column of match_outcomes"},
        {"score", NULL, true, NUMBER_DOMAIN, "the column of match_outcomes"},
        {"image_id", NULL, true, "an id", "the column of match_outcomes: images are what is drawn"},
        {"prediction_id", NULL, true, "an id", "the column of match_outcomes; it orders equal scores"}),
    .counts = {5, -1},
    .aggregate = {.state_size = sizeof(ScoredRows),
                  .step = mean_average_precision_interval_step,
                  .finish = interval_finish,
                  .release = interval_release},
};

const Function function_average_precision_interval = {
    .kind = AGGREGATE,
    .name = "average_precision_interval",
    .arguments = "outcome, score, image_id, prediction_id",
    .summary = "says how far the AP of any group of rows could be off",
    .returns = INTERVAL_RETURNS,
    .example =
        "SELECT average_precision_interval(outcome, score, image_id, prediction_id) AS ap FROM match_outcomes WHERE class = 'person'",
    .since = "0.1.0",
    PARAMETERS(
        {"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'", "the column of match_outcomes"},
        {"score", NULL, true, NUMBER_DOMAIN, "the column of match_outcomes"},
        {"image_id", NULL, true, "an id", "the column of match_outcomes: images are what is drawn"},
        {"prediction_id", NULL, true, "an id", "the column of match_outcomes; it orders equal scores"}),
    .counts = {4, -1},
    .aggregate = {.state_size = sizeof(ScoredRows),
                  .step = average_precision_interval_step,
                  .finish = interval_finish,
                  .release = interval_release},
};
