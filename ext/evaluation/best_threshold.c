#include "evaluation/best_threshold.h"

#include <math.h>

/* Whether 2 tp / (tp + fp + labels) is above that of `best`, by products of integers, which are exact. */
static bool is_better(uint64_t tp, uint64_t fp, const BestThreshold *best) {
  uint64_t denominator = tp + fp + best->label_count;
  uint64_t best_denominator = (uint64_t)best->tp + best->fp + best->label_count;
  return tp * best_denominator > best->tp * denominator;
}

BestThreshold best_threshold(const Matches *matches, const Ranked *ranked, int cell, uint32_t label_count) {
  const double *scores = matches->data->predictions.score;
  BestThreshold best = {.score = (double)NAN, .label_count = label_count};
  uint32_t tp = 0, fp = 0;
  for (size_t i = 0; i < ranked->count; i++) {
    uint32_t row = ranked->rows[i];
    if (!(matches->ignored[row] >> cell & 1)) {
      bool is_matched = matches->matched[row] >> cell & 1;
      tp += is_matched;
      fp += !is_matched;
    }
    bool is_last = i + 1 == ranked->count || scores[ranked->rows[i + 1]] != scores[row];
    if (!is_last || !is_better(tp, fp, &best)) continue;
    best.score = scores[row];
    best.tp = tp;
    best.fp = fp;
  }
  return best;
}
