#include "sql/trust/slice_sources.h"

#include <math.h>
#include <string.h>

#include "measure/catalogue.h"

enum { BINS = 5 };

static const Objects *objects_of(const SliceSources *sources, Side side) {
  const Dataset *data = sources->analysis->data;
  return side == SIDE_LABELS ? &data->labels : &data->predictions;
}

static MetricLevel level_of(Side side) {
  return side == SIDE_LABELS ? LEVEL_LABEL : LEVEL_PREDICTION;
}

/* ---- which there are ---- */

/* The score says how sure the model is, and counts of labels and predictions are what the rates are made
** of: neither is a circumstance. */
static bool is_circumstance(const AnalysedMetric *metric) {
  if (metric->is_score || metric->is_of_model) return false;
  for (int m = 0; m < METRIC_COUNT; m++) {
    const Metric *known = &metric_catalogue[m];
    Id name = id_string(known->name);
    if (id_equal(&name, &metric->name) && metric->level == LEVEL_IMAGE)
      return !(known->needs & (NEEDS_LABELS | NEEDS_PREDICTIONS));
  }
  return true;
}

static void list_columns(SliceSources *sources, const AttributeTable *attributes, const uint32_t *items) {
  if (!attributes || (attributes->level != LEVEL_IMAGE && attributes->level != level_of(sources->side)))
    return;
  for (size_t c = 0; c < attributes->count; c++) {
    const AttributeColumn *column = &attributes->columns[c];
    sources->items[sources->count++] = (SliceSource){.column = column,
                                                     .level = attributes->level,
                                                     .items = items,
                                                     .numbers = column->is_number ? column->numbers : NULL};
  }
}

static void list_metrics(SliceSources *sources, Error *error) {
  const MetricAnalysis *analysis = sources->analysis;
  for (size_t m = 0; m < analysis->metric_count && ok(error); m++) {
    const AnalysedMetric *metric = &analysis->metrics[m];
    const MetricSeries *series = metric->series[sources->side];
    if (!series || !is_circumstance(metric) || !analysis->items.of[series->level]) continue;
    size_t count = analysis->table->items[series->level].count;
    double *numbers = memory_allocate(count, sizeof *numbers, error);
    if (!ok(error)) return;
    for (size_t i = 0; i < count; i++) numbers[i] = (double)NAN;
    for (size_t i = 0; i < series->count; i++) numbers[series->items[i]] = series->values[i];
    sources->items[sources->count++] = (SliceSource){.metric = metric,
                                                     .level = series->level,
                                                     .items = analysis->items.of[series->level],
                                                     .numbers = numbers,
                                                     .own_numbers = numbers};
  }
}

/* ---- their values ---- */

static uint32_t item_of(const SliceSource *source, const Objects *objects, uint32_t row) {
  return source->items[source->level == LEVEL_IMAGE ? objects->image[row] : row];
}

static double number_of(const SliceSource *source, const Objects *objects, uint32_t row) {
  uint32_t item = item_of(source, objects, row);
  return item == NAMES_NONE ? (double)NAN : source->numbers[item];
}

static uint32_t category_of(const SliceSource *source, const Objects *objects, uint32_t row) {
  if (!source->column) return objects->class[row];
  uint32_t item = item_of(source, objects, row);
  return item == NAMES_NONE ? SLICE_NO_CATEGORY : source->column->categories[item];
}

static void code_source(const SliceSources *sources, SliceSource *source, size_t rows_least, Error *error) {
  const OutcomeRows *rows = &sources->analysis->sides[sources->side];
  const Objects *objects = objects_of(sources, sources->side);
  size_t categories = source->column ? source->column->names.count : sources->analysis->data->classes.count;
  double *numbers = memory_allocate(rows->count, sizeof *numbers, error);
  uint32_t *category = memory_allocate(rows->count, sizeof *category, error);
  poll_check(sources->analysis->workers->poll, error);
  if (ok(error) && source->numbers) {
    for (size_t i = 0; i < rows->count; i++) numbers[i] = number_of(source, objects, rows->rows[i]);
    slice_attribute_of_numbers(&source->rows, numbers, rows->count, BINS, rows_least, error);
  } else if (ok(error)) {
    for (size_t i = 0; i < rows->count; i++) category[i] = category_of(source, objects, rows->rows[i]);
    slice_attribute_of_categories(&source->rows, category, rows->count, categories, rows_least, error);
  }
  memory_release(numbers);
  memory_release(category);
}

