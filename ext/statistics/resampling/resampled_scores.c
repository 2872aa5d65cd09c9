#include "statistics/resampling/resampled_scores.h"

#include <math.h>

#include "statistics/exact_sum.h"

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
