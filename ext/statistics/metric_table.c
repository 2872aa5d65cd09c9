#include "statistics/metric_table.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"

static size_t find_series(const MetricTable *table, MetricLevel level, uint32_t metric) {
  for (size_t s = 0; s < table->count; s++) {
    if (table->series[s].level == level && table->series[s].metric == metric) return s;
  }
  return table->count;
}

size_t metric_table_series(MetricTable *table, MetricLevel level, const Id *metric, Error *error) {
  uint32_t number = names_add(&table->metrics, metric, error);
  if (!ok(error)) return 0;
  size_t found = find_series(table, level, number);
  if (found < table->count) return found;
  memory_reserve((void **)&table->series, &table->capacity, found + 1, sizeof *table->series, error);
  if (ok(error)) table->series[table->count++] = (MetricSeries){.metric = number, .level = level};
  return found;
}

/* The number of an item. Most metrics list the items in one order, so the one after the last is tried
** first. */
static uint32_t item_of(Names *items, const Id *item, Error *error) {
  size_t next = (size_t)items->last + 1;
  if (next == items->count) next = 0;
  if (next < items->count && id_equal(&items->items[next], item)) {
    items->last = (uint32_t)next;
    return items->last;
  }
  return names_add(items, item, error);
}

void metric_table_add(MetricTable *table, size_t number, const Id *item, double value, Error *error) {
  if (!ok(error) || isnan(value)) return;
  MetricSeries *series = &table->series[number];
  size_t row = series->count;
  uint32_t place = item_of(&table->items[series->level], item, error);
  if (row == series->item_capacity)
    memory_reserve((void **)&series->items, &series->item_capacity, row + 1, sizeof *series->items, error);
  if (row == series->value_capacity)
    memory_reserve((void **)&series->values, &series->value_capacity, row + 1, sizeof *series->values, error);
  if (!ok(error)) return;
  series->items[row] = place;
  series->values[row] = value;
  series->count = row + 1;
}

static int by_level_and_metric(const void *context, uint32_t a, uint32_t b) {
  const MetricTable *table = context;
  const MetricSeries *one = &table->series[a], *other = &table->series[b];
  if (one->level != other->level) return one->level < other->level ? -1 : 1;
  return id_compare(&table->metrics.items[one->metric], &table->metrics.items[other->metric]);
}

static void sort_series(MetricTable *table, Error *error) {
  uint32_t *order = memory_allocate(table->count, sizeof *order, error);
  uint32_t *scratch = memory_allocate(table->count, sizeof *scratch, error);
  MetricSeries *sorted = memory_allocate(table->count, sizeof *sorted, error);
  if (ok(error) && table->count) {
    for (size_t s = 0; s < table->count; s++) order[s] = (uint32_t)s;
    sort_by_comparison(order, scratch, table->count, by_level_and_metric, table);
    for (size_t s = 0; s < table->count; s++) sorted[s] = table->series[order[s]];
    memcpy(table->series, sorted, table->count * sizeof *sorted);
  }
  memory_release(order);
  memory_release(scratch);
  memory_release(sorted);
}

/* `seen` has a byte for each item of the level, all 0. */
static void refuse_twice(const MetricTable *table, const MetricSeries *series, uint8_t *seen,
                         const char *name, Error *error) {
  for (size_t i = 0; i < series->count && ok(error); i++) {
    uint32_t item = series->items[i];
    if (seen[item])
      error_input(error, "%s: metric %s of %s %s stands there twice", name,
                  id_excerpt(&table->metrics.items[series->metric]).text, metric_level_name(series->level),
                  id_excerpt(&table->items[series->level].items[item]).text);
    seen[item] = 1;
  }
}

void metric_table_finish(MetricTable *table, const char *name, Error *error) {
  size_t most = 0;
  for (int level = 0; level < METRIC_LEVELS; level++) {
    if (table->items[level].count > most) most = table->items[level].count;
  }
  uint8_t *seen = memory_allocate(most, 1, error);
  for (size_t s = 0; s < table->count && ok(error); s++) {
    MetricSeries *series = &table->series[s];
    memory_shrink((void **)&series->items, &series->item_capacity, series->count, sizeof *series->items);
    memory_shrink((void **)&series->values, &series->value_capacity, series->count, sizeof *series->values);
    memset(seen, 0, most);
    refuse_twice(table, series, seen, name, error);
  }
  memory_release(seen);
  sort_series(table, error);
}

const MetricSeries *metric_table_find(const MetricTable *table, MetricLevel level, const Id *metric) {
  uint32_t number = names_find(&table->metrics, metric);
  size_t found = number == NAMES_NONE ? table->count : find_series(table, level, number);
  return found < table->count ? &table->series[found] : NULL;
}

void metric_series_empty(MetricSeries *series) {
  memory_release(series->items);
  memory_release(series->values);
  *series = (MetricSeries){.metric = series->metric, .level = series->level};
}

void metric_table_release(MetricTable *table) {
  for (size_t s = 0; s < table->count; s++) metric_series_empty(&table->series[s]);
  memory_release(table->series);
  names_release(&table->metrics);
  for (int level = 0; level < METRIC_LEVELS; level++) names_release(&table->items[level]);
  *table = (MetricTable){0};
}

size_t metric_table_footprint(const MetricTable *table) {
  size_t bytes = table->capacity * sizeof *table->series + names_footprint(&table->metrics);
  for (int level = 0; level < METRIC_LEVELS; level++) bytes += names_footprint(&table->items[level]);
  for (size_t s = 0; s < table->count; s++)
    bytes += table->series[s].item_capacity * sizeof *table->series[s].items +
             table->series[s].value_capacity * sizeof *table->series[s].values;
  return bytes;
}