static void make_table(SliceSources *sources, Error *error) {
  const OutcomeRows *rows = &sources->analysis->sides[sources->side];
  const Objects *objects = objects_of(sources, sources->side);
  SliceTable *table = &sources->table;
  *table = (SliceTable){.rows = rows->count,
                        .attribute_count = sources->count,
                        .values = memory_allocate(sources->count, sizeof *table->values, error),
                        .is_error = memory_allocate(rows->count, 1, error)};
  sources->value_counts = memory_allocate(sources->count, sizeof *sources->value_counts, error);
  sources->image = memory_allocate(rows->count, sizeof *sources->image, error);
  if (!ok(error)) return;
  table->value_counts = sources->value_counts;
  for (size_t a = 0; a < sources->count; a++) {
    table->values[a] = sources->items[a].rows.of_row;
    sources->value_counts[a] = sources->items[a].rows.count;
  }
  for (size_t i = 0; i < rows->count; i++) {
    table->is_error[i] = rows->hit[i] == (sources->side == SIDE_LABELS);
    sources->image[i] = objects->image[rows->rows[i]];
  }
}

void slice_sources_make(SliceSources *sources, const MetricAnalysis *analysis, Side side,
                        const AttributeTable *attributes, const uint32_t *attribute_items, size_t rows_least,
                        Error *error) {
  size_t most = 1 + (attributes ? attributes->count : 0) + analysis->metric_count;
  *sources = (SliceSources){.analysis = analysis, .side = side};
  sources->items = memory_allocate_zeroed(most, sizeof *sources->items, error);
  if (!ok(error)) return;
  sources->items[sources->count++] = (SliceSource){.level = level_of(side)};
  list_columns(sources, attributes, attribute_items);
  list_metrics(sources, error);
  for (size_t a = 0; a < sources->count && ok(error); a++)
    code_source(sources, &sources->items[a], rows_least, error);
  make_table(sources, error);
}

void slice_sources_release(SliceSources *sources) {
  for (size_t a = 0; a < sources->count; a++) {
    memory_release(sources->items[a].own_numbers);
    slice_attribute_release(&sources->items[a].rows);
  }
  memory_release(sources->items);
  memory_release(sources->table.values);
  memory_release(sources->table.is_error);
  memory_release(sources->value_counts);
  memory_release(sources->image);
}

/* ---- the rows of a slice ---- */

static bool holds(const SliceSource *source, uint16_t number, const Objects *objects, uint32_t row) {
  const SliceValue *value = &source->rows.values[number];
  return source->numbers ? slice_value_holds_number(value, number_of(source, objects, row))
                         : value->category == category_of(source, objects, row);
}

void slice_sources_mark(const SliceSources *sources, const Slice *slice, Side side, uint8_t *marks) {
  const Objects *objects = objects_of(sources, side);
  bool has_all = true;
  for (uint32_t c = 0; c < slice->count && side != sources->side; c++) {
    const SliceSource *source = &sources->items[slice->conditions[c].attribute];
    bool is_class = !source->column && !source->metric;
    has_all = has_all && (is_class || source->level == LEVEL_IMAGE);
  }
  for (uint32_t row = 0; row < objects->count; row++) {
    marks[row] = has_all;
    for (uint32_t c = 0; c < slice->count && marks[row]; c++)
      marks[row] =
          holds(&sources->items[slice->conditions[c].attribute], slice->conditions[c].value, objects, row);
  }
}
