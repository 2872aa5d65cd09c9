/*
** AP and AR of a class for a block of weights (numbers.md, section 9b). An image of weight 2 counts as if it
** stood twice in the data: the figure is that of an evaluation of such data to the last bit, but for the
** order of equal scores in it.
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
  struct LaneCurve *curves; /* [RESAMPLE_LANES][cells] */
  double *precision;        /* [RESAMPLE_LANES][cells][COCO_RECALLS] */
  uint32_t *within;         /* [figures][RESAMPLE_LANES]: true positives within the limit of an AR */
} WeightedScratch;

void weighted_scratch_make(WeightedScratch *scratch, const Figures *figures, Error *error);
void weighted_scratch_release(WeightedScratch *scratch);

/* values[figure * RESAMPLE_LANES + lane]; NaN where no label counts. */
void weighted_scores(const RankedClass *class, const Figures *figures, const Weights *weights,
                     WeightedScratch *scratch, double *values, const Task *task, Error *error);

#endif
