#include "measure/shape_outliers.h"

#include <math.h>

#include "measure/object_moments.h"

/* Sums of one model's moments, and what they come to. */
typedef struct Spread {
  double count, mean[HU_MOMENTS], largest[HU_MOMENTS], deviation[HU_MOMENTS];
} Spread;

static size_t model_of(const Objects *objects, size_t row) {
  return objects->model ? objects->model[row] : 0;
}

/* Tables of millions of rows are gone through a few times. */
static void poll_at(size_t row, const Workers *workers, Error *error) {
  if (row % 65536 == 0) poll_check(workers->poll, error);
}

static void find_spreads(const Dataset *data, const Objects *objects, const HuMoments *moments,
                         const Workers *workers, Spread *spreads, Error *error) {
  for (size_t row = 0; row < objects->count && ok(error); row++) {
    poll_at(row, workers, error);
    const HuMoments *hu = &moments[row];
    Spread *spread = &spreads[model_of(objects, row)];
    if (isnan(hu->values[0])) continue;
    spread->count++;
    for (int i = 0; i < HU_MOMENTS; i++) {
      spread->mean[i] += hu->values[i];
      if (fabs(hu->values[i]) > spread->largest[i]) spread->largest[i] = fabs(hu->values[i]);
    }
  }
  for (size_t m = 0; m < data->models.count; m++)
    for (int i = 0; i < HU_MOMENTS; i++) spreads[m].mean[i] /= spreads[m].count;
  for (size_t row = 0; row < objects->count && ok(error); row++) {
    Spread *spread = &spreads[model_of(objects, row)];
    poll_at(row, workers, error);
    if (isnan(moments[row].values[0])) continue;
    for (int i = 0; i < HU_MOMENTS; i++) {
      double away = moments[row].values[i] - spread->mean[i];
      spread->deviation[i] += away * away;
    }
  }
  for (size_t m = 0; m < data->models.count; m++)
    for (int i = 0; i < HU_MOMENTS; i++)
      spreads[m].deviation[i] = sqrt(spreads[m].deviation[i] / spreads[m].count);
}

static void standardise(const Objects *objects, HuMoments *moments, const Workers *workers,
                        const Spread *spreads, Error *error) {
  for (size_t row = 0; row < objects->count && ok(error); row++) {
    poll_at(row, workers, error);
    const Spread *spread = &spreads[model_of(objects, row)];
    double *values = moments[row].values;
    for (int i = 0; i < HU_MOMENTS && !isnan(values[0]); i++) {
      bool varies = spread->deviation[i] > 1e-9 * spread->largest[i];
      values[i] = varies ? (values[i] - spread->mean[i]) / spread->deviation[i] : 0;
    }
  }
}

/* The rows of one model and class stand side by side. */
static size_t segment_end(const Objects *objects, size_t start) {
  size_t end = start + 1;
  while (end < objects->count && objects->class[end] == objects->class[start] &&
         model_of(objects, end) == model_of(objects, start))
    end++;
  return end;
}

static HuMoments centre_of(const HuMoments *moments, size_t start, size_t end) {
  HuMoments centre = {{0}};
  double count = 0;
  for (size_t row = start; row < end; row++) {
    if (isnan(moments[row].values[0])) continue;
    count++;
    for (int i = 0; i < HU_MOMENTS; i++) centre.values[i] += moments[row].values[i];
  }
  for (int i = 0; i < HU_MOMENTS; i++) centre.values[i] /= count;
  return centre;
}

static double distance(const HuMoments *a, const HuMoments *b) {
  double sum = 0;
  for (int i = 0; i < HU_MOMENTS; i++) sum += (a->values[i] - b->values[i]) * (a->values[i] - b->values[i]);
  return sqrt(sum);
}

void shape_outliers_measure(const Dataset *data, const Objects *objects, const Workers *workers,
                            double *values, Error *error) {
  HuMoments *moments = objects_hu_moments(objects, workers, error);
  Spread *spreads = memory_allocate_zeroed(data->models.count, sizeof *spreads, error);
  if (ok(error)) {
    find_spreads(data, objects, moments, workers, spreads, error);
    standardise(objects, moments, workers, spreads, error);
    for (size_t start = 0, end; start < objects->count && ok(error); start = end) {
      end = segment_end(objects, start);
      HuMoments centre = centre_of(moments, start, end);
      for (size_t row = start; row < end; row++) values[row] = distance(&moments[row], &centre);
      poll_check(workers->poll, error);
    }
  }
  memory_release(moments);
  memory_release(spreads);
}
