/*
** average_precision(outcome, score[, image_id, prediction_id]): COCO's 101-point AP over rows of
** match_outcomes.
** mean_average_precision(class, outcome, score[, image_id, prediction_id]): its mean over the classes that
** have labels.
**
**     SELECT weather, mean_average_precision(class, outcome, score)
**     FROM match_outcomes JOIN images ON images.id = image_id GROUP BY weather;
**
** TP and FN rows are the labels, TP and FP rows the predictions; 'ignored' rows and rows with a NULL outcome
** do not count. Equal scores are ranked by image and prediction id, so that the result equals ap_by_class.ap
** to the last bit under any plan; without the ids, in the order in which rows arrive. The result is NULL
** without labels. The mean is over all cells of [recall, class], with the classes in their order (numbers.md,
** section 4).
*/
#include "evaluation/scored_rows.h"
#include "host/aggregate.h"
#include "sql/scores/outcome_arguments.h"

static void add_row(ScoredRows *all, const Id *class, sqlite3_value **outcome_score, sqlite3_value **ids,
                    Error *error) {
  ScoredRow row = {.class = *class, .kind = argument_outcome(outcome_score[0], error)};
  if (row.kind == OUTCOME_TP || row.kind == OUTCOME_FP) {
    row.score = argument_score(outcome_score[1], row.kind, error);
    if (ids) {
      row.image = argument_id(ids[0], "image_id", error);
      row.id = argument_id(ids[1], "prediction_id", error);
    }
  }
  if (ok(error)) scored_rows_add(all, &row, error);
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
  Id class = argument_id(arguments[0], "class", &row->error);
  if (ok(&row->error))
    add_row(row->state, &class, arguments + 1, row->count > 3 ? arguments + 3 : NULL, &row->error);
}

static void average_precision_finish(AggregateCall *group) {
  double mean = scored_rows_mean_precision(group->state, group->poll, &group->error);
  if (ok(&group->error)) sqlite3_result_double(group->context, mean);
}

static void average_precision_release(void *state) {
  scored_rows_release(state);
}

const Function function_mean_average_precision = {
    .kind = AGGREGATE,
    .name = "mean_average_precision",
    .arguments = "class, outcome, score[, image_id, prediction_id]",
    .summary = "computes the mAP of any group of rows of match_outcomes",
    .returns = "REAL, 0 to 1; NULL where no class of the group has labels",
    .example =
        "SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) AS map FROM match_outcomes",
    .since = "0.1.0",
    PARAMETERS({"class", NULL, true, "a class", "the column of match_outcomes"},
               {"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'", "the column of match_outcomes"},
               {"score", NULL, true, NUMBER_DOMAIN, "the column of match_outcomes"},
               {"image_id", NULL, false, "an id",
                "with it and prediction_id, ties fall as in ap_by_class under any plan"},
               {"prediction_id", NULL, false, "an id", "the column of match_outcomes"}),
    .counts = {3, 5, -1},
    .aggregate = {.state_size = sizeof(ScoredRows),
                  .step = mean_average_precision_step,
                  .finish = average_precision_finish,
                  .release = average_precision_release},
};

const Function function_average_precision = {
    .kind = AGGREGATE,
    .name = "average_precision",
    .arguments = "outcome, score[, image_id, prediction_id]",
    .summary = "computes the AP of any group of rows of match_outcomes",
    .returns = "REAL, 0 to 1; NULL where the group has no labels (neither TP nor FN)",
    .example =
        "SELECT class, average_precision(outcome, score, image_id, prediction_id) AS ap FROM match_outcomes GROUP BY class",
    .since = "0.1.0",
    PARAMETERS({"outcome", NULL, true, "'TP', 'FP', 'FN' or 'ignored'", "the column of match_outcomes"},
               {"score", NULL, true, NUMBER_DOMAIN, "the column of match_outcomes"},
               {"image_id", NULL, false, "an id",
                "with it and prediction_id, ties fall as in ap_by_class under any plan"},
               {"prediction_id", NULL, false, "an id", "the column of match_outcomes"}),
    .counts = {2, 4, -1},
    .aggregate = {.state_size = sizeof(ScoredRows),
                  .step = average_precision_step,
                  .finish = average_precision_finish,
                  .release = average_precision_release},
};
