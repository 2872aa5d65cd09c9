/*
** ap_by_class_of: ap_by_class of a state.
**
**     SELECT class, ap, ar FROM ap_by_class_of((SELECT merge_states(state) FROM shards)) ORDER BY ap;
**
** The rows are those of ap_by_class over all images of the state, to the last bit. The state may be that of
** some classes only.
*/
#include "host/function.h"
#include "input/parameters.h"
#include "sql/scores/class_tables.h"
#include "sql/states/state_call.h"

static const Column columns[] = {CLASS_SCORE_COLUMNS};

static const Parameter parameters[] = {STATE_PARAMETER, STATE_CELL_PARAMETERS, THREADS_PARAMETER};

static void add_rows(Call *call, const StateScores *scores, const uint32_t *classes, size_t count,
                     const ClassScore *found) {
  Id model = state_call_keep(call, scores->data.models.items[0]);
  ClassScoreRow *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count && ok(call->error); i++)
    rows[i] = (ClassScoreRow){found[i], state_call_keep(call, scores->data.classes.items[classes[i]]), model,
                              scores->matches.rules.threshold_count == 1};
}

static void score_model(Call *call, const StateCall *at, const StateScores *scores) {
  Error *error = call->error;
  size_t classes = scores->data.classes.count, count = 0;
  ClassScorer scorer = {0};
  uint32_t *rows = memory_allocate(classes, sizeof *rows, error);
  ClassScore *found = memory_allocate(classes, sizeof *found, error);
  for (size_t k = 0; k < classes && ok(error); k++) {
    if (scores->has_class[k]) rows[count++] = (uint32_t)k;
  }
  if (ok(error)) {
    class_scorer_make(&scorer, &scores->matches, &at->workers, error);
    class_scores(&scorer, 0, rows, count, found, error);
    if (ok(error)) add_rows(call, scores, rows, count, found);
    class_scorer_release(&scorer);
  }
  memory_release(rows);
  memory_release(found);
}

static void run(Call *call) {
  StateCall at;
  StateCells cells;
  state_call_begin(&at, call, NEED_CLASSES);
  state_call_cells(&at, call, &cells);
  for (size_t m = 0; m < at.model_count && ok(call->error); m++) {
    StateScores scores;
    state_call_scores(&at, call, m, &cells, &scores);
    if (ok(call->error)) score_model(call, &at, &scores);
    state_scores_release(&scores);
  }
  state_call_end(&at);
}

const Function function_ap_by_class_of = {
    .kind = TABLE,
    .name = "ap_by_class_of",
    .arguments = "state",
    .summary = "measures how well each class is detected, from a state",
    .example = "SELECT class, ap FROM ap_by_class_of((SELECT merge_states(state) FROM evaluation_state))",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ClassScoreRow),
            .run = run,
            .cell = class_score_cell,
        },
};
