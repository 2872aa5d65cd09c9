/*
** Two models on the same images: how much better is the second, and could chance alone do that? (numbers.md,
** section 9b)
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_COMPARISON_H
#define BOXSCORE_STATISTICS_RESAMPLING_COMPARISON_H

#include "statistics/resampling/bootstrap.h"

typedef struct ComparisonSettings {
  BootstrapSettings bootstrap;
  size_t swaps; /* how often the models are exchanged in random images */
} ComparisonSettings;

typedef struct Comparison {
  double difference;    /* the second's figure minus the first's, which the caller knows */
  Interval interval;    /* of the difference, in resamples; NaN where the support is too small */
  double second_better; /* the share of resamples in which the difference is above 0, ties by half */
  double p;             /* two-sided */
  Support support;
} Comparison;

/* Of the figure for each class, and over the classes. Units are images, and both models have the same labels.
** */
void compare_models(const RankedModel models[2], size_t class_count, const Figures *figures, size_t units,
                    const ComparisonSettings *settings, const Workers *workers, Comparison *by_class,
                    Comparison *mean, Error *error);

#endif
