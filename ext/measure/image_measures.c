#include "measure/image_measures.h"

void image_measures_release(ImageMeasures *measures) {
  memory_release(measures->values);
  memory_release(measures->objects);
}

/* The predictions of a model, which begin at `start`. */
static FrameObjects of_model(const FrameObjects *all, size_t start, size_t model) {
  const uint32_t *models = all->objects ? all->objects->model : NULL;
  size_t end = start;
  if (!models) return *all;
  while (end < all->count && models[all->rows[end]] == model) end++;
  return (FrameObjects){all->objects, all->rows + start, end - start};
}

void image_measures_find(ImageMeasures *measures, MetricSet set, const Frame *frame, size_t models,
                         FrameScratch *scratch, Poll *poll, Error *error) {
  Frame part = *frame;
  size_t start = 0;
  memory_reserve((void **)&measures->values, &measures->value_capacity, models * METRIC_COUNT,
                 sizeof *measures->values, error);
  for (size_t model = 0; model < models && ok(error); model++) {
    part.predictions = of_model(&frame->predictions, start, model);
    start += part.predictions.count;
    metrics_measure_image(model ? metrics_with(set, NEEDS_PREDICTIONS) : set, &part,
                          measures->values + model * METRIC_COUNT, scratch, poll, error);
  }
}

void image_measures_find_pixels(ImageMeasures *measures, MetricSet set, const Frame *frame,
                                FrameScratch *scratch, Poll *poll, Error *error) {
  PixelMetrics whole;
  MetricSet of_pixels = metrics_with(set, NEEDS_PIXELS);
  size_t count = frame->labels.count + frame->predictions.count;
  memory_reserve((void **)&measures->objects, &measures->object_capacity, count, sizeof *measures->objects,
                 error);
  frame_measure_pixels(frame, &whole, measures->objects, scratch, poll, error);
  for (int m = 0; m < METRIC_COUNT && ok(error); m++)
    if (metric_set_has(of_pixels, m)) measures->values[m] = whole.values[metric_catalogue[m].pixels];
}
