/*
** match_errors: tells for every prediction and label which type of error it is.
**
**     SELECT error, kind, id, other_id, iou FROM match_errors WHERE image_id = 2 AND error IS NOT NULL;
**
** There is a row for each prediction that takes part and for each label that is no crowd, once for each
** model. Counted by error, the rows give the counts of error_types (numbers.md, section 9).
*/
#include <math.h>

#include "host/function.h"
#include "sql/errors/tide_call.h"

enum {
  KIND,
  ITEM_ID,
  IMAGE_ID,
  CLASS,
  ERROR,
  MATCHED,
  OTHER_ID,
  OTHER_CLASS,
  IOU,
  DUPLICATE_OF,
  SCORE,
  IGNORED,
  MODEL
};

static const Column columns[] = {
    [KIND] = {"kind", KEY, "TEXT", NULL, NULL, "prediction or label"},
    [ITEM_ID] = {"id", KEY | UNIQUE, NULL, NULL, NULL, "the prediction or label"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "its class"},
    [ERROR] = {"error", KEY, "TEXT", NULL,
               "it is matched; or a label that a classification or localisation error accounts for",
               "classification, localisation, both, duplicate or background; of a label missed"},
    [MATCHED] = {"matched", 0, "INTEGER", "0 or 1", NULL,
                 "1: a prediction that holds a label, or a label that is held"},
    [OTHER_ID] =
        {"other_id", 0, NULL, NULL, "it overlaps no label; a missed label",
         "of a prediction the label that it holds, or that its error is about; of a label the prediction "
         "that holds it, or would with its error repaired"},
    [OTHER_CLASS] = {"other_class", 0, NULL, NULL, "other_id is NULL", "the class of the other"},
    [IOU] = {"iou", 0, "REAL", "0 to 1", "a missed label", "the IoU of both; 0 if nothing overlaps"},
    [DUPLICATE_OF] = {"duplicate_of", 0, NULL, NULL, "the error is not duplicate",
                      "the prediction that holds the label"},
    [SCORE] = {"score", 0, "REAL", NULL, "a label", "the prediction's score"},
    [IGNORED] = {"ignored", 0, "INTEGER", "0 or 1", NULL,
                 "1: a crowd or an ignored region absorbs the prediction, so its error costs nothing"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {TIDE_PARAMETERS};

typedef struct ErrorOf {
  double iou;
  uint32_t row;
  uint32_t other;        /* TIDE_NO_ROW: none */
  uint32_t duplicate_of; /* TIDE_NO_ROW: none */
  uint32_t model : 24;
  uint32_t mistake : 3, is_label : 1, matched : 1, ignored : 1;
} ErrorOf;

static void add_predictions(const Tide *tide, const MatchRules *rules, size_t model, Call *call) {
  for (uint32_t i = tide->starts[model]; i < tide->starts[model + 1] && ok(call->error); i++) {
    uint32_t row = tide->ranked[i];
    const TidePrediction *judged = &tide->predictions[row];
    if (!matches_class_selected(rules, tide->data->predictions.class[row])) continue;
    ErrorOf *item = run_append(call->run, 1, call->error);
    if (!item) return;
    *item = (ErrorOf){judged->iou, row, judged->label, TIDE_NO_ROW, .model = model & 0xFFFFFF};
    item->mistake = judged->mistake & 7U;
    item->matched = judged->matched;
    item->ignored = judged->ignored;
    if (judged->mistake == MISTAKE_DUPLICATE)
      item->duplicate_of = tide_label(tide, model, judged->label)->holder;
  }
}

static void add_labels(const Tide *tide, const MatchRules *rules, size_t model, Call *call) {
  const Objects *labels = &tide->data->labels;
  for (uint32_t row = 0; row < labels->count && ok(call->error); row++) {
    const TideLabel *label = tide_label(tide, model, row);
    if (!tide_counts(labels, row) || !matches_class_selected(rules, labels->class[row])) continue;
    ErrorOf *item = run_append(call->run, 1, call->error);
    if (!item) return;
    *item = (ErrorOf){(double)NAN, row, label->holder, TIDE_NO_ROW, .model = model & 0xFFFFFF};
    item->is_label = true;
    item->matched = label->holder != TIDE_NO_ROW;
    if (!item->matched) item->other = label->repair;
    if (tide_is_missed(label)) item->mistake = MISTAKE_MISSED;
    if (item->other != TIDE_NO_ROW) item->iou = tide->predictions[item->other].iou;
  }
}

static void run(Call *call) {
  Evaluation evaluation;
  Tide tide;
  tide_call(call, &evaluation, &tide);
  if (ok(call->error)) call->run->state = (void *)(uintptr_t)evaluation.data;
  for (size_t m = 0; ok(call->error) && m < evaluation.data->models.count; m++) {
    evaluation_begin_model(&evaluation, call, m);
    add_predictions(&tide, &evaluation.rules, m, call);
    add_labels(&tide, &evaluation.rules, m, call);
  }
  tide_release(&tide);
}

static void cell_row_id(Cell *out, const Objects *objects, uint32_t row) {
  if (row != TIDE_NO_ROW) cell_id(out, id_column_get(&objects->ids, row));
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const Dataset *data = run->state;
  const ErrorOf *item = row;
  const Objects *own = item->is_label ? &data->labels : &data->predictions;
  const Objects *other = item->is_label ? &data->predictions : &data->labels;
  const char *error = mistake_name((Mistake)item->mistake);
  switch (column) {
  case KIND: cell_text(out, item->is_label ? "label" : "prediction"); break;
  case ITEM_ID: cell_row_id(out, own, item->row); break;
  case IMAGE_ID: cell_id(out, data->images.items[own->image[item->row]]); break;
  case CLASS: cell_id(out, data->classes.items[own->class[item->row]]); break;
  case ERROR:
    if (error) cell_text(out, error);
    break;
  case MATCHED: cell_integer(out, item->matched); break;
  case OTHER_ID: cell_row_id(out, other, item->other); break;
  case OTHER_CLASS:
    if (item->other != TIDE_NO_ROW) cell_id(out, data->classes.items[other->class[item->other]]);
    break;
  case IOU: cell_real(out, item->iou); break;
  case DUPLICATE_OF: cell_row_id(out, &data->predictions, item->duplicate_of); break;
  case SCORE: cell_real(out, item->is_label ? (double)NAN : own->score[item->row]); break;
  case IGNORED: cell_integer(out, item->ignored); break;
  case MODEL: cell_id(out, data->models.items[item->model]); break;
  }
}

const Function function_match_errors = {
    .kind = TABLE,
    .name = "match_errors",
    .arguments = "labels, predictions, images",
    .summary = "tells for every prediction and label which type of error it is",
    .example =
        "SELECT error, kind, id, other_id, iou FROM match_errors WHERE image_id = 2 AND error IS NOT NULL",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ErrorOf),
            .run = run,
            .cell = cell,
        },
};
