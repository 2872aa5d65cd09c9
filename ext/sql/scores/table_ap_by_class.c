/*
** ap_by_class: how well each class is found.
**
**     SELECT class, ap, ar FROM ap_by_class WHERE iou_threshold = 0.75 ORDER BY ap;
**
** One row a class and model. ap is COCO's 101-point average precision, ar the recall after the last prediction; both are
** NULL where the class has no labels that count (semantics, section 4). precision, recall and f1 are plain counts over
** the kept predictions; they and the counts are NULL where iou_threshold is '0.50:0.95', the mean over the ten.
*/
#include <math.h>

#include "host/function.h"
#include "evaluation/precision_recall.h"
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
    [F1] = {"f1", 0, "REAL", "0 to 1", "the class has no labels; iou_threshold is '0.50:0.95'",
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

static const Parameter parameters[] = {INPUT_PARAMETERS, AVERAGED_MATCHING_PARAMETERS};

typedef struct ClassScore {
  Id class, model; /* of the data set */
  double ap, ar;
  uint32_t label_count, tp, fp;
  bool counted;
} ClassScore;

typedef struct Job {
  const Evaluation *evaluation;
  const Matches *matches;
  size_t model;
  uint32_t *classes; /* those with a row */
  ClassScore *scores;
  Ranked *ranked; /* one for each worker */
  Curve *curves;  /* COCO_THRESHOLDS for each worker */
} Job;

static void score_class(void *context, const Task *task, Error *error) {
  const Job *job = context;
  const Dataset *data = job->evaluation->data;
  uint32_t class = job->classes[task->index];
  Curve *curves = job->curves + (size_t)task->worker * COCO_THRESHOLDS;
  ClassScore *score = &job->scores[task->index];
  double precision[COCO_THRESHOLDS * COCO_RECALLS], recall[COCO_THRESHOLDS];
  int count = job->evaluation->rules.threshold_count;
  task_check(task, error);
  if (!ok(error)) return;
  class_curves(job->matches, job->model, class, &job->ranked[task->worker], curves, NULL, 0, NULL);
  for (int t = 0; t < count; t++) {
    for (int r = 0; r < COCO_RECALLS; r++) precision[t * COCO_RECALLS + r] = curves[t].precision[r];
    recall[t] = curve_recall(&curves[t]);
  }
  *score = (ClassScore){.class = data->classes.items[class],
                        .model = data->models.items[job->model],
                        .ap = (double)NAN,
                        .ar = (double)NAN,
                        .label_count = curves[0].label_count,
                        .tp = curves[0].tp,
                        .fp = curves[0].fp,
                        .counted = !job->evaluation->over_thresholds};
  if (!score->label_count) return;
  score->ap = sum_pairwise(precision, (size_t)count * COCO_RECALLS) / (count * COCO_RECALLS);
  score->ar = sum_pairwise(recall, (size_t)count) / count;
}

static void score_model(Job *job, Call *call) {
  const Dataset *data = job->evaluation->data;
  size_t count = 0;
  evaluation_begin_model(job->evaluation, call, job->model);
  for (size_t k = 0; k < data->classes.count; k++) {
    if (evaluation_has_class(job->evaluation, job->model, k)) job->classes[count++] = (uint32_t)k;
  }
  job->scores = run_append(call->run, count, call->error);
  workers_run(&job->evaluation->workers, count, score_class, job, call->error);
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Matches matches = {0};
  evaluation_begin(&evaluation, call, true);
  if (!ok(error)) return;
  unsigned workers = evaluation.workers.count;
  Job job = {.evaluation = &evaluation, .matches = &matches};
  matches_make(&matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  job.classes = memory_allocate(evaluation.data->classes.count, sizeof *job.classes, error);
  job.curves = memory_allocate(workers, COCO_THRESHOLDS * sizeof *job.curves, error);
  job.ranked = memory_allocate_zeroed(workers, sizeof *job.ranked, error);
  for (unsigned w = 0; w < workers && ok(error); w++) ranked_make(&job.ranked[w], evaluation.data, error);
  for (job.model = 0; job.model < evaluation.data->models.count && ok(error); job.model++)
    score_model(&job, call);
  for (unsigned w = 0; job.ranked && w < workers; w++) ranked_release(&job.ranked[w]);
  memory_release(job.ranked);
  memory_release(job.curves);
  memory_release(job.classes);
  matches_release(&matches);
}

static double ratio(double part, double whole) {
  return whole > 0 ? part / whole : (double)NAN;
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const ClassScore *score = row;
  uint32_t tp = score->tp, fp = score->fp, fn = score->label_count - tp;
  if (!score->counted && column >= PRECISION && column <= FN) return;
  switch (column) {
  case CLASS: cell_id(out, score->class); break;
  case AP: cell_real(out, score->ap); break;
  case AR: cell_real(out, score->ar); break;
  case PRECISION: cell_real(out, ratio(tp, (double)tp + fp)); break;
  case RECALL: cell_real(out, ratio(tp, score->label_count)); break;
  case F1: cell_real(out, score->label_count ? ratio(2.0 * tp, 2.0 * tp + fp + fn) : (double)NAN); break;
  case LABEL_COUNT: cell_integer(out, score->label_count); break;
  case PREDICTION_COUNT: cell_integer(out, (sqlite3_int64)tp + fp); break;
  case TP: cell_integer(out, tp); break;
  case FP: cell_integer(out, fp); break;
  case FN: cell_integer(out, fn); break;
  case MODEL: cell_id(out, score->model); break;
  }
}

const Function function_ap_by_class = {
    .kind = TABLE,
    .name = "ap_by_class",
    .arguments = "labels, predictions, images",
    .summary = "AP, AR, precision, recall and counts of each class",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ClassScore),
            .run = run,
            .cell = cell,
        },
};
