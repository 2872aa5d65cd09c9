/*
** bootstrap_ap: says how far AP could be off, had other images been labelled.
**
**     SELECT class, ap, low, high FROM bootstrap_ap ORDER BY ap;
**
** There is a row for each class and model, and before them one whose class is NULL: the mean over the
** classes. ap is that of ap_by_class, and of coco_summary for the mean, to the last bit. With summary = 1
** there are the twelve figures of COCO instead. low, high and standard_error are NULL where they would rest
** on fewer than ten labels or ten images (numbers.md, section 9b).
*/
#include <math.h>

#include "evaluation/class_scores.h"
#include "evaluation/summary.h"
#include "host/function.h"
#include "host/value.h"
#include "input/input.h"
#include "sql/trust/resampling_call.h"

enum { CLASS, METRIC, AP, LOW, HIGH, STANDARD_ERROR, ABSENT, LABEL_COUNT, IMAGE_COUNT, RELIABLE, MODEL };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, "the mean over the classes", "the class"},
    [METRIC] = {"metric", KEY, "TEXT", NULL, NULL,
                "AP; with summary = 1 the name that coco_summary gives a figure"},
    [AP] = {"ap", 0, "REAL", "0 to 1", "the class has no labels",
            "the figure itself, as ap_by_class and coco_summary have it"},
    [LOW] = {"low", 0, "REAL", "0 to 1", "reliable is 0", "the lower end of the interval"},
    [HIGH] = {"high", 0, "REAL", "0 to 1", "reliable is 0", "its upper end"},
    [STANDARD_ERROR] = {"standard_error", 0, "REAL", "0 to 1", "reliable is 0",
                        "the standard deviation of the figure over the resamples"},
    [ABSENT] = {"absent", 0, "INTEGER", "resamples", NULL,
                "resamples in which the class has no labels; the interval does without them"},
    [LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", NULL, "labels that count"},
    [IMAGE_COUNT] = {"image_count", 0, "INTEGER", "images", NULL, "images that hold them"},
    [RELIABLE] = {"reliable", 0, "INTEGER", "0 or 1", NULL,
                  "1 with at least ten labels in ten images, and resamples that differ"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    AVERAGED_MATCHING_PARAMETERS,
    RESAMPLING_PARAMETERS,
    {"summary", "0", false, "0 or 1", "1: the figures of coco_summary instead of classes"},
};

typedef struct Row {
  Estimate estimate;
  const char *metric;
  size_t limit; /* of detections, of a metric AR<limit>; 0: none */
  Id class, model;
} Row;

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

/* ---- classes and their mean ---- */

static void bootstrap_model(const Job *job, size_t model, Row *rows, size_t count, Error *error) {
  const Matches *matches = job->matches;
  const Dataset *data = matches->data;
  const Workers *workers = &job->evaluation->workers;
  int thresholds = matches->rules.threshold_count;
  const Figure figure = {.threshold_count = thresholds};
  const Figures figures = {&figure, 1, thresholds, 1};
  ClassScorer scorer;
  class_scorer_make(&scorer, matches, workers, error);
  ClassScore *scores = memory_allocate(count, sizeof *scores, error);
  Estimate *estimates = memory_allocate(count, sizeof *estimates, error), mean = {0};
  RankedClass *ranked =
      ranked_classes_make(&(RankedModel){matches, model, job->classes, NULL}, count, workers, error);
  mean.value = class_scores_with_mean(&scorer, model, job->classes, count, scores, error);
  for (size_t k = 0; k < count && ok(error); k++) estimates[k].value = scores[k].ap;
  bootstrap(ranked, count, &figures, data->images.count, job->settings, workers, estimates, &mean, error);
  if (ok(error)) rows[0].estimate = mean;
  for (size_t k = 0; k < count && ok(error); k++) {
    rows[k + 1].estimate = estimates[k];
    rows[k + 1].class = data->classes.items[job->classes[k]];
  }
  ranked_classes_release(ranked, count);
  memory_release(estimates);
  memory_release(scores);
  class_scorer_release(&scorer);
}

static void add_classes(const Job *job, size_t model, Call *call) {
  size_t count = select_classes(job, model, false);
  Row *rows = run_append(call->run, count + 1, call->error);
  for (size_t i = 0; rows && i <= count; i++) rows[i] = (Row){.metric = "AP"};
  if (rows) bootstrap_model(job, model, rows, count, call->error);
  for (size_t i = 0; rows && i <= count; i++) rows[i].model = job->evaluation->data->models.items[model];
}

/* ---- the twelve ---- */

/* The limits of detections of coco_summary. */
typedef struct Limits {
  size_t items[3];
  int count;
  bool of_keypoints;
} Limits;

static Limits summary_limits_of(const Call *call) {
  if (run_input(call->run)->iou_type == IOU_KEYPOINTS) return (Limits){{KEYPOINTS_MAX_DETECTIONS}, 1, true};
  return (Limits){{1, 10, 100}, 3, false};
}

static Figure figure_of(const SummaryFigure *shown, size_t largest) {
  Figure figure = {.is_recall = shown->metric[1] == 'R', .threshold_count = COCO_THRESHOLDS};
  for (int a = 0; a < 4; a++) {
    static const char *const names[] = {"all", "small", "medium", "large"};
    if (strcmp(shown->area_range, names[a]) == 0) figure.area = a;
  }
  for (int t = 0; shown->iou_threshold > 0 && t < COCO_THRESHOLDS; t++) {
    if (coco_threshold(t) != shown->iou_threshold) continue;
    figure.first_threshold = t;
    figure.threshold_count = 1;
  }
  if (figure.is_recall && shown->limit < largest) figure.limit = shown->limit;
  return figure;
}

static void bootstrap_summary(const Job *job, size_t model, const SummaryFigure *shown, int count, Row *rows,
                              Error *error) {
  Figure items[SUMMARY_FIGURES_MOST];
  Estimate means[SUMMARY_FIGURES_MOST];
  const Workers *workers = &job->evaluation->workers;
  for (int f = 0; f < count; f++) {
    items[f] = figure_of(&shown[f], job->matches->rules.max_detections);
    means[f] = (Estimate){.value = shown[f].value};
  }
  const Figures figures = {items, count, COCO_THRESHOLDS, 4};
  size_t classes = select_classes(job, model, true);
  RankedClass *ranked =
      ranked_classes_make(&(RankedModel){job->matches, model, job->classes, NULL}, classes, workers, error);
  bootstrap(ranked, classes, &figures, job->matches->data->images.count, job->settings, workers, NULL, means,
            error);
  for (int f = 0; f < count && ok(error); f++)
    rows[f] = (Row){
        .estimate = means[f], .metric = shown[f].metric, .limit = shown[f].numbered ? shown[f].limit : 0};
  ranked_classes_release(ranked, classes);
}

static void add_summary(const Job *job, size_t model, const Summary *summary, const Limits *limits,
                        Call *call) {
  SummaryFigure shown[SUMMARY_FIGURES_MOST];
  int count = (limits->of_keypoints ? summary_figures_of_keypoints : summary_figures)(summary, limits->items,
                                                                                      limits->count, shown);
  Row *rows = run_append(call->run, (size_t)count, call->error);
  if (rows) bootstrap_summary(job, model, shown, count, rows, call->error);
  for (int f = 0; rows && f < count; f++) rows[f].model = job->evaluation->data->models.items[model];
}

/* ---- both ---- */

static bool read_summary(Call *call) {
  static const char *const own[] = {"iou_threshold", "area_range", "max_detections"};
  sqlite3_value *value = call_parameter(call, "summary");
  double number = 0;
  if (value && (!value_real(value, &number) || (number != 0 && number != 1)))
    error_input(call->error, "summary is not 0 or 1: %s", value_excerpt(value).text);
  for (int i = 0; number == 1 && i < LENGTH(own); i++) {
    value = call_parameter(call, own[i]);
    if (value && sqlite3_value_type(value) != SQLITE_NULL)
      error_input(call->error, "summary = 1 has thresholds, area ranges and limits of its own: leave out %s",
                  own[i]);
  }
  return number == 1;
}

static void ask_for_summary(MatchRules *rules, const Limits *limits) {
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
  Limits limits = {.count = 0};
  bool is_summary = read_summary(call);
  evaluation_begin(&evaluation, call, true);
  if (is_summary) class_thresholds_refuse_ious(call, &evaluation.rules);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  resampling_settings(call, data, NULL, &settings);
  evaluation.workers.count =
      workers_that_pay(settings.resamples * data->predictions.count / 16, call->threads);
  if (is_summary) {
    limits = summary_limits_of(call);
    ask_for_summary(&evaluation.rules, &limits);
    summaries = memory_allocate(data->models.count, sizeof *summaries, error);
    summarize(data, &evaluation.rules, limits.items, limits.count, &evaluation.workers, summaries, error);
  }
  matches_make(&matches, data, &evaluation.rules, false, &evaluation.workers, error);
  Job job = {&evaluation, &settings, &matches, memory_allocate(data->classes.count, sizeof(uint32_t), error)};
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    if (is_summary)
      add_summary(&job, m, &summaries[m], &limits, call);
    else
      add_classes(&job, m, call);
  }
  memory_release(job.classes);
  memory_release(summaries);
  matches_release(&matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  const Interval *interval = &at->estimate.interval;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case METRIC:
    if (at->limit)
      cell_format(out, "%s%lld", at->metric, (sqlite3_int64)at->limit);
    else
      cell_text(out, at->metric);
    break;
  case AP: cell_real(out, at->estimate.value); break;
  case LOW: cell_real(out, interval->low); break;
  case HIGH: cell_real(out, interval->high); break;
  case STANDARD_ERROR: cell_real(out, interval->standard_error); break;
  case ABSENT: cell_integer(out, (sqlite3_int64)interval->absent); break;
  case LABEL_COUNT: cell_integer(out, (sqlite3_int64)at->estimate.support.labels); break;
  case IMAGE_COUNT: cell_integer(out, (sqlite3_int64)at->estimate.support.images); break;
  case RELIABLE: cell_integer(out, at->estimate.reliable); break;
  case MODEL: cell_id(out, at->model); break;
  }
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
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
        },
};
