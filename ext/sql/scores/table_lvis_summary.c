/*
** lvis_summary: the thirteen numbers of LVIS.
**
**     SELECT metric, value FROM lvis_summary;
**
** Of each image the 300 best predictions over all classes take part, and only those of classes that are known
** to be present or absent there; predictions of classes that are not labelled exhaustively are ignored where
** they find no label. images has both lists, and categories the frequencies (numbers.md, section 9).
*/
#include "host/function.h"
#include "input/parameters.h"
#include "sql/scores/summary_table.h"

enum { MODEL = SUMMARY_END };

static const Column columns[] = {
    SUMMARY_COLUMNS(
        "AP, AP50, AP75, APs, APm, APl, APr, APc, APf, AR@300, ARs@300, ARm@300, ARl@300, in that order"),
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    {"categories", "categories", false, TABLE_DOMAIN,
     "the categories: id, name (the class) and frequency: 'r', 'c' or 'f'"},
    {"verified_classes", NULL, false, TABLE_DOMAIN,
     "image_id, class and whether it is exhaustive; not set: the lists of the images"},
    SELECTION_PARAMETERS,
    {"detection_limit", "300", false, "a whole number from 0, or 'all'",
     "the predictions kept for each image over all classes, highest scores first"},
};

typedef struct Row {
  SummaryFigure figure;
  Id model; /* of the data set */
} Row;

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  const size_t no_limit = SIZE_MAX;
  evaluation_begin_by(&evaluation, call, false, PROTOCOL_LVIS);
  class_thresholds_refuse_ious(call, &evaluation.rules);
  if (ok(error) && !evaluation.rules.frequencies)
    error_input(error, "%s has no column frequency, which APr, APc and APf require: 'r', 'c' or 'f'",
                call_text(call, "categories", "categories"));
  if (!ok(error)) return;
  size_t models = evaluation.data->models.count;
  Summary *summaries = memory_allocate(models, sizeof *summaries, error);
  summarize(evaluation.data, &evaluation.rules, &no_limit, 1, &evaluation.workers, summaries, error);
  for (size_t m = 0; m < models && ok(error); m++) {
    SummaryFigure figures[LVIS_FIGURES];
    summary_lvis_figures(&summaries[m], evaluation.max_detections, figures);
    evaluation_begin_model(&evaluation, call, m);
    Row *rows = run_append(call->run, LVIS_FIGURES, error);
    for (int i = 0; rows && i < LVIS_FIGURES; i++)
      rows[i] = (Row){figures[i], evaluation.data->models.items[m]};
  }
  memory_release(summaries);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const SummaryFigure *figure = &((const Row *)row)->figure;
  if (column == MODEL)
    cell_id(out, ((const Row *)row)->model);
  else if (column == SUMMARY_METRIC && figure->metric[1] == 'R' && figure->limit == SIZE_MAX)
    cell_format(out, "%s@all", figure->metric);
  else if (column == SUMMARY_METRIC && figure->metric[1] == 'R')
    cell_format(out, "%s@%lld", figure->metric, (sqlite3_int64)figure->limit);
  else if (column != SUMMARY_MAX_DETECTIONS || figure->limit != SIZE_MAX)
    summary_cell(figure, column, out);
}

const Function function_lvis_summary = {
    .kind = TABLE,
    .name = "lvis_summary",
    .arguments = "labels, predictions, images",
    .summary = "computes the thirteen numbers of LVIS",
    .example = "SELECT metric, value FROM lvis_summary WHERE verified_classes = 'labels'",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
        },
};
