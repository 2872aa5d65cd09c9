#include "evaluation/curve_points.h"

#include <math.h>

void curve_envelope(const Curve *curves, int count, CurvePoint points[COCO_RECALLS]) {
  for (int r = 0; r < COCO_RECALLS; r++) {
    double precision[THRESHOLDS_MOST];
    for (int t = 0; t < count; t++) precision[t] = curves[t].precision[r];
    points[r] = (CurvePoint){coco_recall(r), sum_pairwise(precision, (size_t)count) / count,
                             count == 1 ? curves[0].score[r] : (double)NAN};
  }
}

void curve_all_points(const Matches *matches, const Ranked *ranked, const Curve *curve, CurvePoint *points) {
  uint32_t tp = 0, fp = 0;
  for (size_t i = 0; i < ranked->count; i++) {
    uint32_t row = ranked->rows[i];
    if (matches->ignored[row]) continue;
    tp += matches->matched[row] != 0;
    fp += matches->matched[row] == 0;
    *points++ = (CurvePoint){(double)tp / curve->label_count, (double)tp / ((double)tp + fp),
                             matches->data->predictions.score[row]};
  }
}
