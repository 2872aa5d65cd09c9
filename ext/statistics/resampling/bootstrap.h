/*
** The bootstrap: how far a figure could be off, had other images of the same kind been labelled (numbers.md,
** section 9b). Images are drawn with replacement; nothing is matched or sorted again.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_BOOTSTRAP_H
#define BOXSCORE_STATISTICS_RESAMPLING_BOOTSTRAP_H

#include "statistics/resampling/interval.h"
#include "statistics/resampling/resampled_scores.h"

typedef struct BootstrapSettings {
  size_t resamples;
  double confidence; /* in (0, 1) */
  uint64_t seed;
  size_t images; /* all, those without labels and predictions included */
} BootstrapSettings;

typedef struct Estimate {
  double value;      /* the figure itself, which the caller knows */
  Interval interval; /* NaN where it is not reliable; the standard error is NaN for 0 and 1 too */
  Support support;
  /* It rests on enough, and the resamples differ, or it is 0 or 1, where they cannot. */
  bool reliable;
} Estimate;

/* Of the first figure for each class (NULL: not wanted), and of all figures over the classes. Units are the
** images of the data set, `units` of them. */
void bootstrap(const RankedClass *classes, size_t class_count, const Figures *figures, size_t units,
               const BootstrapSettings *settings, const Workers *workers, Estimate *by_class, Estimate *means,
               Error *error);

#endif
