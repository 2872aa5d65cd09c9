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
#include "input/parameters.h"
#include "sql/scores/class_tables.h"

static const Column columns[] = {CLASS_SCORE_COLUMNS};

static const Parameter parameters[] = {INPUT_PARAMETERS, AVERAGED_MATCHING_PARAMETERS, PROTOCOL_PARAMETERS};

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
  ClassScoreRow *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++)
    rows[i] = (ClassScoreRow){job->scores[i], data->classes.items[job->classes[i]], data->models.items[model],
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
            .row_size = sizeof(ClassScoreRow),
            .run = run,
            .cell = class_score_cell,
        },
};
