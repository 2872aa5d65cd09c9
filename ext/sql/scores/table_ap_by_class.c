/*
** ap_by_class: measures how well each class is detected.
**
**     SELECT class, ap, ar FROM ap_by_class WHERE iou_threshold = 0.75 ORDER BY ap;
**
** There is a row for each class and model. ap is COCO's 101-point average precision, ar the recall after the
** last prediction; both are NULL if the class has no labels that count (numbers.md, section 4). precision,
** recall and f1 count the kept predictions; they and the counts are NULL with iou_threshold '0.50:0.95', the
** mean over the ten.
*/
#include "host/function.h"
#include "evaluation/class_scores.h"
#include "input/parameters.h"

enum { CLASS, AP, AR, PRECISION, RECALL, F1, LABEL_COUNT, PREDICTION_COUNT, TP, FP, FN, MODEL };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [AP] = {"ap", 0, "REAL", "0 to 1", "the class has no labels",
            "average precision: the mean of the 101 points of the precision envelope"},
    [AR] = {"ar", 0, "REAL", "0 to 1", "the class has no labels",
            "average recall: the recall at the last prediction kept"},
    [PRECISION] = {"precision", 0, "REAL", "0 to 1", "there is no TP and no FP; iou_threshold is '0.50:0.95'",
                   "tp / (tp + fp)"},
    [RECALL] = {"recall", 0, "REAL", "0 to 1", "the class has no labels; iou_threshold is '0.50:0.95'",
                "tp / label_count"},
    [F1] = {"f1", 0, "REAL", "0 to 1", "nothing counts in the class; iou_threshold is '0.50:0.95'",
            "2 tp / (2 tp + fp + fn)"},
    [LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", "iou_threshold is '0.50:0.95'",
                     "labels that count: not crowds, inside the area range"},
    [PREDICTION_COUNT] = {"prediction_count", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'",
                          "predictions that count: tp + fp"},
    [TP] = {"tp", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'",
            "rows of match_outcomes with outcome TP"},
    [FP] = {"fp", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'",
            "rows of match_outcomes with outcome FP"},
    [FN] = {"fn", 0, "INTEGER", "labels", "iou_threshold is '0.50:0.95'",
            "rows of match_outcomes with outcome FN"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, AVERAGED_MATCHING_PARAMETERS, PROTOCOL_PARAMETERS};

typedef struct Row {
  ClassScore score;
  Id class, model; /* of the data set */
  bool counted;
} Row;

/* What is kept from model to model. */
typedef struct Job {
  const Evaluation *evaluation;
  ClassScorer scorer;
  uint32_t *classes; /* those with a row */
  ClassScore *scores;
} Job;

static void score_model(Job *job, size_t model, Call *call) {
  const Dataset *data = job->evaluation->data;
  size_t count = 0;
  evaluation_begin_model(job->evaluation, call, model);
  for (size_t k = 0; k < data->classes.count; k++) {
    if (evaluation_has_class(job->evaluation, model, k)) job->classes[count++] = (uint32_t)k;
  }
  class_scores(&job->scorer, model, job->classes, count, job->scores, call->error);
  Row *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++)
    rows[i] = (Row){job->scores[i], data->classes.items[job->classes[i]], data->models.items[model],
                    !job->evaluation->over_thresholds};
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Matches matches = {0};
  evaluation_begin(&evaluation, call, true);
  if (!ok(error)) return;
  size_t classes = evaluation.data->classes.count;
  Job job = {.evaluation = &evaluation};
  matches_make(&matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  class_scorer_make(&job.scorer, &matches, &evaluation.workers, error);
  job.classes = memory_allocate(classes, sizeof *job.classes, error);
  job.scores = memory_allocate(classes, sizeof *job.scores, error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(error); m++) score_model(&job, m, call);
  class_scorer_release(&job.scorer);
  memory_release(job.classes);
  memory_release(job.scores);
  matches_release(&matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  const ClassScore *score = &at->score;
  if (!at->counted && column >= PRECISION && column <= FN) return;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case AP: cell_real(out, score->ap); break;
  case AR: cell_real(out, score->ar); break;
  case PRECISION: cell_real(out, class_score_precision(score)); break;
  case RECALL: cell_real(out, class_score_recall(score)); break;
  case F1: cell_real(out, class_score_f1(score)); break;
  case LABEL_COUNT: cell_integer(out, score->label_count); break;
  case PREDICTION_COUNT: cell_integer(out, (sqlite3_int64)score->tp + score->fp); break;
  case TP: cell_integer(out, score->tp); break;
  case FP: cell_integer(out, score->fp); break;
  case FN: cell_integer(out, score->label_count - score->tp); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_ap_by_class = {
    .kind = TABLE,
    .name = "ap_by_class",
    .arguments = "labels, predictions, images",
    .summary = "measures how well each class is detected: AP, AR, precision, recall, counts",
    .example = "SELECT class, ap, ar FROM ap_by_class ORDER BY ap",
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
