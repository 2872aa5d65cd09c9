/*
** error_types: counts the errors of each type, and tells how much AP fixing them would gain.
**
**     SELECT error, count, gain FROM error_types ORDER BY gain DESC;
**
** There are eight rows for each model: the six types of TIDE, and all false positives and all false
** negatives. Each gain is that of one repair alone, so gains do not add up (numbers.md, section 9).
*/
#include "host/function.h"
#include "sql/errors/tide_call.h"

enum { ERROR, COUNT, GAIN, MODEL };

static const Column columns[] = {
    [ERROR] = {"error", KEY, "TEXT", NULL, NULL,
               "classification, localisation, both, duplicate, background or missed; false_positives and "
               "false_negatives are all errors of a kind"},
    [COUNT] = {"count", 0, "INTEGER", "predictions, labels", NULL,
               "predictions with this error; of missed and false_negatives, labels"},
    [GAIN] = {"gain", 0, "REAL", "AP, 0 to 1", "nothing is left to score once it is repaired",
              "the mean AP with this error repaired, minus the mean AP as it is"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {TIDE_PARAMETERS};

typedef struct ErrorRow {
  int type;
  size_t count;
  double gain;
  Id model; /* of the data set */
} ErrorRow;

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Tide tide;
  ErrorTypes *types = NULL;
  tide_call(call, &evaluation, &tide);
  if (!ok(error)) goto done;
  const Names *models = &evaluation.data->models;
  types = memory_allocate(models->count, sizeof *types, error);
  error_types_make(&tide, evaluation.rules.classes, &evaluation.workers, types, error);
  for (size_t m = 0; m < models->count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    ErrorRow *rows = run_append(call->run, ERROR_TYPES, error);
    for (int type = 0; type < ERROR_TYPES && ok(error); type++)
      rows[type] = (ErrorRow){type, types[m].counts[type], types[m].gains[type], models->items[m]};
  }
done:
  memory_release(types);
  tide_release(&tide);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const ErrorRow *item = row;
  (void)run;
  switch (column) {
  case ERROR: cell_text(out, error_type_name(item->type)); break;
  case COUNT: cell_integer(out, (sqlite3_int64)item->count); break;
  case GAIN: cell_real(out, item->gain); break;
  case MODEL: cell_id(out, item->model); break;
  }
}

const Function function_error_types = {
    .kind = TABLE,
    .name = "error_types",
    .arguments = "labels, predictions, images",
    .summary = "counts the errors of each type, and the AP that fixing them would gain",
    .example = "SELECT error, count, gain FROM error_types ORDER BY gain DESC",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ErrorRow),
            .run = run,
            .cell = cell,
        },
};
