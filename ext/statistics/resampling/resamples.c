#include "statistics/resampling/resamples.h"

#include <string.h>

enum { DRAWS_BETWEEN_CHECKS = 1 << 15 };

static const uint64_t golden = 0x9E3779B97F4A7C15u;

static uint64_t mix(uint64_t z) {
  z += golden;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static uint64_t key_of(uint64_t seed, uint64_t resample) {
  return mix(seed ^ mix(resample));
}

static uint64_t draw(uint64_t key, uint64_t j) {
  return mix(key + j * golden) >> 32;
}

void resamples_draw(const Drawing *drawing, size_t block, Weights *weights, const Task *task, Error *error) {
  memset(weights->of, 0, weights->units * RESAMPLE_LANES * sizeof *weights->of);
  for (size_t lane = 0; lane < RESAMPLE_LANES && ok(error); lane++) {
    uint64_t key = key_of(drawing->seed, block * RESAMPLE_LANES + lane);
    for (size_t j = 0; j < drawing->images; j++) {
      if (j % DRAWS_BETWEEN_CHECKS == 0) task_check(task, error);
      uint64_t image = draw(key, j) * drawing->images >> 32;
      if (image < weights->units) weights->of[image * RESAMPLE_LANES + lane]++;
    }
  }
}

static void draw_swaps(const Drawing *drawing, size_t block, bool other, Weights *weights, const Task *task,
                       Error *error) {
  size_t images = weights->units / 2;
  for (size_t lane = 0; lane < RESAMPLE_LANES && ok(error); lane++) {
    uint64_t key = key_of(drawing->seed, block * RESAMPLE_LANES + lane);
    for (size_t i = 0; i < images; i++) {
      if (i % DRAWS_BETWEEN_CHECKS == 0) task_check(task, error);
      bool second = (draw(key, i) & 1) != other;
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
