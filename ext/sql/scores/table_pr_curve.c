/*
** pr_curve: traces precision against recall for each class.
**
**     SELECT recall, precision, score FROM pr_curve WHERE class = 'car';
**
** points = 101 (the default): COCO's envelope at the recalls 0, 0.01, ... 1; past the last recall precision
** is 0 and score NULL. points = 'all': a point for every prediction that counts, with its raw precision and
** recall. A class without labels that count has no rows. With iou_threshold = '0.50:0.95', precision is the
** mean over the ten and score is NULL (numbers.md, section 4).
*/
#include "host/function.h"
#include "input/parameters.h"
#include "sql/scores/class_tables.h"

static const Column columns[] = {CURVE_COLUMNS};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    AVERAGED_MATCHING_PARAMETERS,
    PROTOCOL_PARAMETERS,
    POINTS_PARAMETER,
};

typedef struct Job {
  const Evaluation *evaluation;
  Matches matches;
  Ranked ranked;
  Curve curves[COCO_THRESHOLDS];
  bool all_points;
  CurvePoint *points; /* of one class */
  size_t capacity;
} Job;

/* Fills job->points; returns how many there are. */
static size_t find_points(Job *job, Error *error) {
  const Curve *curve = &job->curves[0];
  size_t count = job->all_points ? (size_t)curve->tp + curve->fp : COCO_RECALLS;
  memory_reserve((void **)&job->points, &job->capacity, count, sizeof *job->points, error);
  if (!ok(error)) return 0;
  if (job->all_points)
    curve_all_points(&job->matches, &job->ranked, curve, job->points);
  else
    curve_envelope(curve, job->evaluation->rules.threshold_count, job->points);
  return count;
}

static void add_class(Job *job, Call *call, size_t model, size_t class) {
  const Dataset *data = job->evaluation->data;
  const Task task = {.poll = &call->watch.poll};
  class_curves(&job->matches, model, class, &job->ranked, job->curves, NULL, 0, NULL, &task, call->error);
  if (!ok(call->error)) return;
  uint32_t label_count = job->curves[0].label_count;
  size_t count = label_count ? find_points(job, call->error) : 0;
  CurveRow *points = run_append(call->run, count, call->error);
  for (size_t i = 0; points && i < count; i++)
    points[i] =
        (CurveRow){data->classes.items[class], data->models.items[model], job->points[i], label_count};
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  bool all_points = curve_wants_all_points(call);
  evaluation_begin(&evaluation, call, !all_points);
  Job *job = memory_allocate_zeroed(1, sizeof *job, error);
  if (!job) return;
  job->evaluation = &evaluation;
  job->all_points = all_points;
  matches_make(&job->matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  ranked_make(&job->ranked, evaluation.data, error);
  for (size_t m = 0; m < evaluation.data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    for (size_t k = 0; k < evaluation.data->classes.count && ok(error); k++) {
      if (matches_class_selected(&evaluation.rules, k)) add_class(job, call, m, k);
    }
  }
  memory_release(job->points);
  ranked_release(&job->ranked);
  matches_release(&job->matches);
  memory_release(job);
}

const Function function_pr_curve = {
    .kind = TABLE,
    .name = "pr_curve",
    .arguments = "labels, predictions, images",
    .summary = "traces precision against recall for each class",
    .example = "SELECT recall, precision, score FROM pr_curve WHERE class = 'bus'",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(CurveRow),
            .run = run,
            .cell = curve_cell,
        },
};
