/*
** coco_summary: computes the twelve numbers of COCO, in the order in which pycocotools prints them.
**
**     SELECT metric, value FROM coco_summary;
**
** detection_limits ('[1,10,100]', ascending): each has a row AR<n>; AP and the AR by size use the largest. A
** value is NULL if no class has labels of that size (numbers.md, section 4).
*/
#include <string.h>

#include "host/function.h"
#include "base/json.h"
#include "evaluation/summary.h"
#include "input/parameters.h"

enum { METRIC, VALUE, IOU_THRESHOLD, AREA_RANGE, MAX_DETECTIONS, MODEL };

static const Column columns[] = {
    [METRIC] = {"metric", 0, "TEXT", NULL, NULL,
                "AP, AP50, AP75, APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl, in that order"},
    [VALUE] = {"value", 0, "REAL", "0 to 1", "no class has labels in that area range (pycocotools: -1)",
               "the number"},
    [IOU_THRESHOLD] =
        {"iou_threshold", 0, NULL, NULL, NULL,
         "the threshold of the row: 0.5, 0.75, or the text '0.50:0.95' for the mean over the ten"},
    [AREA_RANGE] = {"area_range", 0, "TEXT", NULL, NULL, "'all', 'small', 'medium' or 'large'"},
    [MAX_DETECTIONS] = {"max_detections", 0, "INTEGER", "predictions", NULL,
                        "the detection limit of the row"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    SELECTION_PARAMETERS,
    {"detection_limits", "[1,10,100]", false, "a JSON array of ascending positive integers",
     "the detection limits of the rows; AP uses the largest"},
};

typedef struct Row {
  SummaryFigure figure;
  Id model; /* of the data set */
} Row;

static void read_limits(const Call *call, size_t *limits, int *count) {
  Error *error = call->error;
  const char *text = call_text(call, "detection_limits", "[1,10,100]");
  JsonReader json;
  *count = 0;
  Error inner = {0};
  json_open_text(&json, text, strlen(text), &inner);
  json_begin_array(&json);
  while (json_next_element(&json)) {
    Number number = json_number(&json);
    if (!ok(&inner)) break;
    bool ascending = *count == 0 || number.real > (double)limits[*count - 1];
    if (!number.is_integer || number.integer < 1 || !ascending || *count == LIMITS_MOST) {
      *count = 0;
      break;
    }
    limits[(*count)++] = (size_t)number.integer;
  }
  if (*count) json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY) error_memory(error);
  if (!ok(&inner) || !*count)
    error_input(error,
                "detection_limits is not a JSON array of at most %d ascending whole numbers from 1: %s",
                LIMITS_MOST, excerpt(text, strlen(text)).text);
}

static void add_model(const Evaluation *evaluation, Call *call, size_t model, const Summary *summary,
                      const size_t *limits, int limit_count) {
  SummaryFigure figures[SUMMARY_FIGURES_MOST];
  int count = summary_figures(summary, limits, limit_count, figures);
  evaluation_begin_model(evaluation, call, model);
  Row *rows = run_append(call->run, (size_t)count, call->error);
  for (int i = 0; rows && i < count; i++) rows[i] = (Row){figures[i], evaluation->data->models.items[model]};
}

static void run(Call *call) {
  Evaluation evaluation;
  size_t limits[LIMITS_MOST];
  int limit_count;
  read_limits(call, limits, &limit_count);
  evaluation_begin(&evaluation, call, false);
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
  const SummaryFigure *figure = &((const Row *)row)->figure;
  switch (column) {
  case METRIC:
    if (strcmp(figure->metric, "AR") == 0)
      cell_format(out, "AR%lld", (sqlite3_int64)figure->limit);
    else
      cell_text(out, figure->metric);
    break;
  case VALUE: cell_real(out, figure->value); break;
  case IOU_THRESHOLD: /* a number where it is one, so that `= 0.5` finds it */
    if (figure->iou_threshold > 0)
      cell_real(out, figure->iou_threshold);
    else
      cell_text(out, "0.50:0.95");
    break;
  case AREA_RANGE: cell_text(out, figure->area_range); break;
  case MAX_DETECTIONS: cell_integer(out, (sqlite3_int64)figure->limit); break;
  case MODEL: cell_id(out, ((const Row *)row)->model); break;
  }
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
