/* The analyses of quality metrics over a data set: rows and their values, curves, importance; for any number of workers, and
** with every failing allocation. */
#include "statistics/metric_analysis.h"

#include "data.h"
#include "statistics/metric_curves.h"
#include "statistics/metric_importance.h"

enum { IMAGES = 60, EACH = 5 };

static const Box here = {0, 0, 10, 10}, away = {500, 500, 10, 10};

static Id text(const char *name) {
  return id_text(name, (uint32_t)strlen(name));
}

/* Each prediction stands over a label of its own, or beside it: two of five are true, the first two of each image. */
static bool is_true(int id) {
  return id % EACH < 2;
}

static void fill_data(Dataset *data) {
  *data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  for (int id = 0; id < IMAGES * EACH; id++) {
    char image[16], class[2] = {(char)('a' + id % EACH), 0};
    snprintf(image, sizeof image, "%03d", id / EACH);
    data_label(data, id, image, class, here);
    data_prediction(data, id, image, class, 0.5 + id % EACH / 100.0, is_true(id) ? here : away);
  }
  data_finish(data);
}

static void add(MetricTable *table, MetricLevel level, const char *metric, const Id *item, double value) {
  Error error = {0};
  Id name = text(metric);
  metric_table_add(table, metric_table_series(table, level, &name, &error), item, value, &error);
  CHECK(ok(&error));
}

/* size: of both kinds of objects, and it decides; light: of images; two counts of models; gaps in size. */
static void fill_metrics(MetricTable *table) {
  Error error = {0};
  *table = (MetricTable){0};
  for (int id = 0; id < IMAGES * EACH; id++) {
    Id item = id_integer(id);
    if (id % 30) add(table, LEVEL_PREDICTION, "size", &item, is_true(id) ? 100 + id : id / 10.0);
    add(table, LEVEL_LABEL, "size", &item, is_true(id) ? 7 : 3);
  }
  for (int i = 0; i < IMAGES; i++) {
    char image[16];
    snprintf(image, sizeof image, "%03d", i);
    Id item = text(image);
    add(table, LEVEL_IMAGE, "light", &item, i % 7);
    add(table, LEVEL_IMAGE, "predicted_object_count (night)", &item, 5);
    add(table, LEVEL_IMAGE, "predicted_object_count (by night", &item, 5);
  }
  metric_table_finish(table, "quality_metrics", &error);
  CHECK(ok(&error));
}

static const MatchRules rules = {.threshold_count = 1,
                                 .area_count = 1,
                                 .thresholds = {0.5},
                                 .areas = {{0, 1e10}},
                                 .max_detections = 100,
                                 .score_threshold = (double)-INFINITY};
static const Names all_names;

static MetricAnalysis analysis_of(const Dataset *data, const MetricTable *table, bool with_labels) {
  return (MetricAnalysis){.data = data,
                          .rules = &rules,
                          .workers = &data_workers,
                          .table = table,
                          .wanted = &all_names,
                          .with_labels = with_labels};
}

static bool is_named(const AnalysedMetric *metric, const char *name) {
  Id id = text(name);
  return id_equal(&metric->name, &id);
}

static size_t importances(const Dataset *data, const MetricTable *table, unsigned threads,
                          MetricImportance *out, Error *error) {
  MetricAnalysis analysis = analysis_of(data, table, false);
  MetricJudge judge;
  Arena arena = {0};
  size_t count = 0;
  metric_analysis_make(&analysis, &arena, error);
  metric_judge_make(&judge, &analysis, threads, error);
  if (ok(error)) count = metric_importances(&judge, 0, out, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    if (is_named(out[i].metric, "size")) CHECK(out[i].figures.importance > 0.9 && out[i].n == 290);
    if (is_named(out[i].metric, "light")) CHECK(out[i].figures.importance < 0.01 && out[i].n == 300);
    if (is_named(out[i].metric, "confidence"))
      CHECK(out[i].figures.importance == 1 && out[i].correlation < 0);
    CHECK(!is_named(out[i].metric, "predicted_object_count (night)"));
  }
  metric_judge_release(&judge);
  metric_analysis_release(&analysis);
  arena_release(&arena);
  return count;
}

static void check_importance(const Dataset *data, const MetricTable *table) {
  MetricImportance one[5], more[5];
  Error error = {0};
  CHECK(importances(data, table, 1, one, &error) == 4 && importances(data, table, 4, more, &error) == 4);
  for (int i = 0; i < 4; i++) {
    CHECK(one[i].figures.importance == more[i].figures.importance);
    CHECK(one[i].figures.chance == more[i].figures.chance && one[i].n == more[i].n);
  }
  for (long n = 1; n < 300; n++) {
    Error failed = {0};
    unit_fail_allocation(n, false);
    importances(data, table, 1, one, &failed);
    if (!unit.did_fail) break;
    CHECK(failed.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
}

/* What the curve of a side counts, of all bins. */
static void check_curve(const MetricCurve *curve, size_t classes) {
  size_t n = 0, hits = 0;
  for (size_t i = 0; i < classes * curve->count; i++) {
    n += curve->n[i];
    hits += curve->hits[i];
  }
  CHECK(n == (is_named(curve->metric, "size") && curve->side == SIDE_PREDICTIONS ? 290 : 300));
  CHECK(fabs((double)hits / (double)n - curve->average) < 1e-12);
  if (is_named(curve->metric, "size") && curve->side == SIDE_LABELS) {
    CHECK(curve->count == 2 && curve->bins[0].low == 3 && curve->bins[1].high == 7);
    if (classes == 1) CHECK(curve->hits[0] == 180 && curve->n[0] == 180 && curve->hits[1] == 0);
  }
}

static size_t curves(const Dataset *data, const MetricTable *table, bool by_class, Error *error) {
  MetricAnalysis analysis = analysis_of(data, table, true);
  CurveDrawing drawing;
  MetricCurve found[10] = {{0}};
  Arena arena = {0};
  size_t count = 0;
  metric_analysis_make(&analysis, &arena, error);
  curve_drawing_make(&drawing, &analysis, 10, by_class, 2, error);
  if (ok(error)) metric_analysis_begin_model(&analysis, 0, error);
  if (ok(error)) count = metric_curves(&drawing, found, error);
  for (size_t i = 0; i < count; i++) {
    if (ok(error)) check_curve(&found[i], drawing.classes);
    metric_curve_release(&found[i]);
  }
  curve_drawing_release(&drawing);
  metric_analysis_release(&analysis);
  arena_release(&arena);
  return count;
}

/* confidence has predictions alone; the count of another model is left out. */
static void check_curves(const Dataset *data, const MetricTable *table) {
  Error error = {0};
  CHECK(curves(data, table, false, &error) == 7 && curves(data, table, true, &error) == 7 && ok(&error));
  for (long n = 1; n < 300; n++) {
    Error failed = {0};
    unit_fail_allocation(n, false);
    curves(data, table, true, &failed);
    if (!unit.did_fail) break;
    CHECK(failed.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
}

int main(void) {
  Dataset data;
  MetricTable table;
  unit_begin();
  fill_data(&data);
  fill_metrics(&table);
  check_importance(&data, &table);
  check_curves(&data, &table);
  dataset_release(&data);
  metric_table_release(&table);
  return unit_end("metric_analysis");
}
