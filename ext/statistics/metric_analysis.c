#include "statistics/metric_analysis.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/sort.h"
#include "measure/catalogue.h"

static const Objects *objects_of(const MetricAnalysis *analysis, Side side) {
  const Dataset *data = analysis->data;
  return side == SIDE_PREDICTIONS ? &data->predictions : &data->labels;
}

/* ---- which metrics ---- */

static int by_level_and_name(const void *context, uint32_t a, uint32_t b) {
  const AnalysedMetric *metrics = context;
  if (metrics[a].level != metrics[b].level) return metrics[a].level < metrics[b].level ? -1 : 1;
  return id_compare(&metrics[a].name, &metrics[b].name);
}

static void add_metric(MetricAnalysis *analysis, AnalysedMetric metric, AnalysedMetric *list) {
  if (metric_is_wanted(analysis->wanted, &metric.name)) list[analysis->metric_count++] = metric;
}

/* Whether a name is that of a metric of images that is of one model: "predicted_object_count (night)". */
static bool is_of_model(const Id *name, Id *model) {
  for (int m = 0; m < METRIC_COUNT; m++) {
    const char *base = metric_catalogue[m].name;
    uint32_t length = (uint32_t)strlen(base);
    if (!(metric_catalogue[m].needs & NEEDS_PREDICTIONS) || name->length < length + 4) continue;
    if (memcmp(name->text, base, length) != 0 || memcmp(name->text + length, " (", 2) != 0) continue;
    if (name->text[name->length - 1] != ')') continue;
    *model = id_text(name->text + length + 2, name->length - length - 3);
    return true;
  }
  return false;
}

bool metric_analysis_has(const MetricAnalysis *analysis, const AnalysedMetric *metric) {
  const Id *model = &analysis->data->models.items[analysis->model];
  Number number;
  if (!metric->is_of_model || id_equal(&metric->model, model)) return true;
  bool is_number =
      model->kind == ID_INTEGER && number_read_whole(metric->model.text, metric->model.length, &number);
  return is_number && number.is_integer && number.integer == model->integer;
}

static AnalysedMetric of_series(const MetricTable *table, const MetricSeries *series, bool with_labels) {
  AnalysedMetric metric = {.name = table->metrics.items[series->metric], .level = series->level};
  bool of_labels = series->level == LEVEL_LABEL;
  metric.is_of_model = series->level == LEVEL_IMAGE && is_of_model(&metric.name, &metric.model);
  if (!of_labels) metric.series[SIDE_PREDICTIONS] = series;
  if (with_labels && of_labels) metric.series[SIDE_LABELS] = series;
  if (with_labels && series->level == LEVEL_IMAGE) metric.series[SIDE_LABELS] = series;
  if (with_labels && series->level == LEVEL_PREDICTION)
    metric.series[SIDE_LABELS] = metric_table_find(table, LEVEL_LABEL, &metric.name);
  return metric;
}

static void list_metrics(MetricAnalysis *analysis, Arena *arena, Error *error) {
  const MetricTable *table = analysis->table;
  size_t most = table->count + 1;
  AnalysedMetric *list = memory_allocate_zeroed(most, sizeof *list, error);
  uint32_t *order = memory_allocate(most, 2 * sizeof *order, error);
  analysis->metrics = arena_allocate(arena, most * sizeof *list, error);
  if (ok(error)) {
    AnalysedMetric score = {.name = id_text(METRIC_CONFIDENCE, sizeof METRIC_CONFIDENCE - 1),
                            .level = LEVEL_PREDICTION,
                            .is_score = true};
    add_metric(analysis, score, list);
    for (size_t s = 0; s < table->count; s++) {
      const MetricSeries *series = &table->series[s];
      const Id *name = &table->metrics.items[series->metric];
      bool paired = series->level == LEVEL_LABEL && metric_table_find(table, LEVEL_PREDICTION, name);
      if (paired || (series->level == LEVEL_LABEL && !analysis->with_labels)) continue;
      add_metric(analysis, of_series(table, series, analysis->with_labels), list);
    }
    for (size_t i = 0; i < analysis->metric_count; i++) order[i] = (uint32_t)i;
    sort_by_comparison(order, order + most, analysis->metric_count, by_level_and_name, list);
    for (size_t i = 0; i < analysis->metric_count; i++) analysis->metrics[i] = list[order[i]];
  }
  memory_release(list);
  memory_release(order);
}

/* ---- whose values they are ---- */

static const IdColumn *ids_of(const Dataset *data, int level) {
  if (level == LEVEL_IMAGE) return NULL;
  return level == LEVEL_LABEL ? &data->labels.ids : &data->predictions.ids;
}

static size_t object_count(const Dataset *data, int level) {
  const IdColumn *ids = ids_of(data, level);
  return ids ? ids->count : data->images.count;
}

static uint32_t *find_level(const MetricAnalysis *analysis, int level, Error *error) {
  enum { ROWS_BETWEEN_POLLS = 4096 };
  const Dataset *data = analysis->data;
  const IdColumn *ids = ids_of(data, level);
  size_t count = object_count(data, level);
  uint32_t *found = memory_allocate(count, sizeof *found, error);
  for (size_t row = 0; row < count && ok(error); row++) {
    if (row % ROWS_BETWEEN_POLLS == 0) poll_check(analysis->workers->poll, error);
    Id id = ids ? id_column_get(ids, row) : data->images.items[row];
    found[row] = names_find(&analysis->table->items[level], &id);
  }
  if (ok(error)) return found;
  memory_release(found);
  return NULL;
}

