#include "statistics/resampling/chosen_images.h"

#include <math.h>
#include <string.h>

#include "evaluation/class_scores.h"

static void forget_labels(RankedClass *class, uint32_t other) {
  size_t kept = 0, images = 0;
  for (size_t i = 0; i < class->label_count; i++) {
    if (class->labels[i] == other) continue;
    images += !kept || class->labels[kept - 1] != class->labels[i];
    class->labels[kept] = class->labels[i];
    class->label_areas[kept++] = class->label_areas[i];
  }
  class->label_count = kept;
  class->label_images = images;
}

/* The curve of cell c without the unit `other`. */
static void follow(const RankedClass *class, int c, uint32_t other, Curve *curve) {
  size_t miss = 0;
  curve_begin(curve, (uint32_t) class->label_count);
  for (size_t i = 0; i < class->hit_count; i++) {
    const Hit *hit = &class->hits[i];
    for (; miss < hit->misses; miss++) curve_false(curve, class->misses[miss] != other);
    if (hit->unit == other || hit->ignored >> c & 1) continue;
    curve_first(curve, 0);
    if (hit->matched >> c & 1)
      curve_true(curve, 0);
    else
      curve_false(curve, 1);
  }
  curve_finish(curve);
}

/* The mean over the classes that have labels. */
static double value_of(const RankedClass *classes, size_t class_count, const Figures *figures, uint32_t other,
                       const Workers *workers, Error *error) {
  size_t thresholds = (size_t)figures->items->threshold_count, present = 0;
  double *precision = memory_allocate(class_count, thresholds * COCO_RECALLS * sizeof *precision, error);
  uint32_t *rows = memory_allocate(class_count, sizeof *rows, error);
  for (size_t k = 0; k < class_count && ok(error); k++) {
    poll_check(workers->poll, error);
    if (!classes[k].label_count) continue;
    rows[present++] = (uint32_t)k;
    for (size_t t = 0; t < thresholds; t++) {
      Curve curve;
      follow(&classes[k], (int)t, other, &curve);
      memcpy(precision + (k * thresholds + t) * COCO_RECALLS, curve.precision, sizeof curve.precision);
    }
  }
  double mean = mean_precision(precision, rows, present, thresholds * COCO_RECALLS, workers->poll, error);
  memory_release(rows);
  memory_release(precision);
  return mean;
}

Estimate bootstrap_chosen(RankedClass *classes, size_t class_count, const Figures *figure,
                          const BootstrapSettings *settings, const Workers *workers, Error *error) {
  size_t units = settings->images + 1;
  uint32_t other = (uint32_t)settings->images;
  Estimate out = {.value = (double)NAN};
  if (!ok(error)) return out;
  for (size_t k = 0; k < class_count; k++) forget_labels(&classes[k], other);
  out.value = value_of(classes, class_count, figure, other, workers, error);
  bootstrap(classes, class_count, figure, units, settings, workers, NULL, &out, error);
  return out;
}
