#include "evaluation/curves/operating_points.h"

void operating_points_count(const Matches *matches, const Ranked *ranked, OperatingPoint *points,
                            size_t count) {
  const double *scores = matches->data->predictions.score;
  uint32_t tp = 0, fp = 0;
  size_t at = 0;
  while (count-- > 0) {
    for (; at < ranked->count && scores[ranked->rows[at]] >= points[count].score; at++) {
      uint32_t row = ranked->rows[at];
      if (matches->ignored[row]) continue;
      tp += matches->matched[row] != 0;
      fp += matches->matched[row] == 0;
    }
    points[count].tp = tp;
    points[count].fp = fp;
  }
}