static void find_items(MetricAnalysis *analysis, Error *error) {
  for (int level = 0; level < METRIC_LEVELS && ok(error); level++) {
    size_t count = analysis->table->items[level].count;
    if (count > analysis->items_most) analysis->items_most = count;
    if (!count || (level == LEVEL_LABEL && !analysis->with_labels)) continue;
    uint32_t *found = analysis->kept ? analysis->kept->of[level] : NULL;
    if (!found) found = find_level(analysis, level, error);
    analysis->items.of[level] = found;
    if (analysis->kept) analysis->kept->of[level] = found;
  }
}

void metric_items_release(MetricItems *items) {
  for (int level = 0; level < METRIC_LEVELS; level++) memory_release(items->of[level]);
}

size_t metric_items_footprint(const MetricItems *items, const Dataset *data) {
  size_t bytes = 0;
  for (int level = 0; level < METRIC_LEVELS; level++)
    if (items->of[level]) bytes += object_count(data, level) * sizeof *items->of[level];
  return bytes;
}

void metric_analysis_make(MetricAnalysis *analysis, Arena *arena, Error *error) {
  list_metrics(analysis, arena, error);
  find_items(analysis, error);
  matches_make(&analysis->matches, analysis->data, analysis->rules, analysis->with_labels, analysis->workers,
               error);
  for (int side = 0; side < 1 + analysis->with_labels; side++) {
    OutcomeRows *rows = &analysis->sides[side];
    size_t most = metric_analysis_rows_most(analysis, (Side)side);
    rows->rows = memory_allocate(most, sizeof *rows->rows, error);
    rows->hit = memory_allocate(most, sizeof *rows->hit, error);
  }
}

void metric_analysis_release(MetricAnalysis *analysis) {
  matches_release(&analysis->matches);
  if (!analysis->kept) metric_items_release(&analysis->items);
  for (int side = 0; side < 2; side++) {
    memory_release(analysis->sides[side].rows);
    memory_release(analysis->sides[side].hit);
  }
}

size_t metric_analysis_rows_most(const MetricAnalysis *analysis, Side side) {
  return objects_of(analysis, side)->count;
}

/* ---- outcomes ---- */

static void add_row(OutcomeRows *rows, uint32_t row, bool hit) {
  rows->rows[rows->count] = row;
  rows->hit[rows->count++] = hit;
}

static void add_predictions(MetricAnalysis *analysis, const Group *group, uint32_t kept_end) {
  const Matches *matches = &analysis->matches;
  for (uint32_t row = group->predictions; row < kept_end; row++) {
    if (!matches->ignored[row]) add_row(&analysis->sides[SIDE_PREDICTIONS], row, matches->matched[row] != 0);
  }
}

/* Crowds and labels outside the area range are ignored. */
static void add_labels(MetricAnalysis *analysis, const Group *group, uint32_t kept_end) {
  const Matches *matches = &analysis->matches;
  const Dataset *data = analysis->data;
  OutcomeRows *rows = &analysis->sides[SIDE_LABELS];
  size_t first = rows->count;
  for (uint32_t row = group->labels; row < group->labels_end; row++) add_row(rows, row, true);
  for (uint32_t row = group->predictions; row < kept_end; row++) {
    if (matches->label[row] != MATCH_NONE) rows->hit[first + matches->label[row] - group->labels] = false;
  }
  rows->count = first;
  for (uint32_t row = group->labels; row < group->labels_end; row++) {
    bool missed = rows->hit[first + row - group->labels];
    if (!data->labels.crowd[row] && matches_label_areas(data, &matches->rules, row))
      add_row(rows, row, missed);
  }
}

void metric_analysis_begin_model(MetricAnalysis *analysis, size_t model, Error *error) {
  const Dataset *data = analysis->data;
  const MatchRules *rules = analysis->rules;
  analysis->model = model;
  analysis->sides[SIDE_PREDICTIONS].count = analysis->sides[SIDE_LABELS].count = 0;
  for (size_t k = 0; k < data->classes.count && ok(error); k++) {
    poll_check(analysis->workers->poll, error);
    if (!matches_class_selected(rules, k)) continue;
    GroupWalk walk = dataset_groups(data, model, k);
    Group group;
    while (group_next(&walk, &group)) {
      uint32_t kept_end = matches_kept_end(data, rules, &group);
      add_predictions(analysis, &group, kept_end);
      if (analysis->with_labels) add_labels(analysis, &group, kept_end);
    }
  }
}

/* ---- values ---- */

void metric_analysis_values(const MetricAnalysis *analysis, const AnalysedMetric *metric, Side side,
                            double *dense, double *values) {
  const OutcomeRows *rows = &analysis->sides[side];
  const Objects *objects = objects_of(analysis, side);
  const MetricSeries *series = metric->series[side];
  if (metric->is_score) {
    for (size_t i = 0; i < rows->count; i++) values[i] = objects->score[rows->rows[i]];
    return;
  }
  const uint32_t *items = analysis->items.of[series->level];
  size_t item_count = analysis->table->items[series->level].count;
  for (size_t item = 0; item < item_count; item++) dense[item] = (double)NAN;
  for (size_t i = 0; i < series->count; i++) dense[series->items[i]] = series->values[i];
  for (size_t i = 0; i < rows->count; i++) {
    uint32_t row = rows->rows[i], place = series->level == LEVEL_IMAGE ? objects->image[row] : row;
    uint32_t item = items ? items[place] : NAMES_NONE;
    values[i] = item == NAMES_NONE ? (double)NAN : dense[item];
  }
}
