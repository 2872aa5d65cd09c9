/*
** confusion_matrix: counts which class the predictions gave to the labels of each class.
**
**     SELECT label_class, prediction_class, count FROM confusion_matrix WHERE score_threshold = 0.5;
**
** There is a row for each pair of classes that occurs, and model. A class is NULL for the background: a label
** without a prediction, or a prediction without a label. The diagonal is the true positives of
** match_outcomes (numbers.md, section 9).
*/
#include "evaluation/confusion.h"
#include "host/function.h"
#include "input/parameters.h"

enum { LABEL_CLASS, PREDICTION_CLASS, COUNT, MODEL };

static const Column columns[] = {
    [LABEL_CLASS] = {"label_class", KEY, NULL, NULL, "the prediction has no label",
                     "the class of the label; NULL is the background"},
    [PREDICTION_CLASS] = {"prediction_class", KEY, NULL, NULL, "the label has no prediction",
                          "the class of the prediction; NULL is the background"},
    [COUNT] = {"count", 0, "INTEGER", "pairs", NULL, "how often they met"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS};

typedef struct PairCount {
  Id label_class, prediction_class, model; /* of the data set */
  uint32_t count;
} PairCount;

static Id class_id(const Dataset *data, uint32_t class) {
  return class == CONFUSION_BACKGROUND ? (Id){.kind = ID_NULL} : data->classes.items[class];
}

static void add_model(const Evaluation *evaluation, const Matches *matches, size_t model, Call *call) {
  const Dataset *data = evaluation->data;
  Confusion confusion;
  evaluation_begin_model(evaluation, call, model);
  confusion_make(&confusion, matches, model, &evaluation->workers, call->error);
  PairCount *rows = run_append(call->run, confusion.count, call->error);
  for (size_t i = 0; rows && i < confusion.count; i++) {
    const ConfusionCell *cell = &confusion.cells[i];
    rows[i] = (PairCount){class_id(data, cell->label_class), class_id(data, cell->prediction_class),
                          data->models.items[model], cell->count};
  }
  confusion_release(&confusion);
}

static void run(Call *call) {
  Evaluation evaluation;
  Matches matches = {0};
  evaluation_begin(&evaluation, call, false);
  if (!ok(call->error)) return;
  matches_make(&matches, evaluation.data, &evaluation.rules, true, &evaluation.workers, call->error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(call->error); m++)
    add_model(&evaluation, &matches, m, call);
  matches_release(&matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const PairCount *pair = row;
  switch (column) {
  case LABEL_CLASS: cell_id(out, pair->label_class); break;
  case PREDICTION_CLASS: cell_id(out, pair->prediction_class); break;
  case COUNT: cell_integer(out, pair->count); break;
  case MODEL: cell_id(out, pair->model); break;
  }
}

const Function function_confusion_matrix = {
    .kind = TABLE,
    .name = "confusion_matrix",
    .arguments = "labels, predictions, images",
    .summary = "counts which class the predictions gave to the labels of each class",
    .example =
        "SELECT label_class, prediction_class, count FROM confusion_matrix WHERE score_threshold = 0.5",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(PairCount),
            .run = run,
            .cell = cell,
        },
};
