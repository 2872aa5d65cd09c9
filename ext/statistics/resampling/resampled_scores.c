#include "statistics/resampling/resampled_scores.h"

#include <math.h>

#include "base/sort.h"
#include "statistics/exact_sum.h"
#include "statistics/normal.h"

/* One worker's. */
typedef struct Place {
  Weights weights;
  WeightedScratch scratch;
  double *values;  /* [figures][RESAMPLE_LANES] of a class */
  ExactSum *sums;  /* [figures][RESAMPLE_LANES] over classes */
  size_t *present; /* [figures][RESAMPLE_LANES] classes with labels */
} Place;

typedef struct Scoring {
  const Resampling *resampling;
  Place *places;
  double *by_class, *means;
} Scoring;

static void place_make(Place *place, const Resampling *resampling, Error *error) {
  size_t cells = (size_t)resampling->figures.count * RESAMPLE_LANES;
  place->weights.units = resampling->units;
  place->weights.of = memory_allocate(resampling->units, RESAMPLE_LANES * sizeof *place->weights.of, error);
  place->values = memory_allocate(cells, sizeof *place->values, error);
  place->sums = memory_allocate(cells, sizeof *place->sums, error);
  place->present = memory_allocate(cells, sizeof *place->present, error);
  if (ok(error)) weighted_scratch_make(&place->scratch, &resampling->figures, error);
}

static void place_release(Place *place) {
  memory_release(place->weights.of);
  memory_release(place->values);
  memory_release(place->sums);
  memory_release(place->present);
  weighted_scratch_release(&place->scratch);
}

/* How many of a block's lanes are asked for: the last block may be cut. */
static size_t lanes_of_block(const Resampling *resampling, size_t block) {
  size_t left = resampling->resamples - block * RESAMPLE_LANES;
  return left < RESAMPLE_LANES ? left : RESAMPLE_LANES;
}

static void keep_class(const Scoring *job, const Place *place, size_t block, size_t class) {
  const Resampling *resampling = job->resampling;
  size_t lanes = lanes_of_block(resampling, block);
  for (int f = 0; f < resampling->figures.count; f++) {
    double *kept = job->by_class ? resampled_class(resampling, job->by_class, class, f) : NULL;
    for (size_t lane = 0; lane < lanes; lane++) {
      size_t at = (size_t)f * RESAMPLE_LANES + lane;
      double value = place->values[at];
      if (kept) kept[block * RESAMPLE_LANES + lane] = value;
      if (isnan(value)) continue;
      exact_sum_add(&place->sums[at], value);
      place->present[at]++;
    }
  }
}

static void score_block(void *context, const Task *task, Error *error) {
  const Scoring *job = context;
  const Resampling *resampling = job->resampling;
  Place *place = &job->places[task->worker];
  size_t cells = (size_t)resampling->figures.count * RESAMPLE_LANES;
  for (size_t i = 0; i < cells; i++) {
    place->sums[i] = (ExactSum){0};
    place->present[i] = 0;
  }
  resampling->draw(&resampling->drawing, task->index, &place->weights, task, error);
  for (size_t k = 0; k < resampling->class_count && ok(error); k++) {
    task_check(task, error);
    weighted_scores(&resampling->classes[k], &resampling->figures, &place->weights, &place->scratch,
                    place->values, task, error);
    if (ok(error)) keep_class(job, place, task->index, k);
  }
  if (!ok(error)) return;
  for (size_t i = 0; i < cells; i++) {
    size_t lane = i % RESAMPLE_LANES, resample = task->index * RESAMPLE_LANES + lane;
    if (lane >= lanes_of_block(resampling, task->index)) continue;
    job->means[i / RESAMPLE_LANES * resampling->resamples + resample] =
        place->present[i] ? exact_sum_value(&place->sums[i]) / (double)place->present[i] : (double)NAN;
  }
}

void resampled_scores(const Resampling *resampling, const Workers *workers, double *by_class, double *means,
                      Error *error) {
  Scoring job = {.resampling = resampling, .by_class = by_class, .means = means};
  job.places = memory_allocate_zeroed(workers->count, sizeof *job.places, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++) place_make(&job.places[w], resampling, error);
  if (ok(error))
    workers_run(workers, (resampling->resamples + RESAMPLE_LANES - 1) / RESAMPLE_LANES, score_block, &job,
                error);
  for (unsigned w = 0; job.places && w < workers->count; w++) place_release(&job.places[w]);
  memory_release(job.places);
}

/* ---- what the values say ---- */

/* Moves the values that are not NaN to the front and sorts them; returns their number. */
static size_t sort_values(double *values, size_t count, Error *error) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (!isnan(values[i])) values[kept++] = values[i];
  }
  uint64_t *keys = memory_allocate(2 * kept, sizeof *keys, error);
  uint32_t *rows = memory_allocate(2 * kept, sizeof *rows, error);
  double *sorted = memory_allocate(kept, sizeof *sorted, error);
  if (ok(error)) {
    for (size_t i = 0; i < kept; i++) {
      keys[i] = sort_key_ascending(values[i]);
      rows[i] = (uint32_t)i;
    }
    sort_by_key(keys, rows, keys + kept, rows + kept, kept);
    for (size_t i = 0; i < kept; i++) sorted[i] = values[rows[i]];
    for (size_t i = 0; i < kept; i++) values[i] = sorted[i];
  }
  memory_release(keys);
  memory_release(rows);
  memory_release(sorted);
  return kept;
}

/* As numpy.quantile does by default. */
static double quantile(const double *sorted, size_t count, double part) {
  double place = part * (double)(count - 1);
  size_t below = (size_t)place;
  double between = place - (double)below;
  if (below + 1 >= count) return sorted[count - 1];
  double step = sorted[below + 1] - sorted[below];
  return between >= 0.5 ? sorted[below + 1] - step * (1 - between) : sorted[below] + step * between;
}

static double deviation(const double *values, size_t count) {
  ExactSum sum = {0}, squares = {0};
  for (size_t i = 0; i < count; i++) exact_sum_add(&sum, values[i]);
  double mean = exact_sum_value(&sum) / (double)count;
  for (size_t i = 0; i < count; i++) exact_sum_add(&squares, (values[i] - mean) * (values[i] - mean));
  return sqrt(exact_sum_value(&squares) / (double)(count - 1));
}

/* The share of a percentile after the correction: of the values that lie below the figure itself, half would
** without bias. */
static double corrected(const double *sorted, size_t count, double value, double share) {
  double below = 0, one = 0.5 / (double)count;
  for (size_t i = 0; i < count; i++) below += sorted[i] < value ? 1 : sorted[i] == value ? 0.5 : 0;
  below /= (double)count;
  below = below < one ? one : below > 1 - one ? 1 - one : below;
  return normal_share(2 * normal_quantile(below) + normal_quantile(share));
}

Interval interval_of_values(double *values, size_t count, double value, double confidence, Error *error) {
  Interval interval = {(double)NAN, (double)NAN, (double)NAN, count};
  size_t kept = ok(error) ? sort_values(values, count, error) : 0;
  if (!ok(error)) return interval;
  interval.absent = count - kept;
  if (kept < 2) return interval;
  double low = (1 - confidence) / 2, high = (1 + confidence) / 2;
  interval.low = quantile(values, kept, isnan(value) ? low : corrected(values, kept, value, low));
  interval.high = quantile(values, kept, isnan(value) ? high : corrected(values, kept, value, high));
  interval.standard_error = deviation(values, kept);
  return interval;
}
