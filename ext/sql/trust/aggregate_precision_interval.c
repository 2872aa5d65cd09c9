/*
** precision_interval(outcome[, image_id]), recall_interval(outcome[, image_id]): the precision or recall of
** any group of rows of match_outcomes, and how far it could be off.
**
**     SELECT class, recall_interval(outcome, image_id) ->> 'low' FROM match_outcomes GROUP BY class;
**
** With image_id, rows of one image are taken to resemble each other, which makes the interval wider; without
** it all rows count as independent. Wilson's interval of 95 % for so many rows as they are worth (numbers.md,
** section 9b).
*/
#include <math.h>

#include "sql/scores/outcome_arguments.h"
#include "sql/trust/interval_json.h"
#include "statistics/proportion.h"

typedef struct State {
  Proportion proportion;
  bool by_image;
} State;

/* What counts beside TP. */
static const OutcomeKind false_positives = OUTCOME_FP, misses = OUTCOME_FN;

static void rate_step(AggregateCall *row) {
  State *state = row->state;
  Error *error = &row->error;
  OutcomeKind other = *(const OutcomeKind *)row->function->aggregate.kind;
  if (sqlite3_value_type(row->arguments[0]) == SQLITE_NULL) return;
  OutcomeKind kind = argument_outcome(row->arguments[0], error);
  if (!ok(error) || (kind != OUTCOME_TP && kind != other)) return;
  state->by_image = row->count > 1;
  Id image = {.kind = ID_NULL};
  if (state->by_image) image = argument_id(row->arguments[1], "image_id", error);
  if (ok(error))
    proportion_add(&state->proportion, state->by_image ? &image : NULL, kind == OUTCOME_TP, error);
}

static void rate_finish(AggregateCall *group) {
  const double z = 1.959963984540054;
  const State *state = group->state;
  ProportionInterval interval = proportion_interval(&state->proportion, state->by_image, z);
  double images = state->by_image ? (double)state->proportion.images.count : (double)NAN;
  interval_result(group, &(IntervalResult){interval.value, interval.low, interval.high,
                                           interval.standard_error, images, !isnan(interval.low)});
}

static void rate_release(void *state) {
  proportion_release(&((State *)state)->proportion);
}

const Function function_precision_interval = {
    .kind = AGGREGATE,
    .name = "precision_interval",
    .arguments = "outcome[, image_id]",
    .summary = "says how far the precision of any group of rows could be off",
    .returns = INTERVAL_RETURNS,
    .example =
        "SELECT precision_interval(outcome, image_id) AS precision FROM match_outcomes WHERE class = 'person'",
    .since = "0.1.0",
    PARAMETERS({"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'",
                "the column of match_outcomes; TP and FP count"},
               {"image_id", NULL, false, "an id", "with it, rows of one image are not taken as independent"}),
    .counts = {1, 2, -1},
    .aggregate = {sizeof(State), rate_step, rate_finish, rate_release, &false_positives},
};

const Function function_recall_interval = {
    .kind = AGGREGATE,
    .name = "recall_interval",
    .arguments = "outcome[, image_id]",
    .summary = "says how far the recall of any group of rows could be off",
    .returns = INTERVAL_RETURNS,
    .example =
        "SELECT recall_interval(outcome, image_id) AS recall FROM match_outcomes WHERE class = 'person'",
    .since = "0.1.0",
    PARAMETERS({"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'",
                "the column of match_outcomes; TP and FN count"},
               {"image_id", NULL, false, "an id", "with it, rows of one image are not taken as independent"}),
    .counts = {1, 2, -1},
    .aggregate = {sizeof(State), rate_step, rate_finish, rate_release, &misses},
};
