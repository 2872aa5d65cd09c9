/*
** check_requirements: says whether a model meets the requirements of a table, and how many images would tell.
**
**     SELECT requirement, value, low, high, bound, verdict FROM check_requirements('requirements');
**
** There is a row for each requirement and model. The verdict follows the interval: a requirement fails only
** if all of it is on the wrong side of the bound (numbers.md, section 9b).
*/
#include <math.h>

#include "evaluation/matching.h"
#include "host/function.h"
#include "input/input.h"
#include "input/rules/requirement_table.h"
#include "sql/trust/resampling_call.h"
#include "statistics/verdict/matched_rows.h"
#include "statistics/normal.h"
#include "statistics/resampling/chosen_images.h"
#include "statistics/verdict/verdict.h"

enum { REQUIREMENT, METRIC, CLASS, SUBSET, N, VALUE, LOW, HIGH, DIRECTION, BOUND, VERDICT, NEEDED, MODEL };

#define NO_INTERVAL "the verdict is insufficient_data"

static const Column columns[] = {
    [REQUIREMENT] = {"requirement", KEY, NULL, NULL, NULL, "its name"},
    [METRIC] = {"metric", 0, "TEXT", NULL, NULL, "what is required"},
    [CLASS] = {"class", KEY, NULL, NULL, "it is of all classes", "the class"},
    [SUBSET] = {"subset", 0, "TEXT", NULL, "it is of all images", "the table of images or labels"},
    [N] = {"n", 0, "INTEGER", "images", NULL,
           "images that the value rests on: those with labels, for precision those with predictions"},
    [VALUE] = {"value", 0, "REAL", "0 to 1", "nothing counts", "the figure"},
    [LOW] = {"low", 0, "REAL", "0 to 1", NO_INTERVAL, "the lower end of its interval"},
    [HIGH] = {"high", 0, "REAL", "0 to 1", NO_INTERVAL, "the upper end"},
    [DIRECTION] = {"direction", 0, "TEXT", NULL, NULL, "'>=' or '<='"},
    [BOUND] = {"bound", 0, "REAL", "0 to 1", NULL, "what the value has to reach, or must not exceed"},
    [VERDICT] = {"verdict", KEY, "TEXT", NULL, NULL, "'pass', 'fail', 'inconclusive' or 'insufficient_data'"},
    [NEEDED] = {"images_needed", 0, "INTEGER", "images",
                "the verdict is not inconclusive; the value is the bound",
                "how large n would have to be to decide, if the value stayed as it is"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    {"requirements", "requirements", false, TABLE_DOMAIN,
     "the requirements: a table with the columns name, metric and bound"},
    INPUT_PARAMETERS,
    MATCHING_PARAMETERS,
    RESAMPLING_PARAMETERS,
};

typedef struct Row {
  const Requirement *requirement; /* in memory of the run */
  size_t n;
  double value, low, high;
  Id class, model;
} Row;

/* One requirement under way, for one model after the other. */
typedef struct Checking {
  const Evaluation *evaluation;
  const Requirement *requirement;
  BootstrapSettings settings;
  Dataset data; /* the evaluation's, with the labels outside of the subset ignored */
  Subset subset;
  Matches matches;
  uint32_t *classes;
  size_t class_count;
  Call *call;
} Checking;

/* In the order of sums. */
static void select_classes(Checking *job) {
  const Requirement *required = job->requirement;
  Error *error = job->call->error;
  job->classes = memory_allocate(job->data.classes.count, sizeof *job->classes, error);
  for (size_t i = 0; i < job->data.classes.count && ok(error); i++) {
    uint32_t class = job->data.classes_in_sums[i];
    bool is_asked_for = required->class == NAMES_NONE || required->class == class;
    if (is_asked_for && matches_class_selected(&job->evaluation->rules, class))
      job->classes[job->class_count++] = class;
  }
  if (ok(error) && required->class != NAMES_NONE && !job->class_count)
    error_input(error, "%s: the parameter classes leaves out the class %s", required->row.text,
                id_excerpt(&job->data.classes.items[required->class]).text);
}

static MatchRules rules_of(const Checking *job) {
  const Requirement *required = job->requirement;
  MatchRules rules = job->evaluation->rules;
  if (required->figure == REQUIRED_MAP) {
    rules.threshold_count = COCO_THRESHOLDS;
    for (int t = 0; t < COCO_THRESHOLDS; t++) rules.thresholds[t] = coco_threshold(t);
  } else if (!isnan(required->iou_threshold)) {
    rules.thresholds[0] = required->iou_threshold;
  }
  if (!isnan(required->score_threshold)) rules.score_threshold = required->score_threshold;
  return rules;
}

static void checking_begin(Checking *job, const BootstrapSettings *settings) {
  Error *error = job->call->error;
  job->data = *job->evaluation->data;
  job->settings = *settings;
  if (job->requirement->subset) {
    subset_read(&job->subset, job->requirement, job->call, job->evaluation->data);
    job->settings.images = job->subset.images;
    if (job->subset.left_out) job->data.labels.ignored = job->subset.left_out;
  }
  if (ok(error)) select_classes(job);
  MatchRules rules = rules_of(job);
  matches_make(&job->matches, &job->data, &rules, false, &job->evaluation->workers, error);
}

static void checking_end(Checking *job) {
  matches_release(&job->matches);
  subset_release(&job->subset);
  memory_release(job->classes);
}

static void check_ap(Checking *job, size_t model, Row *row) {
  const Workers *workers = &job->evaluation->workers;
  Error *error = job->call->error;
  int thresholds = job->matches.rules.threshold_count;
  const Figure figure = {.threshold_count = thresholds};
  const RankedModel ranking = {&job->matches, model, job->classes, job->subset.units};
  RankedClass *classes = ranked_classes_make(&ranking, job->class_count, workers, error);
  Estimate estimate = bootstrap_chosen(classes, job->class_count, &(Figures){&figure, 1, thresholds, 1},
                                       &job->settings, workers, error);
  ranked_classes_release(classes, job->class_count);
  row->n = estimate.support.images;
  row->value = estimate.value;
  row->low = estimate.interval.low;
  row->high = estimate.interval.high;
}

static void check_rate(Checking *job, size_t model, Row *row) {
  Error *error = job->call->error;
  const MatchedRows rows = {&job->matches,     model, job->classes, job->class_count, job->subset.units,
                            job->subset.images};
  Proportion proportion = {0};
  if (job->requirement->figure == REQUIRED_RECALL)
    matched_rows_add_labels(&rows, &proportion, &job->call->watch.poll, error);
  else
    matched_rows_add_predictions(&rows, &proportion, &job->call->watch.poll, error);
  double z = normal_quantile((1 + job->settings.confidence) / 2);
  ProportionInterval interval = proportion_interval(&proportion, true, z);
  row->n = proportion.images.count;
  row->value = interval.value;
  row->low = interval.low;
  row->high = interval.high;
  proportion_release(&proportion);
}

/* rows: one for each model, `step` apart. */
static void check(Checking *job, const BootstrapSettings *settings, Row *rows, size_t step) {
  const Requirement *required = job->requirement;
  const Dataset *data = job->evaluation->data;
  checking_begin(job, settings);
  for (size_t m = 0; m < data->models.count && ok(job->call->error); m++) {
    Row *row = &rows[m * step];
    *row = (Row){.requirement = required, .model = data->models.items[m]};
    if (required->class != NAMES_NONE) row->class = data->classes.items[required->class];
    if (required->figure == REQUIRED_AP || required->figure == REQUIRED_MAP)
      check_ap(job, m, row);
    else
      check_rate(job, m, row);
  }
  checking_end(job);
}

static void append(Call *call, const Evaluation *evaluation, const Row *rows, size_t count) {
  for (size_t m = 0; m < evaluation->data->models.count && ok(call->error); m++) {
    evaluation_begin_model(evaluation, call, m);
    Row *out = run_append(call->run, count, call->error);
    for (size_t i = 0; out && i < count; i++) out[i] = rows[m * count + i];
  }
}

static void release_requirements(void *state) {
  requirements_release(state);
  memory_release(state);
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  BootstrapSettings settings;
  evaluation_begin(&evaluation, call, false);
  class_thresholds_refuse_ious(call, &evaluation.rules);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  resampling_settings(call, data, NULL, &settings);
  evaluation.workers.count =
      workers_that_pay(settings.resamples * data->predictions.count / RESAMPLE_LANES, call->threads);
  Requirements *all = call->run->state = memory_allocate_zeroed(1, sizeof *all, error);
  if (!all) return;
  call->run->release_state = release_requirements;
  requirements_read(all, call, data);
  Row *rows = memory_allocate(data->models.count * (all->count + 1), sizeof *rows, error);
  for (size_t i = 0; i < all->count && ok(error); i++) {
    Checking job = {.evaluation = &evaluation, .requirement = &all->items[i], .call = call};
    check(&job, &settings, rows + i, all->count);
  }
  if (ok(error)) append(call, &evaluation, rows, all->count);
  memory_release(rows);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  const Requirement *required = at->requirement;
  Verdict verdict = verdict_of(at->low, at->high, required->bound, required->at_most);
  switch (column) {
  case REQUIREMENT: cell_id(out, required->name); break;
  case METRIC: cell_text(out, required->metric); break;
  case CLASS: cell_id(out, at->class); break;
  case SUBSET:
    if (required->subset) cell_text(out, required->subset);
    break;
  case N: cell_integer(out, (sqlite3_int64)at->n); break;
  case VALUE: cell_real(out, at->value); break;
  case LOW: cell_real(out, at->low); break;
  case HIGH: cell_real(out, at->high); break;
  case DIRECTION: cell_text(out, required->at_most ? "<=" : ">="); break;
  case BOUND: cell_real(out, required->bound); break;
  case VERDICT: cell_text(out, verdict_name(verdict)); break;
  case NEEDED: {
    double needed = verdict_images_needed(at->n, at->value, at->low, at->high, required->bound);
    if (verdict == VERDICT_INCONCLUSIVE && !isnan(needed)) cell_integer(out, (sqlite3_int64)needed);
    break;
  }
  case MODEL: cell_id(out, at->model); break;
  }
}

/* Subsets are tables that no parameter names, so nothing tells whether they are as they were. */
static bool is_fresh(const Run *run) {
  const Requirements *all = run->state;
  for (size_t i = 0; all && i < all->count; i++) {
    if (all->items[i].subset) return false;
  }
  return true;
}

const Function function_check_requirements = {
    .kind = TABLE,
    .name = "check_requirements",
    .arguments = "requirements, labels, predictions, images",
    .summary = "says whether a model meets the requirements of a table",
    .example = "SELECT requirement, value, low, high, bound, verdict FROM check_requirements('requirements')",
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
            .is_fresh = is_fresh,
        },
};
