#include "evaluation/curves/lrp.h"

#include <math.h>

/* The counts and the sum of 1 - IoU up to a rank. */
typedef struct LrpSums {
  uint32_t tp, fp;
  double distance;
} LrpSums;

static double lrp_of(const LrpSums *sums, uint32_t label_count, double threshold) {
  double fn = (double)label_count - sums->tp;
  return (sums->distance / (1 - threshold) + sums->fp + fn) / ((double)sums->tp + sums->fp + fn);
}

static void keep_if_less(LeastLrp *least, const LrpSums *sums, uint32_t label_count, double threshold,
                         double score) {
  double lrp = lrp_of(sums, label_count, threshold);
  if (!sums->tp || (lrp >= least->lrp && !isnan(least->score))) return;
  *least = (LeastLrp){.lrp = lrp,
                      .localisation = sums->distance / sums->tp,
                      .false_positives = sums->fp / ((double)sums->tp + sums->fp),
                      .false_negatives = ((double)label_count - sums->tp) / label_count,
                      .score = score};
}

LeastLrp least_lrp(const Matches *matches, const Ranked *ranked, const double *ious, size_t class,
                   uint32_t label_count, bool whole_ties) {
  const double nan = (double)NAN, *scores = matches->data->predictions.score;
  double threshold = matches_threshold(&matches->rules, class, 0);
  bool has_value = label_count && threshold < 1;
  LeastLrp least = {has_value ? 1 : nan, nan, nan, nan, nan};
  LrpSums sums = {0};
  for (size_t i = 0; has_value && i < ranked->count; i++) {
    uint32_t row = ranked->rows[i];
    bool is_last = i + 1 == ranked->count || scores[ranked->rows[i + 1]] != scores[row];
    if (!matches->ignored[row] && matches->matched[row]) {
      sums.tp++;
      sums.distance += 1 - ious[row];
    } else if (!matches->ignored[row]) {
      sums.fp++;
    }
    if (is_last || (!whole_ties && !matches->ignored[row]))
      keep_if_less(&least, &sums, label_count, threshold, scores[row]);
  }
  return least;
}
