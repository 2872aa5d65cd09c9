/*
** Operating points: what a detector does at given score thresholds (numbers.md, section 9).
*/
#ifndef BOXSCORE_EVALUATION_CURVES_OPERATING_POINTS_H
#define BOXSCORE_EVALUATION_CURVES_OPERATING_POINTS_H

#include "evaluation/precision_recall.h"

typedef struct OperatingPoint {
  double score; /* the threshold: predictions of this score and above are kept */
  uint32_t tp, fp;
} OperatingPoint;

/* Counts at the scores of the points, which ascend, over the ranked predictions of a class. The matches have
** one cell. */
void operating_points_count(const Matches *matches, const Ranked *ranked, OperatingPoint *points,
                            size_t count);

#endif
