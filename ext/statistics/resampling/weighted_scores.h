/*
** AP and AR of a class for a block of weights (numbers.md, section 9b). An image of weight 2 counts as if it
** stood twice in the data: the figure is that of an evaluation of such data, but for the order of equal
** scores in it, and for that of sums.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_WEIGHTED_SCORES_H
#define BOXSCORE_STATISTICS_RESAMPLING_WEIGHTED_SCORES_H

#include "statistics/resampling/ranked_class.h"
#include "statistics/resampling/resamples.h"

/* AP or AR, the mean over `threshold_count` thresholds of one area range. */
typedef struct Figure {
  bool is_recall;
  int area, first_threshold, threshold_count;
  size_t limit; /* of AR: detections of a class and image; 0: all that were kept */
} Figure;

/* What is scored. */
typedef struct Figures {
  const Figure *items;
  int count;
  int thresholds, areas; /* of the matching */
} Figures;

/* Scratch for one worker. Release it in every case. */
typedef struct WeightedScratch {
  struct LaneCurves *curves; /* of each cell */
  int32_t *within; /* [figures][COCO_THRESHOLDS][RESAMPLE_LANES]: true positives within the limit of an AR */
  uint8_t *points; /* see count_points */
  size_t points_capacity;
} WeightedScratch;

void weighted_scratch_make(WeightedScratch *scratch, const Figures *figures, Error *error);
void weighted_scratch_release(WeightedScratch *scratch);

/* values[figure * RESAMPLE_LANES + lane]; NaN where no label counts. */
void weighted_scores(const RankedClass *class, const Figures *figures, const Weights *weights,
                     WeightedScratch *scratch, double *values, const Task *task, Error *error);

#endif
