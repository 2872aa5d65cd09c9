#include "evaluation/protocol/protocol_ap.h"

/* The precision at each true positive, and then the envelope: the best precision at that recall or above. */
static uint32_t find_envelope(const Matches *matches, const Ranked *ranked, int cell, double *precision) {
  uint32_t tp = 0, fp = 0;
  for (size_t i = 0; i < ranked->count; i++) {
    uint32_t row = ranked->rows[i];
    if (matches->ignored[row] >> cell & 1) continue;
    if (matches->matched[row] >> cell & 1) {
      tp++;
      precision[tp - 1] = tp / ((double)tp + fp);
    } else {
      fp++;
    }
  }
  for (uint32_t i = tp; i-- > 1;) {
    if (precision[i] > precision[i - 1]) precision[i - 1] = precision[i];
  }
  return tp;
}

/* The area under the envelope, added up as numpy does; where the last recall is below 1, a step of height 0
** follows it. */
static double all_points(double *envelope, uint32_t tp, uint32_t label_count) {
  double before = 0;
  for (uint32_t i = 0; i < tp; i++) {
    double recall = (double)(i + 1) / label_count;
    envelope[i] *= recall - before;
    before = recall;
  }
  envelope[tp] = 0;
  return sum_pairwise(envelope, (size_t)tp + (tp < label_count));
}

static double eleven_points(const double *envelope, uint32_t tp, uint32_t label_count) {
  double sum = 0;
  for (int i = 0; i <= 10; i++) {
    uint32_t needed = curve_needed(i * 0.1, label_count);
    double best = 0;
    if (needed == 0) needed = 1;
    if (needed <= tp) best = envelope[needed - 1];
    sum += best / 11.0;
  }
  return sum;
}

double protocol_ap(const Matches *matches, const Ranked *ranked, int cell, uint32_t label_count,
                   Error *error) {
  size_t most = ranked->count < label_count ? ranked->count : label_count;
  double *precision = memory_allocate(most + 1, sizeof *precision, error);
  if (!precision) return 0;
  uint32_t tp = find_envelope(matches, ranked, cell, precision);
  double ap = matches->rules.protocol == PROTOCOL_VOC07 ? eleven_points(precision, tp, label_count)
                                                        : all_points(precision, tp, label_count);
  memory_release(precision);
  return ap;
}
