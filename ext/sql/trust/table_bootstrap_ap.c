/*
** bootstrap_ap: says how far AP could be off, had other images been labelled.
**
**     SELECT class, ap, low, high FROM bootstrap_ap ORDER BY ap;
**
** There is a row for each class and model, and before them one whose class is NULL: the mean over the
** classes. ap is that of ap_by_class, and of coco_summary for the mean, to the last bit. With summary = 1
** there are the twelve figures of COCO instead. low, high and standard_error are NULL where they would rest
** on fewer than ten labels or ten images, and standard_error where the figure is 0 or 1 (numbers.md, section
** 9b).
*/
#include "evaluation/summary.h"
#include "host/function.h"
#include "input/input.h"
#include "sql/trust/bootstrap_table.h"
#include "sql/trust/resampling_call.h"

static const Column columns[] = {BOOTSTRAP_COLUMNS};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    AVERAGED_MATCHING_PARAMETERS,
    RESAMPLING_PARAMETERS,
    SUMMARY_PARAMETER,
};

/* What is kept from model to model. */
typedef struct Job {
  const Evaluation *evaluation;
  const BootstrapSettings *settings;
  const Matches *matches;
  uint32_t *classes; /* in the order of sums */
} Job;

/* The classes with a row; with_labels: with labels only. */
static size_t select_classes(const Job *job, size_t model, bool with_labels) {
  const Dataset *data = job->evaluation->data;
  size_t count = 0;
  for (size_t i = 0; i < data->classes.count; i++) {
    uint32_t class = data->classes_in_sums[i];
    bool has_labels = data->labels.starts[class + 1] > data->labels.starts[class];
    if (evaluation_has_class(job->evaluation, model, class) && (has_labels || !with_labels))
      job->classes[count++] = class;
  }
  return count;
}

static void add_model(const Job *job, size_t model, const Summary *summary, const BootstrapLimits *limits,
                      Call *call) {
  BootstrapModel of = {job->matches,  &job->evaluation->workers,
                       job->settings, model,
                       job->classes,  select_classes(job, model, summary != NULL)};
  evaluation_begin_model(job->evaluation, call, model);
  if (summary)
    bootstrap_add_summary(&of, summary, limits, call);
  else
    bootstrap_add_classes(&of, call);
}

static void ask_for_summary(MatchRules *rules, const BootstrapLimits *limits) {
  rules->threshold_count = COCO_THRESHOLDS;
  rules->area_count = 4;
  rules->max_detections = limits->items[limits->count - 1];
  for (int t = 0; t < COCO_THRESHOLDS; t++) rules->thresholds[t] = coco_threshold(t);
  for (int a = 0; a < 4; a++) rules->areas[a] = coco_areas[a];
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  BootstrapSettings settings;
  Matches matches = {0};
  Summary *summaries = NULL;
  BootstrapLimits limits = {.count = 0};
  bool is_summary = bootstrap_wants_summary(call);
  evaluation_begin(&evaluation, call, true);
  if (is_summary) class_thresholds_refuse_ious(call, &evaluation.rules);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  resampling_settings(call, data, NULL, &settings);
  evaluation.workers.count =
      workers_that_pay(settings.resamples * data->predictions.count / RESAMPLE_LANES, call->threads);
  if (is_summary) {
    limits = bootstrap_limits(run_input(call->run)->iou_type == IOU_KEYPOINTS);
    ask_for_summary(&evaluation.rules, &limits);
    summaries = memory_allocate(data->models.count, sizeof *summaries, error);
    summarize(data, &evaluation.rules, limits.items, limits.count, &evaluation.workers, summaries, error);
  }
  matches_make(&matches, data, &evaluation.rules, false, &evaluation.workers, error);
  Job job = {&evaluation, &settings, &matches, memory_allocate(data->classes.count, sizeof(uint32_t), error)};
  for (size_t m = 0; m < data->models.count && ok(error); m++)
    add_model(&job, m, summaries ? &summaries[m] : NULL, &limits, call);
  memory_release(job.classes);
  memory_release(summaries);
  matches_release(&matches);
}

const Function function_bootstrap_ap = {
    .kind = TABLE,
    .name = "bootstrap_ap",
    .arguments = "labels, predictions, images",
    .summary = "says how far AP could be off, by class and on average",
    .example = "SELECT class, ap, low, high FROM bootstrap_ap ORDER BY ap",
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
