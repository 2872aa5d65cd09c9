/*
** The mean AP that is left without some labels and predictions.
*/
#ifndef BOXSCORE_STATISTICS_SLICES_SCORE_WITHOUT_H
#define BOXSCORE_STATISTICS_SLICES_SCORE_WITHOUT_H

#include "statistics/metric_analysis.h"

/* Of the model that was begun last. left_out: of each label and prediction; a pair goes with either of them.
** Equal to the aggregate mean_average_precision over the other rows of match_outcomes; NaN where no label is
** left. */
double score_without(const MetricAnalysis *analysis, const uint8_t *labels_left_out,
                     const uint8_t *predictions_left_out, Error *error);

#endif
