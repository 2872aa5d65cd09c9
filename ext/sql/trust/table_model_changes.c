/*
** model_changes: says what a second model does with each object that a first did differently, or the same.
**
**     SELECT image_id, class, label_id, prediction_a, reason_b FROM model_changes('labels', 'both_models')
**     WHERE change = 'lost' ORDER BY score_a DESC;
**
** There is a row for each label that counts with both models, and for each false positive: one of the first
** model and one of the second that overlap are one row. gained minus lost is the difference of the models'
** TPs, and of their FNs, exactly (numbers.md, section 9b).
*/
#include <math.h>

#include "evaluation/model_changes.h"
#include "host/function.h"
#include "sql/trust/two_models.h"

enum {
  CHANGE,
  IMAGE_ID,
  CLASS,
  LABEL_ID,
  PREDICTION_A,
  PREDICTION_B,
  SCORE_A,
  SCORE_B,
  IOU_A,
  IOU_B,
  REASON_A,
  REASON_B
};

static const Column columns[] = {
    [CHANGE] = {"change", KEY, "TEXT", NULL, NULL,
                "a label was found by both, missed by both, lost or gained; a false positive is a "
                "kept_false_positive, a gone_false_positive or a new_false_positive"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [LABEL_ID] = {"label_id", KEY | UNIQUE, NULL, NULL, "a false positive", "the label"},
    [PREDICTION_A] = {"prediction_a", KEY | UNIQUE, NULL, NULL,
                      "the first model missed it, or made no such mistake", "the first model's prediction"},
    [PREDICTION_B] = {"prediction_b", KEY | UNIQUE, NULL, NULL,
                      "the second model missed it, or made no such mistake", "the second model's prediction"},
    [SCORE_A] = {"score_a", 0, "REAL", NULL, "prediction_a is NULL", "its score"},
    [SCORE_B] = {"score_b", 0, "REAL", NULL, "prediction_b is NULL", "its score"},
    [IOU_A] = {"iou_a", 0, "REAL", "0 to 1", "a new_false_positive",
               "the first model's iou of match_outcomes"},
    [IOU_B] = {"iou_b", 0, "REAL", "0 to 1", "a gone_false_positive", "the second model's"},
    [REASON_A] = {"reason_a", 0, "TEXT", NULL, "a TP, or a new_false_positive",
                  "the first model's reason of match_outcomes"},
    [REASON_B] = {"reason_b", 0, "TEXT", NULL, "a TP, or a gone_false_positive", "the second model's"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS, TWO_MODELS_PARAMETERS};

/* What rows point to. */
typedef struct State {
  const Dataset *data[2];
  Outcome *outcomes[2]; /* of one data set: the same */
  Shared *other;
} State;

static void state_release(void *state) {
  State *all = state;
  if (all->outcomes[1] != all->outcomes[0]) memory_release(all->outcomes[1]);
  memory_release(all->outcomes[0]);
  shared_leave(all->other);
}

/* The outcomes of all models of a data set, in which those of model m begin at starts[m]. */
static Outcome *make_outcomes(const Evaluation *evaluation, size_t *starts, Error *error) {
  const Dataset *data = evaluation->data;
  Outcome *outcomes = memory_allocate(outcomes_most(data), sizeof *outcomes, error);
  size_t count =
      outcomes ? outcomes_make(data, &evaluation->rules, &evaluation->workers, outcomes, starts, error) : 0;
  if (ok(error)) starts[data->models.count] = count;
  return outcomes;
}

static void add_changes(const TwoModels *models, State *state, Call *call) {
  Error *error = call->error;
  size_t *starts[2] = {NULL, NULL}, rows = 0;
  ModelOutcomes sides[2];
  for (int side = 0; side < 2 && ok(error); side++) {
    const Dataset *data = state->data[side] = models->side[side].data;
    if (side == 0 || models->other) {
      starts[side] = memory_allocate(data->models.count + 1, sizeof *starts[side], error);
      if (ok(error)) state->outcomes[side] = make_outcomes(&models->side[side], starts[side], error);
    } else {
      state->outcomes[side] = state->outcomes[0];
    }
    const size_t *from = starts[side] ? starts[side] : starts[0];
    if (!ok(error)) break;
    size_t model = models->model[side];
    sides[side] = (ModelOutcomes){data, state->outcomes[side], from[model], from[model + 1]};
    rows += from[model + 1] - from[model];
  }
  ModelChange *changes = run_append(call->run, ok(error) ? rows : 0, error);
  if (ok(error))
    call->run->row_count =
        model_changes(sides, models->side[0].rules.thresholds[0], changes, &models->side[0].workers, error);
  memory_release(starts[0]);
  memory_release(starts[1]);
}

static void run(Call *call) {
  TwoModels models;
  State *state = arena_allocate(&call->run->arena, sizeof *state, call->error);
  two_models_begin(&models, call, false);
  if (state && ok(call->error)) {
    *state = (State){.other = models.other};
    call->run->state = state;
    call->run->release_state = state_release;
    add_changes(&models, state, call);
    models.other = NULL; /* the state's now */
  }
  two_models_release(&models);
}

static void cell_prediction(Cell *out, const State *state, int side, const Outcome *outcome) {
  if (outcome->prediction != OUTCOME_NO_ROW)
    cell_id(out, id_column_get(&state->data[side]->predictions.ids, outcome->prediction));
}

static void cell_score(Cell *out, const State *state, int side, const Outcome *outcome) {
  if (outcome->prediction != OUTCOME_NO_ROW)
    cell_real(out, state->data[side]->predictions.score[outcome->prediction]);
}

/* What both models agree on. */
static void cell_place(Cell *out, const State *state, int side, const Outcome *outcome, int column) {
  const Dataset *data = state->data[side];
  bool is_label = outcome->label != OUTCOME_NO_ROW;
  const Objects *objects = is_label ? &data->labels : &data->predictions;
  uint32_t row = is_label ? outcome->label : outcome->prediction;
  switch (column) {
  case IMAGE_ID: cell_id(out, data->images.items[objects->image[row]]); break;
  case CLASS: cell_id(out, data->classes.items[objects->class[row]]); break;
  default:
    if (is_label) cell_id(out, id_column_get(&objects->ids, row));
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const ModelChange *change = row;
  int side = column >= PREDICTION_A ? (column - PREDICTION_A) % 2 : change->side[0] ? 0 : 1;
  const Outcome *outcome = change->side[side];
  if (column == CHANGE) {
    cell_text(out, change_name(change->kind));
    return;
  }
  if (!outcome) return;
  switch (column) {
  case PREDICTION_A:
  case PREDICTION_B: cell_prediction(out, state, side, outcome); break;
  case SCORE_A:
  case SCORE_B: cell_score(out, state, side, outcome); break;
  case IOU_A:
  case IOU_B: cell_real(out, outcome->iou); break;
  case REASON_A:
  case REASON_B:
    if (outcome->reason) cell_text(out, reason_name((Reason)outcome->reason));
    break;
  default: cell_place(out, state, side, outcome, column);
  }
}

const Function function_model_changes = {
    .kind = TABLE,
    .name = "model_changes",
    .arguments = "labels, predictions, images",
    .summary = "says what changed from one model to another, object by object",
    .example = "SELECT change, count(*) FROM model_changes('labels', 'both_models') GROUP BY change",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ModelChange),
            .run = run,
            .cell = cell,
        },
};
