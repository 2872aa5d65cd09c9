/*
** class_summary: gives the usual figures of each class in one row.
**
**     SELECT class, ap, ap50, ap75, best_score, f1 FROM class_summary;
**
** There is a row for each class and model: AP and AR over the ten thresholds of COCO, AP at 0.5 and 0.75,
** counts at 0.5, and the score threshold with the highest F1 at 0.5 (numbers.md, sections 4 and 9).
*/
#include "evaluation/curves/class_summary.h"
#include "host/function.h"
#include "input/parameters.h"

enum {
  CLASS,
  LABEL_COUNT,
  PREDICTION_COUNT,
  AP,
  AP50,
  AP75,
  AR,
  BEST_SCORE,
  PRECISION,
  RECALL,
  F1,
  TP,
  FP,
  FN,
  MODEL
};

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", NULL,
                     "labels that count: not crowds, inside the area range"},
    [PREDICTION_COUNT] = {"prediction_count", 0, "INTEGER", "predictions", NULL,
                          "predictions of any score that count at IoU 0.5"},
    [AP] = {"ap", 0, "REAL", "0 to 1", "the class has no labels", "AP over COCO's ten IoU thresholds"},
    [AP50] = {"ap50", 0, "REAL", "0 to 1", "the class has no labels", "AP at IoU 0.5"},
    [AP75] = {"ap75", 0, "REAL", "0 to 1", "the class has no labels", "AP at IoU 0.75"},
    [AR] = {"ar", 0, "REAL", "0 to 1", "the class has no labels", "AR over COCO's ten IoU thresholds"},
    [BEST_SCORE] = {"best_score", 0, "REAL", NULL, "no threshold finds anything",
                    "the score threshold with the highest F1 at IoU 0.5"},
    [PRECISION] = {"precision", 0, "REAL", "0 to 1", "best_score is NULL", "tp / (tp + fp) at best_score"},
    [RECALL] = {"recall", 0, "REAL", "0 to 1", "the class has no labels", "tp / (tp + fn) at best_score"},
    [F1] = {"f1", 0, "REAL", "0 to 1", "the class has no labels", "2 tp / (2 tp + fp + fn) at best_score"},
    [TP] = {"tp", 0, "INTEGER", "predictions", NULL, "correct predictions at best_score"},
    [FP] = {"fp", 0, "INTEGER", "predictions", NULL, "false positives at best_score"},
    [FN] = {"fn", 0, "INTEGER", "labels", NULL, "missed labels at best_score"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, AREA_AND_LIMIT_PARAMETERS, SELECTION_PARAMETERS};

typedef struct SummaryRow {
  Id class, model; /* of the data set */
  ClassSummary summary;
} SummaryRow;

/* What is kept from model to model. */
typedef struct SummaryJob {
  const Evaluation *evaluation;
  ClassScorer scorer;
  uint32_t *classes; /* those with a row */
  ClassSummary *summaries;
} SummaryJob;

static void add_model(SummaryJob *job, size_t model, Call *call) {
  const Dataset *data = job->evaluation->data;
  size_t count = 0;
  evaluation_begin_model(job->evaluation, call, model);
  for (size_t k = 0; k < data->classes.count; k++) {
    if (evaluation_has_class(job->evaluation, model, k)) job->classes[count++] = (uint32_t)k;
  }
  class_summaries(&job->scorer, model, job->classes, count, job->summaries, call->error);
  SummaryRow *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++)
    rows[i] =
        (SummaryRow){data->classes.items[job->classes[i]], data->models.items[model], job->summaries[i]};
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Matches matches = {0};
  evaluation_begin(&evaluation, call, false);
  class_thresholds_refuse_ious(call, &evaluation.rules);
  if (!ok(error)) return;
  size_t classes = evaluation.data->classes.count;
  SummaryJob job = {.evaluation = &evaluation};
  evaluation.rules.threshold_count = COCO_THRESHOLDS;
  for (int t = 0; t < COCO_THRESHOLDS; t++) evaluation.rules.thresholds[t] = coco_threshold(t);
  matches_make(&matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  class_scorer_make(&job.scorer, &matches, &evaluation.workers, error);
  job.classes = memory_allocate(classes, sizeof *job.classes, error);
  job.summaries = memory_allocate(classes, sizeof *job.summaries, error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(error); m++) add_model(&job, m, call);
  class_scorer_release(&job.scorer);
  memory_release(job.classes);
  memory_release(job.summaries);
  matches_release(&matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const SummaryRow *at = row;
  const ClassSummary *summary = &at->summary;
  const BestThreshold *best = &summary->best;
  const ClassScore counts = {.label_count = best->label_count, .tp = best->tp, .fp = best->fp};
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case LABEL_COUNT: cell_integer(out, summary->score.label_count); break;
  case PREDICTION_COUNT: cell_integer(out, (sqlite3_int64)summary->score.tp + summary->score.fp); break;
  case AP: cell_real(out, summary->score.ap); break;
  case AP50: cell_real(out, summary->ap50); break;
  case AP75: cell_real(out, summary->ap75); break;
  case AR: cell_real(out, summary->score.ar); break;
  case BEST_SCORE: cell_real(out, best->score); break;
  case PRECISION: cell_real(out, class_score_precision(&counts)); break;
  case RECALL: cell_real(out, class_score_recall(&counts)); break;
  case F1: cell_real(out, class_score_f1(&counts)); break;
  case TP: cell_integer(out, best->tp); break;
  case FP: cell_integer(out, best->fp); break;
  case FN: cell_integer(out, best->label_count - best->tp); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_class_summary = {
    .kind = TABLE,
    .name = "class_summary",
    .arguments = "labels, predictions, images",
    .summary = "gives the usual figures of each class in one row",
    .example = "SELECT class, ap, ap50, ap75, best_score, f1 FROM class_summary",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(SummaryRow),
            .run = run,
            .cell = cell,
        },
};
