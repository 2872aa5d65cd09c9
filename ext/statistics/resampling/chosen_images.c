#include "statistics/resampling/chosen_images.h"

#include <math.h>

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

/* Each of the images once. */
static void draw_once(const Drawing *drawing, size_t block, Weights *weights, const Task *task,
                      Error *error) {
  (void)block;
  (void)task;
  (void)error;
  for (size_t unit = 0; unit < weights->units; unit++) {
    for (size_t lane = 0; lane < RESAMPLE_LANES; lane++)
      weights->of[unit * RESAMPLE_LANES + lane] = unit < drawing->images;
  }
}

Estimate bootstrap_chosen(RankedClass *classes, size_t class_count, const Figures *figure,
                          const BootstrapSettings *settings, const Workers *workers, Error *error) {
  size_t units = settings->images + 1;
  Estimate out = {.value = (double)NAN};
  if (!ok(error)) return out;
  for (size_t k = 0; k < class_count; k++) forget_labels(&classes[k], (uint32_t)settings->images);
  Resampling once = {classes, class_count, *figure, units, draw_once, {0, settings->images}, 1};
  resampled_scores(&once, workers, NULL, &out.value, error);
  bootstrap(classes, class_count, figure, units, settings, workers, NULL, &out, error);
  return out;
}
