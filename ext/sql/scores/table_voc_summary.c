/*
** voc_summary: the mAP of Pascal VOC, by the rule of its later years and by that of 2007.
**
**     SELECT metric, value FROM voc_summary;
**
** Both are means over the classes with labels that are not difficult; ap_by_class with protocol = 'voc' or
** 'voc07' has the AP of each class (numbers.md, section 9).
*/
#include <math.h>

#include "evaluation/class_scores.h"
#include "host/function.h"
#include "input/parameters.h"

enum { METRIC, VALUE, CLASS_COUNT, LABEL_COUNT, PREDICTION_COUNT, MODEL };

static const Column columns[] = {
    [METRIC] = {"metric", LISTED, "TEXT", NULL, NULL,
                "mAP, the area under the precision envelope, and mAP07, the mean over 11 recalls"},
    [VALUE] = {"value", 0, "REAL", "0 to 1", "no class has labels that count", "the number"},
    [CLASS_COUNT] = {"class_count", 0, "INTEGER", "classes", NULL, "the classes that it is the mean of"},
    [LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", NULL, "their labels that are not difficult"},
    [PREDICTION_COUNT] = {"prediction_count", 0, "INTEGER", "predictions", NULL,
                          "their predictions that are not ignored: true and false positives"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    {"iou_threshold", "0.5", false, "a number in (0, 1]", "the IoU that a prediction must exceed"},
    {"score_threshold", NULL, false, "a number", "leaves out predictions with lower scores before matching"},
    CLASSES_PARAMETER,
    THREADS_PARAMETER,
};

typedef struct Row {
  const char *metric;
  double value;
  uint32_t classes;
  uint64_t labels, predictions;
  Id model; /* of the data set */
} Row;

/* What is kept from model to model. */
typedef struct Job {
  const Evaluation *evaluation;
  Matches matches;
  ClassScorer scorer;
  uint32_t *classes;
  ClassScore *scores;
  double *precisions; /* of the classes with labels */
} Job;

static Row score_model(Job *job, size_t model, Protocol protocol, Error *error) {
  const Dataset *data = job->evaluation->data;
  Row row = {.metric = protocol == PROTOCOL_VOC07 ? "mAP07" : "mAP", .model = data->models.items[model]};
  size_t count = 0;
  for (size_t k = 0; k < data->classes.count; k++) {
    if (evaluation_has_class(job->evaluation, model, k)) job->classes[count++] = (uint32_t)k;
  }
  job->matches.rules.protocol = protocol;
  class_scores(&job->scorer, model, job->classes, count, job->scores, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    const ClassScore *score = &job->scores[i];
    if (!score->label_count) continue;
    job->precisions[row.classes++] = score->ap;
    row.labels += score->label_count;
    row.predictions += (uint64_t)score->tp + score->fp;
  }
  row.value = row.classes ? sum_pairwise(job->precisions, row.classes) / row.classes : (double)NAN;
  return row;
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  evaluation_begin_by(&evaluation, call, false, PROTOCOL_VOC);
  if (!ok(error)) return;
  size_t classes = evaluation.data->classes.count;
  Job job = {.evaluation = &evaluation};
  matches_make(&job.matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  class_scorer_make(&job.scorer, &job.matches, &evaluation.workers, error);
  job.classes = memory_allocate(classes, sizeof *job.classes, error);
  job.scores = memory_allocate(classes, sizeof *job.scores, error);
  job.precisions = memory_allocate(classes, sizeof *job.precisions, error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    Row *rows = run_append(call->run, 2, error);
    if (!rows) break;
    rows[0] = score_model(&job, m, PROTOCOL_VOC, error);
    rows[1] = score_model(&job, m, PROTOCOL_VOC07, error);
  }
  class_scorer_release(&job.scorer);
  memory_release(job.classes);
  memory_release(job.scores);
  memory_release(job.precisions);
  matches_release(&job.matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  switch (column) {
  case METRIC: cell_text(out, at->metric); break;
  case VALUE: cell_real(out, at->value); break;
  case CLASS_COUNT: cell_integer(out, at->classes); break;
  case LABEL_COUNT: cell_integer(out, (sqlite3_int64)at->labels); break;
  case PREDICTION_COUNT: cell_integer(out, (sqlite3_int64)at->predictions); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_voc_summary = {
    .kind = TABLE,
    .name = "voc_summary",
    .arguments = "labels, predictions, images",
    .summary = "computes the mAP of Pascal VOC",
    .example = "SELECT metric, value, class_count FROM voc_summary",
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
