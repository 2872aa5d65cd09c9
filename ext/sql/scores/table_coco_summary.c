/*
** coco_summary: computes the twelve numbers of COCO, in the order in which pycocotools prints them.
**
**     SELECT metric, value FROM coco_summary;
**
** detection_limits ('[1,10,100]', ascending): each has a row AR<n>; AP and the AR by size use the largest. A
** value is NULL if no class has labels of that size (numbers.md, section 4).
*/
#include "host/function.h"
#include "input/input.h"
#include "input/parameters.h"
#include "sql/scores/summary_table.h"

enum { MODEL = SUMMARY_END };

static const Column columns[] = {
    SUMMARY_COLUMNS(COCO_METRICS),
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    SELECTION_PARAMETERS,
    DETECTION_LIMITS_PARAMETER,
    COCO_ONLY_PARAMETER,
};

typedef struct Row {
  SummaryFigure figure;
  Id model; /* of the data set */
} Row;

static void add_model(const Evaluation *evaluation, Call *call, size_t model, const Summary *summary,
                      const size_t *limits, int limit_count) {
  SummaryFigure figures[SUMMARY_FIGURES_MOST];
  IouType type = run_input(call->run)->iou_type;
  int count = (type == IOU_KEYPOINTS ? summary_figures_of_keypoints : summary_figures)(summary, limits,
                                                                                       limit_count, figures);
  evaluation_begin_model(evaluation, call, model);
  Row *rows = run_append(call->run, (size_t)count, call->error);
  for (int i = 0; rows && i < count; i++) rows[i] = (Row){figures[i], evaluation->data->models.items[model]};
}

static void run(Call *call) {
  Evaluation evaluation;
  size_t limits[LIMITS_MOST];
  int limit_count;
  protocol_must_be_coco(call);
  evaluation_begin(&evaluation, call, false);
  class_thresholds_refuse_ious(call, &evaluation.rules);
  if (ok(call->error)) summary_limits(call, run_input(call->run)->iou_type, limits, &limit_count);
  if (!ok(call->error)) return;
  size_t models = evaluation.data->models.count;
  Summary *summaries = memory_allocate(models, sizeof *summaries, call->error);
  summarize(evaluation.data, &evaluation.rules, limits, limit_count, &evaluation.workers, summaries,
            call->error);
  for (size_t m = 0; m < models && ok(call->error); m++)
    add_model(&evaluation, call, m, &summaries[m], limits, limit_count);
  memory_release(summaries);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  if (column == MODEL)
    cell_id(out, ((const Row *)row)->model);
  else
    summary_cell(&((const Row *)row)->figure, column, out);
}

const Function function_coco_summary = {
    .kind = TABLE,
    .name = "coco_summary",
    .arguments = "labels, predictions, images",
    .summary = "computes the twelve numbers of COCO",
    .example = "SELECT metric, value FROM coco_summary",
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
