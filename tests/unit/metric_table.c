/* The rows of quality metrics, held by metric and level. */
#include <math.h>

#include "statistics/metric_table.h"
#include "unit.h"

static Id text(const char *name) {
  return id_text(name, (uint32_t)strlen(name));
}

static void add(MetricTable *table, MetricLevel level, Id item, const char *metric, double value,
                Error *error) {
  Id name = text(metric);
  size_t series = metric_table_series(table, level, &name, error);
  metric_table_add(table, series, &item, value, error);
}

static bool has(const MetricTable *table, const MetricSeries *series, size_t row, Id item, double value) {
  return id_equal(&table->items[series->level].items[series->items[row]], &item) &&
         series->values[row] == value;
}

/* Metric after metric, item after item, and neither. */
static void orders(int order) {
  MetricTable table = {0};
  Error error = {0};
  for (int64_t i = 0; i < 60; i++) {
    int64_t item = order == 0 ? i % 20 : order == 1 ? i / 3 : i * 7 % 20;
    int64_t metric = order == 0 ? i / 20 : i % 3;
    const char *const names[] = {"b", "a", "c"};
    add(&table, LEVEL_LABEL, id_integer(item), names[metric], (double)(item * 10 + metric), &error);
  }
  metric_table_finish(&table, "t", &error);
  CHECK(ok(&error) && table.count == 3 && table.items[LEVEL_LABEL].count == 20);
  for (size_t s = 0; s < table.count && ok(&error); s++) {
    const MetricSeries *series = &table.series[s];
    int64_t metric = s == 0 ? 1 : s == 1 ? 0 : 2; /* a, b, c */
    CHECK(series->count == 20);
    for (size_t i = 0; i < series->count; i++) {
      int64_t item = table.items[LEVEL_LABEL].items[series->items[i]].integer;
      CHECK(series->values[i] == (double)(item * 10 + metric));
    }
  }
  metric_table_release(&table);
}

static void levels(void) {
  MetricTable table = {0};
  Error error = {0};
  Id a = text("a"), b = text("b"), c = text("c");
  add(&table, LEVEL_PREDICTION, id_integer(1), "a", 1, &error);
  add(&table, LEVEL_IMAGE, text("one"), "b", 2, &error);
  add(&table, LEVEL_IMAGE, text("one"), "a", 3, &error);
  add(&table, LEVEL_IMAGE, text("two"), "c", (double)NAN, &error);
  metric_table_finish(&table, "t", &error);
  CHECK(ok(&error) && table.count == 4 && table.metrics.count == 3);
  CHECK(table.series[0].level == LEVEL_IMAGE && table.series[3].level == LEVEL_PREDICTION);
  const MetricSeries *series = metric_table_find(&table, LEVEL_IMAGE, &a);
  CHECK(series && series->count == 1 && has(&table, series, 0, text("one"), 3));
  series = metric_table_find(&table, LEVEL_PREDICTION, &a);
  CHECK(series && series->count == 1 && has(&table, series, 0, id_integer(1), 1));
  series = metric_table_find(&table, LEVEL_IMAGE, &c);
  CHECK(series && series->count == 0);
  CHECK(!metric_table_find(&table, LEVEL_LABEL, &a) && !metric_table_find(&table, LEVEL_PREDICTION, &b));
  CHECK(names_kind(&table.items[LEVEL_IMAGE]) == ID_TEXT);
  CHECK(names_kind(&table.items[LEVEL_PREDICTION]) == ID_INTEGER);
  CHECK(names_kind(&table.items[LEVEL_LABEL]) == ID_NULL);
  metric_table_release(&table);
}

static void twice(void) {
  MetricTable table = {0};
  Error error = {0};
  add(&table, LEVEL_LABEL, id_integer(4), "a", 1, &error);
  add(&table, LEVEL_LABEL, id_integer(5), "a", 1, &error);
  add(&table, LEVEL_IMAGE, id_integer(4), "a", 1, &error);
  add(&table, LEVEL_LABEL, id_integer(4), "a", 1, &error);
  metric_table_finish(&table, "t", &error);
  CHECK(!ok(&error));
  CHECK_TEXT(error.text, "t: metric 'a' of label 4 stands there twice");
  metric_table_release(&table);
}

static void memory(void) {
  for (long n = 1;; n++) {
    MetricTable table = {0};
    Error error = {0};
    unit_fail_allocation(n, false);
    for (int64_t i = 0; i < 100; i++)
      add(&table, LEVEL_LABEL, id_integer(i / 2), i % 2 ? "a" : "b", 1, &error);
    metric_table_finish(&table, "t", &error);
    bool failed = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(ok(&error) || (failed && error.kind == ERROR_MEMORY)); /* what cannot shrink stays as it is */
    metric_table_release(&table);
    if (!failed) break;
  }
}

static void names(void) {
  MetricLevel level = LEVEL_IMAGE;
  CHECK(metric_level_of_name("label", 5, &level) && level == LEVEL_LABEL);
  CHECK(!metric_level_of_name("labels", 6, &level) && !metric_level_of_name("", 0, &level));
  CHECK(metric_level_letter(LEVEL_IMAGE) == 'F' && metric_level_letter(LEVEL_PREDICTION) == 'P');
}

int main(void) {
  unit_begin();
  for (int order = 0; order < 3; order++) orders(order);
  levels();
  twice();
  memory();
  names();
  return unit_end("metric_table");
}
