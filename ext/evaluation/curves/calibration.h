/*
** Calibration: whether scores are the shares of correct predictions (numbers.md, section 9).
*/
#ifndef BOXSCORE_EVALUATION_CURVES_CALIBRATION_H
#define BOXSCORE_EVALUATION_CURVES_CALIBRATION_H

#include "evaluation/matching.h"

/* The predictions of a class with scores from low to below high; the last bin includes 1. */
typedef struct CalibrationBin {
  double low, high;
  uint32_t n, tp;
  double score_sum, iou_sum; /* of all; of the true positives */
} CalibrationBin;

/* NaN where nothing is in the bin; the mean IoU: no true positive. */
double calibration_precision(const CalibrationBin *bin);
double calibration_mean_score(const CalibrationBin *bin);
double calibration_mean_iou(const CalibrationBin *bin);
double calibration_gap(const CalibrationBin *bin);

/* Fills `count` bins of equal width with the predictions of a class and model that count. A score outside 0
** to 1 is an error that names the row. The matches have one cell; ious are those of the true positives. */
void calibration_fill(const Matches *matches, size_t model, size_t class, const double *ious,
                      CalibrationBin *bins, int count, Error *error);

#endif
