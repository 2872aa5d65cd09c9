/*
** pr_curve_of: pr_curve of a state.
**
**     SELECT recall, precision, score FROM pr_curve_of((SELECT merge_states(state) FROM shards));
**
** The rows are those of pr_curve over all images of the state, to the last bit. The state may be that of some
** classes only.
*/
#include "host/function.h"
#include "input/parameters.h"
#include "sql/scores/class_tables.h"
#include "sql/states/state_call.h"

static const Column columns[] = {CURVE_COLUMNS};

static const Parameter parameters[] = {STATE_PARAMETER, STATE_CELL_PARAMETERS, THREADS_PARAMETER,
                                       POINTS_PARAMETER};

/* What is kept from class to class. */
typedef struct Job {
  StateScores scores;
  Ranked ranked;
  Curve curves[COCO_THRESHOLDS];
  bool all_points;
  CurvePoint *points; /* of one class */
  size_t capacity;
} Job;

static size_t find_points(Job *job, Error *error) {
  const Curve *curve = &job->curves[0];
  size_t count = job->all_points ? (size_t)curve->tp + curve->fp : COCO_RECALLS;
  memory_reserve((void **)&job->points, &job->capacity, count, sizeof *job->points, error);
  if (!ok(error)) return 0;
  if (job->all_points)
    curve_all_points(&job->scores.matches, &job->ranked, curve, job->points);
  else
    curve_envelope(job->curves, job->scores.matches.rules.threshold_count, job->points);
  return count;
}

static void add_class(Job *job, Call *call, Id model, size_t class) {
  const Task task = {.poll = &call->watch.poll};
  class_curves(&job->scores.matches, 0, class, &job->ranked, job->curves, NULL, 0, NULL, &task, call->error);
  uint32_t label_count = ok(call->error) ? job->curves[0].label_count : 0;
  if (!label_count) return;
  size_t count = find_points(job, call->error);
  Id name = state_call_keep(call, job->scores.data.classes.items[class]);
  CurveRow *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++) rows[i] = (CurveRow){name, model, job->points[i], label_count};
}

static void add_model(Job *job, Call *call, const StateCall *at, size_t model, const StateCells *cells) {
  state_call_scores(at, call, model, cells, &job->scores);
  if (ok(call->error)) {
    Id name = state_call_keep(call, at->models[model]);
    ranked_make(&job->ranked, &job->scores.data, call->error);
    for (size_t k = 0; k < job->scores.data.classes.count && ok(call->error); k++)
      add_class(job, call, name, k);
    ranked_release(&job->ranked);
  }
  state_scores_release(&job->scores);
}

static void run(Call *call) {
  StateCall at;
  StateCells cells;
  bool all_points = curve_wants_all_points(call);
  state_call_begin(&at, call, NEED_CLASSES);
  state_call_cells(&at, call, &cells);
  if (ok(call->error) && all_points && cells.threshold_count > 1)
    error_input(call->error, "points = 'all' requires one iou_threshold, not '0.50:0.95'");
  Job *job = memory_allocate_zeroed(1, sizeof *job, call->error);
  if (job) job->all_points = all_points;
  for (size_t m = 0; m < at.model_count && ok(call->error); m++) add_model(job, call, &at, m, &cells);
  if (job) memory_release(job->points);
  memory_release(job);
  state_call_end(&at);
}

const Function function_pr_curve_of = {
    .kind = TABLE,
    .name = "pr_curve_of",
    .arguments = "state",
    .summary = "traces precision against recall for each class, from a state",
    .example =
        "SELECT class, recall, precision FROM pr_curve_of((SELECT merge_states(state) FROM evaluation_state))",
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
