#include "sql/trust/bootstrap_table.h"

#include <string.h>

#include "evaluation/class_scores.h"
#include "host/value.h"
#include "input/parameters.h"

/* ---- classes and their mean ---- */

static void estimate_classes(const BootstrapModel *of, BootstrapRow *rows, Error *error) {
  const Matches *matches = of->matches;
  const Dataset *data = matches->data;
  size_t count = of->class_count;
  int thresholds = matches->rules.threshold_count;
  const Figure figure = {.threshold_count = thresholds};
  const Figures figures = {&figure, 1, thresholds, 1};
  ClassScorer scorer;
  class_scorer_make(&scorer, matches, of->workers, error);
  ClassScore *scores = memory_allocate(count, sizeof *scores, error);
  Estimate *estimates = memory_allocate(count, sizeof *estimates, error), mean = {0};
  RankedClass *ranked =
      ranked_classes_make(&(RankedModel){matches, of->model, of->classes, NULL}, count, of->workers, error);
  mean.value = class_scores_with_mean(&scorer, of->model, of->classes, count, scores, error);
  for (size_t k = 0; k < count && ok(error); k++) estimates[k].value = scores[k].ap;
  bootstrap(ranked, count, &figures, data->images.count, of->settings, of->workers, estimates, &mean, error);
  if (ok(error)) rows[0].estimate = mean;
  for (size_t k = 0; k < count && ok(error); k++) {
    rows[k + 1].estimate = estimates[k];
    rows[k + 1].class = data->classes.items[of->classes[k]];
  }
  ranked_classes_release(ranked, count);
  memory_release(estimates);
  memory_release(scores);
  class_scorer_release(&scorer);
}

void bootstrap_add_classes(const BootstrapModel *model, Call *call) {
  BootstrapRow *rows = run_append(call->run, model->class_count + 1, call->error);
  for (size_t i = 0; rows && i <= model->class_count; i++)
    rows[i] = (BootstrapRow){.metric = "AP", .model = model->matches->data->models.items[model->model]};
  if (rows) estimate_classes(model, rows, call->error);
}

/* ---- the twelve ---- */

BootstrapLimits bootstrap_limits(bool of_keypoints) {
  if (of_keypoints) return (BootstrapLimits){{KEYPOINTS_MAX_DETECTIONS}, 1, true};
  return (BootstrapLimits){{1, 10, 100}, 3, false};
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

static void estimate_figures(const BootstrapModel *of, const SummaryFigure *shown, int count,
                             BootstrapRow *rows, Error *error) {
  Figure items[SUMMARY_FIGURES_MOST];
  Estimate means[SUMMARY_FIGURES_MOST];
  for (int f = 0; f < count; f++) {
    items[f] = figure_of(&shown[f], of->matches->rules.max_detections);
    means[f] = (Estimate){.value = shown[f].value};
  }
  const Figures figures = {items, count, COCO_THRESHOLDS, 4};
  RankedClass *ranked = ranked_classes_make(&(RankedModel){of->matches, of->model, of->classes, NULL},
                                            of->class_count, of->workers, error);
  bootstrap(ranked, of->class_count, &figures, of->matches->data->images.count, of->settings, of->workers,
            NULL, means, error);
  for (int f = 0; f < count && ok(error); f++) {
    rows[f].estimate = means[f];
    rows[f].metric = shown[f].metric;
    rows[f].limit = shown[f].numbered ? shown[f].limit : 0;
  }
  ranked_classes_release(ranked, of->class_count);
}

void bootstrap_add_summary(const BootstrapModel *model, const Summary *summary, const BootstrapLimits *limits,
                           Call *call) {
  SummaryFigure shown[SUMMARY_FIGURES_MOST];
  int count = (limits->of_keypoints ? summary_figures_of_keypoints : summary_figures)(summary, limits->items,
                                                                                      limits->count, shown);
  BootstrapRow *rows = run_append(call->run, (size_t)count, call->error);
  for (int f = 0; rows && f < count; f++) rows[f].model = model->matches->data->models.items[model->model];
  if (rows) estimate_figures(model, shown, count, rows, call->error);
}

/* ---- both ---- */

bool bootstrap_wants_summary(Call *call) {
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

void bootstrap_cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const BootstrapRow *at = row;
  const Interval *interval = &at->estimate.interval;
  switch (column) {
  case BOOTSTRAP_CLASS: cell_id(out, at->class); break;
  case BOOTSTRAP_METRIC:
    if (at->limit)
      cell_format(out, "%s%lld", at->metric, (sqlite3_int64)at->limit);
    else
      cell_text(out, at->metric);
    break;
  case BOOTSTRAP_AP: cell_real(out, at->estimate.value); break;
  case BOOTSTRAP_LOW: cell_real(out, interval->low); break;
  case BOOTSTRAP_HIGH: cell_real(out, interval->high); break;
  case BOOTSTRAP_STANDARD_ERROR: cell_real(out, interval->standard_error); break;
  case BOOTSTRAP_ABSENT: cell_integer(out, (sqlite3_int64)interval->absent); break;
  case BOOTSTRAP_LABEL_COUNT: cell_integer(out, (sqlite3_int64)at->estimate.support.labels); break;
  case BOOTSTRAP_IMAGE_COUNT: cell_integer(out, (sqlite3_int64)at->estimate.support.images); break;
  case BOOTSTRAP_RELIABLE: cell_integer(out, at->estimate.reliable); break;
  case BOOTSTRAP_MODEL: cell_id(out, at->model); break;
  }
}
