/*
** repair_gains: says what each repair of a label would gain.
**
**     SELECT kind, image_id, class, label_id, map_gain, repair_sql FROM repair_gains WHERE rank <= 100;
**
** There is a row for each repair that the outcomes of a model suggest, ranked by suspicion times gain. A gain
** is what a full evaluation after this one repair finds, minus what it finds before, to the last bit; gains
** of several repairs do not add up (numbers.md, section 9b).
*/
#include <math.h>

#include "evaluation/repairs/repairs.h"
#include "host/function.h"
#include "host/value.h"
#include "input/parameters.h"
#include "sql/errors/repair_statement.h"

enum {
  RANK,
  KIND,
  IMAGE_ID,
  CLASS,
  LABEL_ID,
  PREDICTION_ID,
  NEW_CLASS,
  SCORE,
  SUSPICION,
  MAP_GAIN,
  AP_GAIN,
  NEW_CLASS_AP_GAIN,
  REPAIR_SQL,
  MODEL
};

static const Column columns[] = {
    [RANK] = {"rank", 0, "INTEGER", "from 1", NULL, "the place by suspicion times map_gain, for each model"},
    [KIND] = {"kind", KEY, "TEXT", NULL, NULL, "delete_label, add_label, change_class or move_label"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class of the label, or of the one to add"},
    [LABEL_ID] = {"label_id", KEY | UNIQUE, NULL, NULL, "add_label", "the label"},
    [PREDICTION_ID] = {"prediction_id", KEY | UNIQUE, NULL, NULL, "delete_label",
                       "the prediction that shows what the label should be"},
    [NEW_CLASS] = {"new_class", KEY, NULL, NULL, "the class stays", "the class that the label would get"},
    [SCORE] = {"score", 0, "REAL", NULL, "delete_label", "the prediction's score"},
    [SUSPICION] = {"suspicion", 0, "REAL", "0 to 1", NULL, "how likely the label is wrong or missing"},
    [MAP_GAIN] = {"map_gain", 0, "REAL", "AP, -1 to 1", "no class has labels before, or after",
                  "the mean AP after this repair alone, minus the mean AP as it is"},
    [AP_GAIN] = {"ap_gain", 0, "REAL", "AP, -1 to 1", "the class has no labels before, or after",
                 "the same of the AP of `class`"},
    [NEW_CLASS_AP_GAIN] = {"new_class_ap_gain", 0, "REAL", "AP, -1 to 1",
                           "the class stays, or new_class has no labels yet", "the same of new_class"},
    [REPAIR_SQL] = {"repair_sql", 0, "TEXT", NULL, "the labels are a view, or what it would set is computed",
                    "the statement that makes the repair"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    {"iou_threshold", "0.5", false, "a number in (0, 1], or '0.50:0.95' for the mean over COCO's ten",
     IOU_THRESHOLD_MEANING},
    {"max_detections", "100", false, "a whole number from 0, or 'all'",
     "the predictions kept for each image and class, highest scores first"},
    SELECTION_PARAMETERS,
    {"least_suspicion", "0", false, "a number from 0 to 1", "leaves out repairs with less suspicion"},
};

typedef struct RepairRow {
  Repair repair;
  uint32_t rank, model;
} RepairRow;

/* What rows point to. */
typedef struct State {
  const Dataset *data;
  RepairTables tables;
} State;

static double read_least(Call *call) {
  double least = 0;
  sqlite3_value *value = call_parameter(call, "least_suspicion");
  if (value && (!value_real(value, &least) || !(least >= 0 && least <= 1)))
    error_input(call->error, "least_suspicion is not a number from 0 to 1: %s", value_excerpt(value).text);
  return least;
}

static void add_rows(const RepairList *list, size_t first, size_t model, Call *call) {
  RepairRow *rows = run_append(call->run, list->count - first, call->error);
  for (size_t i = first; rows && i < list->count; i++)
    rows[i - first] = (RepairRow){list->items[i], (uint32_t)(i - first + 1), (uint32_t)model};
}

static void find_repairs(const Evaluation *evaluation, double least, Call *call) {
  Error *error = call->error;
  const Dataset *data = evaluation->data;
  const Workers *workers = &evaluation->workers;
  MatchRules first = evaluation->rules; /* outcomes are those of one threshold */
  Matches matches = {0};
  RepairList list = {0};
  first.threshold_count = 1;
  Outcome *outcomes = memory_allocate(outcomes_most(data), sizeof *outcomes, error);
  size_t *starts = memory_allocate(data->models.count + 1, sizeof *starts, error);
  if (ok(error)) outcomes_make(data, &first, workers, outcomes, starts, error);
  matches_make(&matches, data, &evaluation->rules, false, workers, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    list.count = 0;
    evaluation_begin_model(evaluation, call, m);
    repairs_find(&list, data, &first, &matches, m, outcomes + starts[m], starts[m + 1] - starts[m], least,
                 workers, error);
    if (ok(error)) add_rows(&list, 0, m, call);
  }
  matches_release(&matches);
  memory_release(outcomes);
  memory_release(starts);
  memory_release(list.items);
}

static void run(Call *call) {
  Evaluation evaluation;
  State *state = arena_allocate(&call->run->arena, sizeof *state, call->error);
  evaluation_begin(&evaluation, call, true);
  double least = read_least(call);
  if (!state || !ok(call->error)) return;
  *state = (State){.data = evaluation.data};
  call->run->state = state;
  repair_tables_read(&state->tables, call, &call->run->arena);
  if (ok(call->error)) find_repairs(&evaluation, least, call);
}

static void cell_statement(Cell *out, const State *state, const Repair *repair) {
  Buffer text = {0};
  Error error = {0};
  if (!state->tables.is_writable) return;
  repair_statement(&state->tables, state->data, repair, &text, &error);
  if (ok(&error) && text.length) {
    cell_take(out, text.bytes, text.length);
    return;
  }
  buffer_release(&text);
  if (!ok(&error)) cell_out_of_memory(out);
}

static void cell_object(Cell *out, const State *state, const Repair *repair, int column) {
  const Dataset *data = state->data;
  bool has_label = repair->label != REPAIR_NONE, has_prediction = repair->prediction != REPAIR_NONE;
  switch (column) {
  case IMAGE_ID:
    cell_id(out, data->images.items[has_label ? data->labels.image[repair->label]
                                              : data->predictions.image[repair->prediction]]);
    break;
  case CLASS: cell_id(out, data->classes.items[repair->class]); break;
  case LABEL_ID:
    if (has_label) cell_id(out, id_column_get(&data->labels.ids, repair->label));
    break;
  case PREDICTION_ID:
    if (has_prediction) cell_id(out, id_column_get(&data->predictions.ids, repair->prediction));
    break;
  case NEW_CLASS:
    if (repair->new_class != REPAIR_NONE) cell_id(out, data->classes.items[repair->new_class]);
    break;
  case SCORE:
    if (has_prediction) cell_real(out, data->predictions.score[repair->prediction]);
    break;
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const RepairRow *item = row;
  switch (column) {
  case RANK: cell_integer(out, item->rank); break;
  case KIND: cell_text(out, repair_kind_name(item->repair.kind)); break;
  case SUSPICION: cell_real(out, item->repair.suspicion); break;
  case MAP_GAIN: cell_real(out, item->repair.map_gain); break;
  case AP_GAIN: cell_real(out, item->repair.ap_gain); break;
  case NEW_CLASS_AP_GAIN: cell_real(out, item->repair.new_class_ap_gain); break;
  case REPAIR_SQL: cell_statement(out, state, &item->repair); break;
  case MODEL: cell_id(out, state->data->models.items[item->model]); break;
  default: cell_object(out, state, &item->repair, column);
  }
}

const Function function_repair_gains = {
    .kind = TABLE,
    .name = "repair_gains",
    .arguments = "labels, predictions, images",
    .summary = "says how much AP each repair of a label would gain",
    .example =
        "SELECT kind, class, label_id, prediction_id, map_gain, repair_sql FROM repair_gains WHERE rank <= 3",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(RepairRow),
            .run = run,
            .cell = cell,
        },
};
