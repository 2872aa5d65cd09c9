#include "statistics/metric_curves.h"

#include <math.h>

#include "base/sort.h"

typedef struct CurveScratch {
  size_t count; /* of values: the rows that have one */
  double *dense, *values, *sorted;
  uint64_t *keys, *other_keys;
  uint32_t *rows, *other_rows;
} CurveScratch;

static void scratch_make(CurveScratch *scratch, const MetricAnalysis *analysis, Error *error) {
  size_t most = metric_analysis_rows_most(analysis, SIDE_PREDICTIONS);
  size_t labels = metric_analysis_rows_most(analysis, SIDE_LABELS);
  if (labels > most) most = labels;
  scratch->dense = memory_allocate(analysis->items_most, sizeof *scratch->dense, error);
  scratch->values = memory_allocate(most, sizeof *scratch->values, error);
  scratch->sorted = memory_allocate(most, sizeof *scratch->sorted, error);
  scratch->keys = memory_allocate(most, sizeof *scratch->keys, error);
  scratch->other_keys = memory_allocate(most, sizeof *scratch->other_keys, error);
  scratch->rows = memory_allocate(most, sizeof *scratch->rows, error);
  scratch->other_rows = memory_allocate(most, sizeof *scratch->other_rows, error);
}

static void scratch_release(CurveScratch *scratch) {
  memory_release(scratch->dense);
  memory_release(scratch->values);
  memory_release(scratch->sorted);
  memory_release(scratch->keys);
  memory_release(scratch->other_keys);
  memory_release(scratch->rows);
  memory_release(scratch->other_rows);
}

void curve_drawing_make(CurveDrawing *drawing, const MetricAnalysis *analysis, size_t bins, bool by_class,
                        unsigned threads, Error *error) {
  enum { UNITS_A_ROW = 3 };
  const Dataset *data = analysis->data;
  size_t metrics = analysis->metric_count, rows = data->predictions.count + data->labels.count;
  unsigned count = workers_that_pay(rows * metrics * UNITS_A_ROW, threads);
  if (count > 2 * metrics) count = metrics ? 2 * (unsigned)metrics : 1;
  *drawing = (CurveDrawing){.analysis = analysis,
                            .bins = bins,
                            .classes = by_class ? data->classes.count : 1,
                            .by_class = by_class,
                            .workers = {count, analysis->workers->poll}};
  drawing->scratch = memory_allocate_zeroed(count, sizeof *drawing->scratch, error);
  for (unsigned w = 0; w < count && ok(error); w++) scratch_make(&drawing->scratch[w], analysis, error);
}

void curve_drawing_release(CurveDrawing *drawing) {
  for (unsigned w = 0; drawing->scratch && w < drawing->workers.count; w++)
    scratch_release(&drawing->scratch[w]);
  memory_release(drawing->scratch);
}

void metric_curve_release(MetricCurve *curve) {
  memory_release(curve->bins);
  memory_release(curve->n);
  memory_release(curve->hits);
}

/* The values ascending, and with each the number of its row. */
static void sort_values(const MetricAnalysis *analysis, const MetricCurve *curve, CurveScratch *scratch) {
  size_t kept = 0, count = analysis->sides[curve->side].count;
  metric_analysis_values(analysis, curve->metric, curve->side, scratch->dense, scratch->values);
  for (size_t i = 0; i < count; i++) {
    if (isnan(scratch->values[i])) continue;
    scratch->keys[kept] = sort_key_ascending(scratch->values[i]);
    scratch->rows[kept++] = (uint32_t)i;
  }
  sort_by_key(scratch->keys, scratch->rows, scratch->other_keys, scratch->other_rows, kept);
  for (size_t i = 0; i < kept; i++) scratch->sorted[i] = scratch->values[scratch->rows[i]];
  scratch->count = kept;
}

static void count_bins(const CurveDrawing *drawing, const CurveScratch *scratch, MetricCurve *curve) {
  const OutcomeRows *rows = &drawing->analysis->sides[curve->side];
  const Dataset *data = drawing->analysis->data;
  const uint32_t *class_of = curve->side == SIDE_PREDICTIONS ? data->predictions.class : data->labels.class;
  size_t hits = 0;
  for (size_t b = 0; b < curve->count; b++) {
    for (size_t i = curve->bins[b].begin; i < curve->bins[b].end; i++) {
      uint32_t row = scratch->rows[i];
      size_t place = (drawing->by_class ? class_of[rows->rows[row]] * curve->count : 0) + b;
      curve->n[place]++;
      curve->hits[place] += rows->hit[row];
      hits += rows->hit[row];
    }
  }
  curve->average = (double)hits / (double)scratch->count;
}

typedef struct CurveJob {
  const CurveDrawing *drawing;
  MetricCurve *curves;
} CurveJob;

static void draw(void *context, const Task *task, Error *error) {
  const CurveJob *job = context;
  const CurveDrawing *drawing = job->drawing;
  MetricCurve *curve = &job->curves[task->index];
  CurveScratch *scratch = &drawing->scratch[task->worker];
  sort_values(drawing->analysis, curve, scratch);
  task_check(task, error);
  curve->bins = memory_allocate(drawing->bins, sizeof *curve->bins, error);
  if (ok(error)) curve->count = bins_make(scratch->sorted, scratch->count, drawing->bins, curve->bins);
  curve->n = memory_allocate_zeroed(drawing->classes * curve->count, sizeof *curve->n, error);
  curve->hits = memory_allocate_zeroed(drawing->classes * curve->count, sizeof *curve->hits, error);
  if (ok(error)) count_bins(drawing, scratch, curve);
}

size_t metric_curves(const CurveDrawing *drawing, MetricCurve *curves, Error *error) {
  const MetricAnalysis *analysis = drawing->analysis;
  size_t count = 0;
  for (size_t m = 0; m < analysis->metric_count; m++) {
    for (int side = 0; side < 2; side++) {
      if (metric_analysis_has(analysis, &analysis->metrics[m]) &&
          metric_has_side(&analysis->metrics[m], (Side)side))
        curves[count++] = (MetricCurve){.metric = &analysis->metrics[m], .side = (Side)side};
    }
  }
  CurveJob job = {drawing, curves};
  workers_run(&drawing->workers, count, draw, &job, error);
  return count;
}
