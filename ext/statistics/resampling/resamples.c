#include "statistics/resampling/resamples.h"

#include <string.h>

#include "statistics/resampling/draws.h"

enum { DRAWS_BETWEEN_CHECKS = 1 << 15 };

/* Returns the weight. */
static unsigned add_draw(uint8_t *weight) {
  if (*weight < UINT8_MAX) ++*weight;
  return *weight;
}

void resamples_draw(const Drawing *drawing, size_t block, Weights *weights, const Task *task, Error *error) {
  unsigned most = 1;
  memset(weights->of, 0, weights->units * RESAMPLE_LANES * sizeof *weights->of);
  for (size_t lane = 0; lane < RESAMPLE_LANES && ok(error); lane++) {
    uint64_t key = draws_key(drawing->seed, block * RESAMPLE_LANES + lane);
    for (size_t j = 0; j < drawing->images; j++) {
      if (j % DRAWS_BETWEEN_CHECKS == 0) task_check(task, error);
      uint64_t image = draws_get(key, j) * drawing->images >> 32;
      if (image >= weights->units) continue;
      unsigned weight = add_draw(&weights->of[image * RESAMPLE_LANES + lane]);
      if (weight > most) most = weight;
    }
  }
  weights->most = most;
}

static void draw_swaps(const Drawing *drawing, size_t block, bool other, Weights *weights, const Task *task,
                       Error *error) {
  size_t images = weights->units / 2;
  weights->most = 1;
  for (size_t lane = 0; lane < RESAMPLE_LANES && ok(error); lane++) {
    uint64_t key = draws_key(drawing->seed, block * RESAMPLE_LANES + lane);
    for (size_t i = 0; i < images; i++) {
      if (i % DRAWS_BETWEEN_CHECKS == 0) task_check(task, error);
      bool second = (draws_get(key, i) & 1) != other;
      weights->of[i * RESAMPLE_LANES + lane] = !second;
      weights->of[(images + i) * RESAMPLE_LANES + lane] = second;
    }
    weights->of[2 * images * RESAMPLE_LANES + lane] = 1;
  }
}

void swaps_draw(const Drawing *drawing, size_t block, Weights *weights, const Task *task, Error *error) {
  draw_swaps(drawing, block, false, weights, task, error);
}

void swaps_draw_other(const Drawing *drawing, size_t block, Weights *weights, const Task *task,
                      Error *error) {
  draw_swaps(drawing, block, true, weights, task, error);
}
