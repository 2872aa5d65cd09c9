/*
** The figures of classes in many resamples, block by block on all workers (numbers.md, section 9b). The
** result is the same for any number of threads.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_RESAMPLED_SCORES_H
#define BOXSCORE_STATISTICS_RESAMPLING_RESAMPLED_SCORES_H

#include "statistics/resampling/weighted_scores.h"

/* What is resampled. */
typedef struct Resampling {
  const RankedClass *classes;
  size_t class_count;
  Figures figures;
  size_t units; /* as the classes name them, see DrawWeights */
  DrawWeights *draw;
  Drawing drawing;
  size_t resamples;
} Resampling;

/* Figure f of class k in resample b. */
static inline double *resampled_class(const Resampling *resampling, double *by_class, size_t class,
                                      int figure) {
  return by_class + (class * (size_t)resampling->figures.count + (size_t)figure) * resampling->resamples;
}

/*
** by_class[(class * figures + figure) * resamples + resample], NaN where the class has no labels in the
** resample; NULL: not wanted. means[figure * resamples + resample]: over the classes that have some there.
*/
void resampled_scores(const Resampling *resampling, const Workers *workers, double *by_class, double *means,
                      Error *error);

/* Labels that count and images that hold them: fewer are not worth an interval. */
enum { INTERVAL_LABELS_LEAST = 10, INTERVAL_IMAGES_LEAST = 10 };

static inline bool support_is_enough(const Support *support) {
  return support->labels >= INTERVAL_LABELS_LEAST && support->images >= INTERVAL_IMAGES_LEAST;
}

#endif
