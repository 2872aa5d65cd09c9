#include "statistics/resampling/bootstrap.h"

#include <math.h>

#include "statistics/normal.h"

/* Values of classes kept at a time, in 32 MB. */
enum { VALUES_MOST = 1 << 22 };

typedef struct Estimating {
  const Resampling *resampling;
  const BootstrapSettings *settings;
  double *values;
  Estimate *estimates; /* of the resampling's classes */
} Estimating;

static void estimate(Estimate *out, const double *values, const BootstrapSettings *settings) {
  /* Sums of the same numbers in another order differ by less. */
  const double rounding = 1e-12;
  out->interval =
      interval_of_figure(values, settings->resamples, out->value, out->support.images, settings->confidence);
  out->reliable = support_is_enough(&out->support) && out->interval.standard_error > rounding;
  if (!out->reliable) out->interval = (Interval){(double)NAN, (double)NAN, (double)NAN, out->interval.absent};
}

/* AP is 0 where nothing was found, and 1 where nothing was missed: in resamples too, which then tell nothing.
** What they cannot show is the interval of the recall, in which each image with labels is one row
** (proportion.h): it leaves out this share of 0 to 1. */
static double share_unseen(size_t images, double confidence) {
  double z = normal_quantile((1 + confidence) / 2);
  return z * z / ((double)images + z * z);
}

static bool is_extreme(const Estimate *estimate) {
  return !estimate->reliable && support_is_enough(&estimate->support) &&
         (estimate->value == 0 || estimate->value == 1);
}

static void widen(Estimate *out, double unseen) {
  out->reliable = true;
  out->interval.low = out->value == 0 ? 0 : 1 - unseen;
  out->interval.high = out->value == 0 ? unseen : 1;
}

/* Images with labels of an area range. */
static size_t images_of(const RankedClass *class, int area) {
  size_t images = 0;
  uint32_t last = UINT32_MAX;
  for (size_t i = 0; i < class->label_count; i++) {
    if (!(class->label_areas[i] >> area & 1)) continue;
    images += class->labels[i] != last;
    last = class->labels[i];
  }
  return images;
}

/* The mean of what is unseen of each class. */
static void widen_mean(const RankedClass *classes, size_t class_count, int area, Estimate *out,
                       double confidence) {
  double sum = 0;
  size_t present = 0;
  for (size_t k = 0; k < class_count; k++) {
    size_t images = images_of(&classes[k], area);
    if (!images) continue;
    sum += share_unseen(images, confidence);
    present++;
  }
  widen(out, sum / (double)present);
}

static void estimate_class(void *context, const Task *task, Error *error) {
  const Estimating *job = context;
  const RankedClass *class = &job->resampling->classes[task->index];
  Estimate *out = &job->estimates[task->index];
  task_check(task, error);
  out->support = (Support){class->label_count, class->label_images};
  estimate(out, job->values + task->index * job->settings->resamples, job->settings);
  if (is_extreme(out)) widen(out, share_unseen(out->support.images, job->settings->confidence));
}

/* Class after class, and the means only if all are taken at once. */
static void estimate_classes(const Resampling *all, const BootstrapSettings *settings, const Workers *workers,
                             Estimate *by_class, double *means, Error *error) {
  size_t most = VALUES_MOST / settings->resamples + 1;
  if (most > all->class_count) most = all->class_count;
  double *values = memory_allocate(most, settings->resamples * sizeof *values, error);
  for (size_t first = 0; first < all->class_count && ok(error); first += most) {
    Resampling some = *all;
    some.classes = all->classes + first;
    some.class_count = all->class_count - first < most ? all->class_count - first : most;
    resampled_scores(&some, workers, values, means, error);
    Estimating job = {&some, settings, values, by_class + first};
    workers_run(workers, some.class_count, estimate_class, &job, error);
  }
  memory_release(values);
}

void bootstrap(const RankedClass *classes, size_t class_count, const Figures *figures, size_t units,
               const BootstrapSettings *settings, const Workers *workers, Estimate *by_class, Estimate *means,
               Error *error) {
  size_t resamples = settings->resamples, figure_count = (size_t)figures->count;
  Resampling resampling = {.classes = classes,
                           .class_count = class_count,
                           .figures = *figures,
                           .units = units,
                           .draw = resamples_draw,
                           .drawing = {settings->seed, settings->images},
                           .resamples = resamples};
  double *values = memory_allocate(figure_count, resamples * sizeof *values, error);
  bool at_once = class_count <= VALUES_MOST / resamples;
  if (by_class) {
    Resampling first = resampling;
    first.figures.count = 1;
    estimate_classes(&first, settings, workers, by_class, values, error);
  }
  if (!by_class || !class_count || !at_once || figure_count > 1)
    resampled_scores(&resampling, workers, NULL, values, error);
  for (size_t f = 0; f < figure_count && ok(error); f++) {
    Support support = ranked_classes_support(classes, class_count, figures->items[f].area, units, error);
    means[f].support = support;
    estimate(&means[f], values + f * resamples, settings);
    if (is_extreme(&means[f]))
      widen_mean(classes, class_count, figures->items[f].area, &means[f], settings->confidence);
  }
  memory_release(values);
}
