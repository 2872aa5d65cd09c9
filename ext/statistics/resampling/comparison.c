#include "statistics/resampling/comparison.h"

#include <math.h>

/* Values of classes kept at a time for each of the two models, in 16 MB. */
enum { COMPARED_MOST = 1 << 21 };

/* Differences of less are none: sums of the same numbers in another order. */
static const double rounding = 1e-12;

/* What two models, or two sides of the swaps, score in the same draws. */
typedef struct Sides {
  Resampling one, other;
} Sides;

/* Takes the values of all draws: differences of a class or of the mean. */
typedef void TakeDifferences(Comparison *comparison, double *differences, const ComparisonSettings *settings,
                             Error *error);

typedef struct Comparing {
  const ComparisonSettings *settings;
  TakeDifferences *take;
  double *values; /* [classes][draws] */
  size_t draws;
  Comparison *by_class;
} Comparing;

static void take_class(void *context, const Task *task, Error *error) {
  const Comparing *comparing = context;
  task_check(task, error);
  comparing->take(&comparing->by_class[task->index], comparing->values + task->index * comparing->draws,
                  comparing->settings, error);
}

static void subtract(double *values, const double *first, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] -= first[i];
}

/* Class after class; differences of the means too, which are right only if all classes are taken at once. */
static void compare_classes(const Sides *all, const ComparisonSettings *settings, TakeDifferences *take,
                            const Workers *workers, Comparison *by_class, double *means, double *first_means,
                            Error *error) {
  size_t draws = all->one.resamples, count = all->one.class_count, most = COMPARED_MOST / draws + 1;
  if (most > count) most = count;
  double *first = memory_allocate(most, draws * sizeof *first, error);
  double *second = memory_allocate(most, draws * sizeof *second, error);
  for (size_t start = 0; start < count && ok(error); start += most) {
    Sides some = *all;
    some.one.classes += start;
    some.other.classes += start;
    some.one.class_count = some.other.class_count = count - start < most ? count - start : most;
    resampled_scores(&some.one, workers, first, first_means, error);
    resampled_scores(&some.other, workers, second, means, error);
    if (!ok(error)) break;
    subtract(second, first, some.one.class_count * draws);
    Comparing comparing = {settings, take, second, draws, by_class + start};
    workers_run(workers, some.one.class_count, take_class, &comparing, error);
  }
  memory_release(first);
  memory_release(second);
}

static void compare(const Sides *sides, const ComparisonSettings *settings, TakeDifferences *take,
                    const Workers *workers, Comparison *by_class, Comparison *mean, Error *error) {
  size_t draws = sides->one.resamples, count = sides->one.class_count;
  double *first = memory_allocate(draws, sizeof *first, error);
  double *second = memory_allocate(draws, sizeof *second, error);
  compare_classes(sides, settings, take, workers, by_class, second, first, error);
  if (!count || count > COMPARED_MOST / draws) {
    resampled_scores(&sides->one, workers, NULL, first, error);
    resampled_scores(&sides->other, workers, NULL, second, error);
  }
  if (ok(error)) {
    subtract(second, first, draws);
    take(mean, second, settings, error);
  }
  memory_release(first);
  memory_release(second);
}

static void take_resamples(Comparison *comparison, double *differences, const ComparisonSettings *settings,
                           Error *error) {
  size_t draws = settings->bootstrap.resamples;
  double better = 0;
  Interval interval = interval_of_difference(differences, draws, comparison->support.images,
                                             settings->bootstrap.confidence, error);
  size_t present = draws - interval.absent;
  for (size_t i = 0; i < present && ok(error); i++)
    better += differences[i] > rounding ? 1 : differences[i] >= -rounding ? 0.5 : 0;
  comparison->interval = interval;
  comparison->second_better = present ? better / (double)present : (double)NAN;
  if (support_is_enough(&comparison->support)) return;
  comparison->interval = (Interval){(double)NAN, (double)NAN, (double)NAN, interval.absent};
  comparison->second_better = (double)NAN;
}

static void take_swaps(Comparison *comparison, double *differences, const ComparisonSettings *settings,
                       Error *error) {
  size_t extreme = 0;
  (void)error;
  comparison->p = (double)NAN;
  if (isnan(comparison->difference)) return;
  for (size_t i = 0; i < settings->swaps; i++)
    extreme += fabs(differences[i]) >= fabs(comparison->difference) - rounding;
  comparison->p = (1 + (double)extreme) / ((double)settings->swaps + 1);
}

static Resampling resampling_of(const RankedClass *classes, size_t class_count, const Figures *figures,
                                size_t units, DrawWeights *draw, Drawing drawing, size_t draws) {
  return (Resampling){classes, class_count, *figures, units, draw, drawing, draws};
}

static void resample_both(const RankedModel models[2], size_t class_count, const Figures *figures,
                          size_t units, const ComparisonSettings *settings, const Workers *workers,
                          Comparison *by_class, Comparison *mean, Error *error) {
  const BootstrapSettings *bootstrap = &settings->bootstrap;
  Drawing drawing = {bootstrap->seed, bootstrap->images};
  RankedClass *one = ranked_classes_make(&models[0], class_count, workers, error);
  RankedClass *other = ranked_classes_make(&models[1], class_count, workers, error);
  Sides sides = {
      resampling_of(one, class_count, figures, units, resamples_draw, drawing, bootstrap->resamples),
      resampling_of(other, class_count, figures, units, resamples_draw, drawing, bootstrap->resamples)};
  for (size_t k = 0; k < class_count && ok(error); k++)
    by_class[k].support = (Support){one[k].label_count, one[k].label_images};
  if (ok(error)) mean->support = ranked_classes_support(one, class_count, 0, units, error);
  if (ok(error)) compare(&sides, settings, take_resamples, workers, by_class, mean, error);
  ranked_classes_release(one, class_count);
  ranked_classes_release(other, class_count);
}

static void swap_both(const RankedModel models[2], size_t class_count, const Figures *figures, size_t units,
                      const ComparisonSettings *settings, const Workers *workers, Comparison *by_class,
                      Comparison *mean, Error *error) {
  /* Of another seed than the resamples, of which swaps are to be independent. */
  Drawing drawing = {~settings->bootstrap.seed, units};
  RankedClass *both = ranked_swaps_make(models, class_count, units, workers, error);
  size_t weights = 2 * units + 1;
  Sides sides = {
      resampling_of(both, class_count, figures, weights, swaps_draw, drawing, settings->swaps),
      resampling_of(both, class_count, figures, weights, swaps_draw_other, drawing, settings->swaps)};
  if (ok(error)) compare(&sides, settings, take_swaps, workers, by_class, mean, error);
  ranked_classes_release(both, class_count);
}

void compare_models(const RankedModel models[2], size_t class_count, const Figures *figures, size_t units,
                    const ComparisonSettings *settings, const Workers *workers, Comparison *by_class,
                    Comparison *mean, Error *error) {
  resample_both(models, class_count, figures, units, settings, workers, by_class, mean, error);
  swap_both(models, class_count, figures, units, settings, workers, by_class, mean, error);
}
