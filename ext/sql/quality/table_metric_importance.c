/*
** metric_importance: which quality metrics decide whether a prediction is true.
**
**     SELECT metric, level, importance, correlation FROM metric_importance ORDER BY importance DESC;
**
** One row a metric and model (numbers.md, section 6). importance is 0 to 1: how much of the outcome, TP or
** FP, the metric tells beyond chance; chance is how much it would tell if images had the values of other
** images. correlation is Pearson's, so its sign says which way. A metric of level image is that of the
** prediction's image. n is the number of predictions with a value; reliable is 1 where at least 50 of them
** are TPs and the metric tells more than in any of the shuffles.
*/
#include <math.h>

#include "host/function.h"
#include "statistics/metric_importance.h"
#include "input/metric_analysis.h"

enum { METRIC, LEVEL, IMPORTANCE, CHANCE, CORRELATION, N, RELIABLE, MODEL };

static const Column columns[] = {
    [METRIC] = {"metric", KEY, NULL, NULL, NULL,
                "the name of the metric; 'confidence' is the score of the predictions"},
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL,
               "'image': the value of the prediction's image; 'prediction': the prediction's own value"},
    [IMPORTANCE] = {"importance", 0, "REAL", "0 to 1", "there are fewer than two TPs or two FPs",
                    "beyond chance; 0: the metric says nothing about the outcome; 1: it decides it alone"},
    [CHANCE] =
        {"chance", 0, "REAL", "0 to 1", "there are fewer than two TPs or two FPs",
         "what the metric would say of the outcome by chance: if images had the values of other images"},
    [CORRELATION] = {"correlation", 0, "REAL", "-1 to 1",
                     "there are fewer than two TPs or two FPs; the metric is constant",
                     "Pearson's correlation of the metric with the outcome, TP 1 and FP 0"},
    [N] = {"n", 0, "INTEGER", "predictions", NULL, "how many TPs and FPs have a value"},
    [RELIABLE] = {"reliable", 0, "INTEGER", "0 or 1", NULL,
                  "1 where at least 50 of them are TPs and the metric says more than by chance (p <= 0.05)"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS, METRIC_PARAMETERS};

typedef struct Row {
  Id model;
  MetricImportance found;
} Row;

static void append_model(MetricJudge *judge, size_t model, MetricImportance *found, Call *call) {
  size_t count = metric_importances(judge, model, found, call->error);
  Row *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++)
    rows[i] = (Row){judge->analysis->data->models.items[model], found[i]};
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  MetricAnalysis analysis;
  MetricJudge judge;
  evaluation_begin(&evaluation, call, false);
  if (!ok(error)) return;
  call_metric_analysis(&analysis, &evaluation, call, false);
  metric_judge_make(&judge, &analysis, call->threads, error);
  MetricImportance *found = memory_allocate(analysis.metric_count, sizeof *found, error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    append_model(&judge, m, found, call);
  }
  memory_release(found);
  metric_judge_release(&judge);
  metric_analysis_release(&analysis);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const Row *at = row;
  (void)run;
  switch (column) {
  case METRIC: cell_id(out, at->found.metric->name); break;
  case LEVEL: cell_text(out, metric_level_name(at->found.metric->level)); break;
  case IMPORTANCE: cell_real(out, at->found.figures.importance); break;
  case CHANCE: cell_real(out, at->found.figures.chance); break;
  case CORRELATION: cell_real(out, at->found.correlation); break;
  case N: cell_integer(out, at->found.n); break;
  case RELIABLE: cell_integer(out, at->found.figures.reliable); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_metric_importance = {
    .kind = TABLE,
    .name = "metric_importance",
    .arguments = "labels, predictions, images",
    .summary = "ranks quality metrics by how much they decide whether a prediction is correct",
    .example = "SELECT metric, level, importance FROM metric_importance ORDER BY importance DESC LIMIT 5",
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
