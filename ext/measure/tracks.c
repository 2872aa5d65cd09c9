#include "measure/tracks.h"

#include <math.h>

#include "base/sort.h"
#include "measure/object_moments.h"

/* The rows with a track, by model, track, frame and id. Returns how many. */
static size_t order_tracks(const Dataset *data, const Objects *objects, uint32_t *rows, Error *error) {
  size_t count = 0, tracks = data->tracks.count, models = data->models.count;
  uint32_t *scratch = memory_allocate(objects->count, sizeof *scratch, error);
  uint64_t *keys = memory_allocate(objects->count, 2 * sizeof *keys, error);
  uint32_t *starts = memory_allocate((tracks > models ? tracks : models) + 1, sizeof *starts, error);
  if (ok(error)) {
    for (uint32_t row = 0; row < objects->count; row++)
      if (objects->track[row] != TRACK_NONE) rows[count++] = row;
    id_column_sort(&objects->ids, rows, scratch, count, error);
  }
  if (ok(error) && count) {
    for (size_t i = 0; i < count; i++) keys[i] = sort_key_ascending(objects->frame[rows[i]]);
    sort_by_key(keys, rows, keys + count, scratch, count);
    sort_by_bucket(rows, scratch, count, objects->track, tracks, starts);
    if (objects->model) sort_by_bucket(rows, scratch, count, objects->model, models, starts);
  }
  memory_release(scratch);
  memory_release(keys);
  memory_release(starts);
  return count;
}

static double cosine(const HuMoments *a, const HuMoments *b) {
  double product = 0, a2 = 0, b2 = 0;
  for (int i = 0; i < HU_MOMENTS; i++) {
    product += a->values[i] * b->values[i];
    a2 += a->values[i] * a->values[i];
    b2 += b->values[i] * b->values[i];
  }
  double norm = sqrt(a2) * sqrt(b2), value = product / norm;
  if (!(norm > 0)) return (double)NAN;
  return value > 1 ? 1 : value < -1 ? -1 : value; /* rounding */
}

static bool same_track(const Objects *objects, uint32_t a, uint32_t b) {
  return objects->track[a] == objects->track[b] &&
         (!objects->model || objects->model[a] == objects->model[b]);
}

static void follow(const Objects *objects, const HuMoments *moments, const uint32_t *rows, size_t count,
                   double *values) {
  const double decay = 0.5;
  HuMoments mean = {{0}};
  bool begun = false;
  for (size_t i = 0; i < count; i++) {
    const HuMoments *hu = &moments[rows[i]];
    begun = begun && same_track(objects, rows[i - 1], rows[i]);
    if (isnan(hu->values[0])) continue;
    if (begun) values[rows[i]] = cosine(hu, &mean);
    for (int h = 0; h < HU_MOMENTS; h++)
      mean.values[h] = begun ? decay * mean.values[h] + (1 - decay) * hu->values[h] : hu->values[h];
    begun = true;
  }
}

void tracks_measure(const Dataset *data, const Objects *objects, const Workers *workers, double *values,
                    Error *error) {
  HuMoments *moments = objects_hu_moments(objects, workers, error);
  uint32_t *rows = memory_allocate(objects->count, sizeof *rows, error);
  size_t count = ok(error) ? order_tracks(data, objects, rows, error) : 0;
  if (ok(error)) {
    for (size_t row = 0; row < objects->count; row++) values[row] = (double)NAN;
    follow(objects, moments, rows, count, values);
  }
  memory_release(moments);
  memory_release(rows);
}
