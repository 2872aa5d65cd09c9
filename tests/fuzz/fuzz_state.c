/*
** States as BLOBs: the first byte says which allocation fails (0: none), the next two how many bytes of the rest are a first
** state, before a second one (0: there is one only). What can be read merges into what can be read, merging that again changes
** nothing, and figures are from 0 to 1. Memory grows with the size of the input only.
*/
#include "fuzz.h"

#include <math.h>

#include "evaluation/state/state_merge.h"
#include "evaluation/state/state_scores.h"
#include "evaluation/summary.h"

enum { OPTIONS = 3, MODELS = 4, BYTES_PER_BYTE = 400, BYTES_AT_LEAST = 4 << 20 };

static uint64_t asked_for;

static void *counting_allocate(uint64_t size) {
  asked_for += size;
  return fuzz_allocate(size);
}

static void *counting_reallocate(void *memory, uint64_t size) {
  asked_for += size;
  return fuzz_reallocate(memory, size);
}

static bool is_share(double value) {
  return isnan(value) || (value >= 0 && value <= 1);
}

static void score(const State *state, const Id *model, const StateCells *cells, Error *error) {
  static const size_t limits[] = {1, 10, 100};
  const Workers workers = {1, NULL};
  StateScores scores;
  Summary summary = {0};
  state_scores_make(&scores, state, model, cells, &(Task){0}, error);
  if (cells->area_count == STATE_AREAS)
    summarize_matches(&scores.matches, limits, 3, &workers, &summary, error);
  if (ok(error)) MUST(is_share(summary.ap) && is_share(summary.ar_by_size[0]));
  if (ok(error) && cells->area_count == 1) {
    Ranked ranked;
    Curve curve;
    ranked_make(&ranked, &scores.data, error);
    for (size_t k = 0; k < scores.data.classes.count && ok(error); k++) {
      class_curves(&scores.matches, 0, k, &ranked, &curve, NULL, 0, NULL, &(Task){0}, error);
      for (int r = 0; r < COCO_RECALLS && ok(error); r++) MUST(is_share(curve.precision[r]));
    }
    ranked_release(&ranked);
  }
  state_scores_release(&scores);
}

static void score_models(const State *state, Error *error) {
  static const StateCells all = {0, COCO_THRESHOLDS, 0, STATE_AREAS, 100, -INFINITY},
                          one = {3, 1, 2, 1, 2, 0.25};
  size_t count = 0;
  state_check_complete(state, NEED_CLASSES, error);
  Id *models = ok(error) ? state_models(state, &count, error) : NULL;
  for (size_t m = 0; m < count && m < MODELS && ok(error); m++) {
    score(state, &models[m], &all, error);
    score(state, &models[m], &one, error);
  }
  memory_release(models);
}

static void check_merged(const Buffer *merged) {
  Error error = {0};
  StateBlobs blobs = {0};
  Buffer again = {0};
  state_blobs_add(&blobs, merged->bytes, merged->length, &error);
  state_blobs_merge(&blobs, &again, &(Task){0}, &error);
  MUST(ok(&error) && again.length == merged->length);
  MUST(memcmp(again.bytes, merged->bytes, again.length) == 0);
  buffer_release(&again);
  state_blobs_release(&blobs);
}

static void run(const uint8_t *data, size_t size, size_t first, long fail_at) {
  StateBlobs blobs = {0};
  Buffer merged = {0};
  State state = {0};
  Error error = {0};
  asked_for = 0;
  fuzz_fail_at = fail_at;
  state_read(&state, data + first, size - first, &error);
  if (ok(&error)) score_models(&state, &error);
  state_release(&state);
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  error = (Error){0};
  if (first) state_blobs_add(&blobs, data, first, &error);
  state_blobs_add(&blobs, data + first, size - first, &error);
  state_blobs_merge(&blobs, &merged, &(Task){0}, &error);
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  MUST(asked_for <= size * BYTES_PER_BYTE + BYTES_AT_LEAST);
  fuzz_fail_at = 0;
  if (ok(&error)) check_merged(&merged);
  buffer_release(&merged);
  state_blobs_release(&blobs);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  memory_allocator.allocate = counting_allocate;
  memory_allocator.reallocate = counting_reallocate;
  if (size < OPTIONS) return 0;
  size_t rest = size - OPTIONS, first = data[1] | (size_t)data[2] << 8;
  if (first > rest) first = rest;
  run(data + OPTIONS, rest, first, 0);
  if (data[0]) run(data + OPTIONS, rest, first, data[0]);
  return 0;
}
