/*
** model_comparison: says how much better a second model is than a first, and whether chance could do that.
**
**     SELECT class, ap_a, ap_b, difference, low, high, p, q FROM model_comparison('labels', 'both_models');
**
** There is a row for each class with labels, and before them one whose class is NULL: the mean over them.
** Both models are scored in the same resamples of the images; p comes of exchanging them in random images
** (numbers.md, section 9b). The models are those of one table, or predictions_b names a table for the second.
*/
#include <math.h>

#include "evaluation/class_scores.h"
#include "host/function.h"
#include "host/value.h"
#include "sql/trust/resampling_call.h"
#include "sql/trust/two_models.h"
#include "statistics/resampling/comparison.h"
#include "statistics/significance/discordant.h"
#include "statistics/significance/false_discovery.h"

enum {
  CLASS,
  AP_A,
  AP_B,
  DIFFERENCE,
  LOW,
  HIGH,
  PROBABILITY_B_BETTER,
  P,
  Q,
  WON,
  LOST,
  MCNEMAR_P,
  EXACT_P,
  LABEL_COUNT,
  IMAGE_COUNT,
  RELIABLE
};

#define OVER_THRESHOLDS "iou_threshold is '0.50:0.95'"

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, "the mean over the classes", "the class"},
    [AP_A] = {"ap_a", 0, "REAL", "0 to 1", "there are no labels",
              "AP of the first model, as ap_by_class has it"},
    [AP_B] = {"ap_b", 0, "REAL", "0 to 1", "there are no labels", "AP of the second model"},
    [DIFFERENCE] = {"difference", 0, "REAL", "-1 to 1", "there are no labels", "ap_b - ap_a"},
    [LOW] = {"low", 0, "REAL", "-1 to 1", "reliable is 0", "the lower end of the interval of the difference"},
    [HIGH] = {"high", 0, "REAL", "-1 to 1", "reliable is 0", "its upper end"},
    [PROBABILITY_B_BETTER] = {"probability_b_better", 0, "REAL", "0 to 1", "reliable is 0",
                              "the share of resamples in which the second is better; ties count half"},
    [P] = {"p", 0, "REAL", "0 to 1", "there are no labels",
           "how often exchanging the models in random images makes a difference as large, two-sided"},
    [Q] = {"q", 0, "REAL", "0 to 1", "the mean over the classes",
           "p corrected for the number of classes by Benjamini and Hochberg"},
    [WON] = {"won", 0, "INTEGER", "labels", OVER_THRESHOLDS,
             "labels that the second finds and the first does not"},
    [LOST] = {"lost", 0, "INTEGER", "labels", OVER_THRESHOLDS,
              "labels that the first finds and the second does not"},
    [MCNEMAR_P] = {"mcnemar_p", 0, "REAL", "0 to 1", OVER_THRESHOLDS "; no image differs",
                   "McNemar's test of won and lost, clustered by image"},
    [EXACT_P] = {"exact_p", 0, "REAL", "0 to 1", OVER_THRESHOLDS,
                 "the exact test of them, which takes labels as independent"},
    [LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", NULL, "labels that count"},
    [IMAGE_COUNT] = {"image_count", 0, "INTEGER", "images", NULL, "images that hold them"},
    [RELIABLE] = {"reliable", 0, "INTEGER", "0 or 1", NULL, "1 with at least ten labels in ten images"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    AVERAGED_MATCHING_PARAMETERS,
    TWO_MODELS_PARAMETERS,
    RESAMPLING_PARAMETERS,
    {"swaps", "2000", false, "an integer from 100 to 100000", "how often the models are exchanged"},
};

typedef struct Row {
  Comparison comparison;
  double ap[2], q;
  Discordant pairs;
  Id class;
  bool has_pairs;
} Row;

/* One comparison under way; index 0 of rows, ap and so on is the mean. */
typedef struct Job {
  TwoModels models;
  ComparisonSettings settings;
  Matches matches[2];
  uint32_t *classes[2], *units[2]; /* of each side's data set */
  size_t class_count, unit_count;
  double *ap[2];
} Job;

/* The classes with labels in the order of sums, as both data sets number them. */
static void select_classes(Job *job, Error *error) {
  const Dataset *data = job->models.side[0].data, *other = job->models.side[1].data;
  for (int side = 0; side < 2; side++)
    job->classes[side] = memory_allocate(data->classes.count, sizeof *job->classes[side], error);
  for (size_t i = 0; i < data->classes.count && ok(error); i++) {
    uint32_t class = data->classes_in_sums[i];
    bool has_labels = data->labels.starts[class + 1] > data->labels.starts[class];
    if (!has_labels || !matches_class_selected(&job->models.side[0].rules, class)) continue;
    job->classes[0][job->class_count] = class;
    job->classes[1][job->class_count++] =
        data == other ? class : names_find(&other->classes, &data->classes.items[class]);
  }
}

/* Numbers the images of both data sets in their common order. */
static void number_images(Job *job, Error *error) {
  const Names *first = &job->models.side[0].data->images, *second = &job->models.side[1].data->images;
  job->units[0] = memory_allocate(first->count, sizeof *job->units[0], error);
  job->units[1] = memory_allocate(second->count, sizeof *job->units[1], error);
  if (!ok(error)) return;
  for (size_t a = 0, b = 0; a < first->count || b < second->count; job->unit_count++) {
    int order = a == first->count    ? 1
                : b == second->count ? -1
                                     : id_compare(&first->items[a], &second->items[b]);
    if (order <= 0) job->units[0][a++] = (uint32_t)job->unit_count;
    if (order >= 0) job->units[1][b++] = (uint32_t)job->unit_count;
  }
}

/* AP of each class, and their mean before them. */
static void score_side(Job *job, int side, Error *error) {
  const Evaluation *evaluation = &job->models.side[side];
  ClassScorer scorer;
  ClassScore *scores = memory_allocate(job->class_count, sizeof *scores, error);
  job->ap[side] = memory_allocate(job->class_count + 1, sizeof *job->ap[side], error);
  class_scorer_make(&scorer, &job->matches[side], &evaluation->workers, error);
  double mean = class_scores_with_mean(&scorer, job->models.model[side], job->classes[side], job->class_count,
                                       scores, error);
  if (ok(error)) job->ap[side][0] = mean;
  for (size_t k = 0; k < job->class_count && ok(error); k++) job->ap[side][k + 1] = scores[k].ap;
  class_scorer_release(&scorer);
  memory_release(scores);
}

static void compare(Job *job, Row *rows, Error *error) {
  const Evaluation *evaluation = &job->models.side[0];
  int thresholds = evaluation->rules.threshold_count;
  const Figure figure = {.threshold_count = thresholds};
  const Figures figures = {&figure, 1, thresholds, 1};
  RankedModel models[2];
  Comparison *by_class = memory_allocate(job->class_count + 1, sizeof *by_class, error);
  for (int side = 0; side < 2; side++)
    models[side] =
        (RankedModel){&job->matches[side], job->models.model[side], job->classes[side], job->units[side]};
  for (size_t i = 0; i <= job->class_count && ok(error); i++)
    by_class[i] = (Comparison){.difference = job->ap[1][i] - job->ap[0][i]};
  if (ok(error))
    compare_models(models, job->class_count, &figures, job->unit_count, &job->settings, &evaluation->workers,
                   by_class + 1, by_class, error);
  for (size_t i = 0; i <= job->class_count && ok(error); i++) rows[i].comparison = by_class[i];
  memory_release(by_class);
}

static void correct(Row *rows, size_t count, Error *error) {
  double *p = memory_allocate(count, 2 * sizeof *p, error);
  for (size_t k = 0; k < count && ok(error); k++) p[k] = rows[k + 1].comparison.p;
  if (ok(error)) false_discovery_rates(p, count, p + count, error);
  for (size_t k = 0; k < count && ok(error); k++) rows[k + 1].q = p[count + k];
  memory_release(p);
}

static void count_pairs(const Job *job, Row *rows, Error *error) {
  const Dataset *data = job->models.side[0].data;
  uint8_t *found[2];
  for (int side = 0; side < 2; side++) {
    found[side] = memory_allocate(data->labels.count, 1, error);
    if (ok(error)) labels_found(&job->matches[side], job->models.model[side], found[side]);
  }
  if (ok(error))
    rows[0].pairs = discordant_of_classes(data, job->classes[0], job->class_count, found[0], found[1], error);
  for (size_t k = 0; k < job->class_count && ok(error); k++)
    rows[k + 1].pairs = discordant_labels(data, job->classes[0][k], found[0], found[1]);
  for (int side = 0; side < 2; side++) memory_release(found[side]);
}

static void read_settings(Job *job, Call *call) {
  double swaps = 2000;
  sqlite3_value *value = call_parameter(call, "swaps");
  const Dataset *data = job->models.side[0].data, *second = job->models.side[1].data;
  resampling_settings(call, data, second == data ? NULL : second, &job->settings.bootstrap);
  if (value && (!value_real(value, &swaps) || !(swaps >= 100 && swaps <= 100000) || swaps != floor(swaps)))
    error_input(call->error, "swaps is not a whole number from 100 to 100000: %s", value_excerpt(value).text);
  job->settings.swaps = (size_t)swaps;
  size_t draws = job->settings.bootstrap.resamples + 2 * job->settings.swaps;
  job->models.side[0].workers.count =
      workers_that_pay(draws * data->predictions.count / RESAMPLE_LANES, call->threads);
}

static void fill_rows(Job *job, Row *rows, Error *error) {
  const Dataset *data = job->models.side[0].data;
  bool over_thresholds = job->models.side[0].over_thresholds;
  for (int side = 0; side < 2; side++) {
    const Evaluation *evaluation = &job->models.side[side];
    matches_make(&job->matches[side], evaluation->data, &evaluation->rules, !over_thresholds,
                 &evaluation->workers, error);
    if (ok(error)) score_side(job, side, error);
  }
  if (ok(error)) compare(job, rows, error);
  if (ok(error)) correct(rows, job->class_count, error);
  if (!over_thresholds && ok(error)) count_pairs(job, rows, error);
  for (size_t i = 0; i <= job->class_count && ok(error); i++) {
    for (int side = 0; side < 2; side++) rows[i].ap[side] = job->ap[side][i];
    rows[i].has_pairs = !over_thresholds;
    if (i) rows[i].class = data->classes.items[job->classes[0][i - 1]];
  }
}

static void run(Call *call) {
  Error *error = call->error;
  Job job = {.class_count = 0};
  two_models_begin(&job.models, call, true);
  if (ok(error)) select_classes(&job, error);
  if (ok(error)) number_images(&job, error);
  if (ok(error)) read_settings(&job, call);
  Row *rows = run_append(call->run, ok(error) ? job.class_count + 1 : 0, error);
  if (rows && ok(error)) rows[0].q = (double)NAN;
  if (rows && ok(error)) fill_rows(&job, rows, error);
  for (int side = 0; side < 2; side++) {
    matches_release(&job.matches[side]);
    memory_release(job.classes[side]);
    memory_release(job.units[side]);
    memory_release(job.ap[side]);
  }
  two_models_release(&job.models);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  const Comparison *comparison = &at->comparison;
  if (column >= WON && column <= EXACT_P && !at->has_pairs) return;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case AP_A: cell_real(out, at->ap[0]); break;
  case AP_B: cell_real(out, at->ap[1]); break;
  case DIFFERENCE: cell_real(out, comparison->difference); break;
  case LOW: cell_real(out, comparison->interval.low); break;
  case HIGH: cell_real(out, comparison->interval.high); break;
  case PROBABILITY_B_BETTER: cell_real(out, comparison->second_better); break;
  case P: cell_real(out, comparison->p); break;
  case Q: cell_real(out, at->q); break;
  case WON: cell_integer(out, (sqlite3_int64)at->pairs.won); break;
  case LOST: cell_integer(out, (sqlite3_int64)at->pairs.lost); break;
  case MCNEMAR_P: cell_real(out, mcnemar_by_image(&at->pairs)); break;
  case EXACT_P: cell_real(out, mcnemar_exact(&at->pairs)); break;
  case LABEL_COUNT: cell_integer(out, (sqlite3_int64)comparison->support.labels); break;
  case IMAGE_COUNT: cell_integer(out, (sqlite3_int64)comparison->support.images); break;
  case RELIABLE: cell_integer(out, support_is_enough(&comparison->support)); break;
  }
}

const Function function_model_comparison = {
    .kind = TABLE,
    .name = "model_comparison",
    .arguments = "labels, predictions, images",
    .summary = "says how much better a second model is, and whether by chance",
    .example =
        "SELECT class, ap_a, ap_b, difference, low, high, p FROM model_comparison('labels', 'both_models')",
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
