/*
** bootstrap_ap_of: bootstrap_ap of a state.
**
**     SELECT class, ap, low, high FROM bootstrap_ap_of((SELECT merge_states(state) FROM shards));
**
** The rows are those of bootstrap_ap over all images of the state, to the last bit. The state must have all
** rows that evaluation_state returned for its shards (numbers.md, section 9b).
*/
#include "evaluation/summary.h"
#include "host/function.h"
#include "input/parameters.h"
#include "sql/states/state_call.h"
#include "sql/trust/bootstrap_table.h"
#include "sql/trust/resampling_call.h"

static const Column columns[] = {BOOTSTRAP_COLUMNS};

static const Parameter parameters[] = {STATE_PARAMETER, STATE_CELL_PARAMETERS, THREADS_PARAMETER,
                                       RESAMPLING_PARAMETERS, SUMMARY_PARAMETER};

/* What is kept from model to model. */
typedef struct Job {
  StateCall state;
  StateCells cells;
  BootstrapSettings settings;
  BootstrapLimits limits;
  bool is_summary;
} Job;

/* The classes with a row in the order of sums; with_labels: with labels only. */
static size_t select_classes(const StateScores *scores, bool with_labels, uint32_t *classes) {
  const Dataset *data = &scores->data;
  size_t count = 0;
  for (size_t i = 0; i < data->classes.count; i++) {
    uint32_t class = data->classes_in_sums[i];
    bool has_labels = data->labels.starts[class + 1] > data->labels.starts[class];
    if (scores->has_class[class] && (has_labels || !with_labels)) classes[count++] = class;
  }
  return count;
}

static void add_scores(const Job *job, StateScores *scores, Call *call) {
  Error *error = call->error;
  Dataset *data = &scores->data;
  uint32_t *classes = memory_allocate(data->classes.count, sizeof *classes, error);
  Summary summary = {0};
  for (size_t k = 0; k < data->classes.count; k++)
    data->classes.items[k] = state_call_keep(call, data->classes.items[k]);
  data->models.items[0] = state_call_keep(call, data->models.items[0]);
  if (job->is_summary)
    summarize_matches(&scores->matches, job->limits.items, job->limits.count, &job->state.workers, &summary,
                      error);
  if (ok(error)) {
    size_t count = select_classes(scores, job->is_summary, classes);
    BootstrapModel of = {&scores->matches, &job->state.workers, &job->settings, 0, classes, count};
    if (job->is_summary)
      bootstrap_add_summary(&of, &summary, &job->limits, call);
    else
      bootstrap_add_classes(&of, call);
  }
  memory_release(classes);
}

static void read_parameters(Job *job, Call *call) {
  const State *state = &job->state.state;
  job->is_summary = bootstrap_wants_summary(call);
  state_call_begin(&job->state, call, NEED_ALL);
  state_call_cells(&job->state, call, &job->cells);
  resampling_settings_of(call, state->image_count, &job->settings);
  job->state.workers.count =
      workers_that_pay(job->settings.resamples * (state->image_count + 1) / 4, call->threads);
  if (!job->is_summary || !ok(call->error)) return;
  job->limits = bootstrap_limits(state->rules.iou_type == IOU_KEYPOINTS);
  double score_threshold = job->cells.score_threshold;
  job->cells = state_call_all_cells(&job->state);
  job->cells.score_threshold = score_threshold;
  job->cells.max_detections = job->limits.items[job->limits.count - 1];
  if (job->cells.max_detections > state->rules.max_detections)
    error_input(call->error, "summary = 1 requires a state with max_detections of at least %d",
                (int)job->cells.max_detections);
}

static void run(Call *call) {
  Job job = {.is_summary = false};
  read_parameters(&job, call);
  for (size_t m = 0; m < job.state.model_count && ok(call->error); m++) {
    StateScores scores;
    state_call_scores(&job.state, call, m, &job.cells, &scores);
    if (ok(call->error)) add_scores(&job, &scores, call);
    state_scores_release(&scores);
  }
  state_call_end(&job.state);
}

const Function function_bootstrap_ap_of = {
    .kind = TABLE,
    .name = "bootstrap_ap_of",
    .arguments = "state",
    .summary = "says how far AP could be off, from a state",
    .example =
        "SELECT class, ap, low, high FROM bootstrap_ap_of((SELECT merge_states(state) FROM evaluation_state))",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(BootstrapRow),
            .run = run,
            .cell = bootstrap_cell,
        },
};
