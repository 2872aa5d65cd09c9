/*
** The catalogue of the quality metrics that boxscore computes: what people read, and how each is measured
** (numbers.md, section 8). A new metric is one row of catalogue.c and its formula; object_metrics,
** image_metrics, metric_names and the parameter `metrics` follow.
*/
#ifndef BOXSCORE_MEASURE_CATALOGUE_H
#define BOXSCORE_MEASURE_CATALOGUE_H

#include "measure/frames.h"
#include "measure/metric_level.h"

/* What measuring takes beside the outlines of objects. */
enum {
  NEEDS_SIZE = 1, /* of the object's image */
  USES_SIZE = 2,  /* the same, where a polygon meets another shape */
  NEEDS_PIXELS = 4,
  NEEDS_TRACKS = 8,
  NEEDS_LABELS = 16,
  NEEDS_PREDICTIONS = 32 /* of one model */
};

/* How a metric is measured: each returns NaN, or leaves it, where there is no such value. */
typedef double ImageFormula(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error);
typedef double ObjectFormula(const Dataset *data, const Objects *objects, size_t row, Error *error);
typedef void TableFormula(const Dataset *data, const Objects *objects, const Workers *workers, double *values,
                          Error *error);

typedef struct Metric {
  const char *name;
  const char *title; /* for people */
  unsigned levels;   /* the bit 1 << level of each that it is measured on */
  unsigned needs;
  ImageFormula *of_image;
  ObjectFormula *of_object; /* of one row, or */
  TableFormula *of_all;     /* of all rows at once */
  int pixels;               /* which of PIXEL_METRICS, where it needs pixels */
  const char *unit;         /* of value * factor; NULL: none */
  double factor;            /* 100 where it is shown in per cent, else 1 */
  double low, high;         /* of the value itself; infinite: unbounded */
} Metric;

enum { METRIC_COUNT = 23 };
extern const Metric metric_catalogue[METRIC_COUNT]; /* in the order of their names */

/* Some of them: the bit 1 << place in the catalogue of each. */
typedef uint32_t MetricSet;
static inline bool metric_set_has(MetricSet set, int metric) {
  return set >> metric & 1;
}
MetricSet metrics_of_images(void);                     /* of images, and from pixels of objects too */
MetricSet metrics_of_objects(void);                    /* from the outlines of objects */
MetricSet metrics_with(MetricSet set, unsigned needs); /* those of the set that need any of these */
const Metric *metric_set_first(MetricSet set);         /* NULL: it is empty */

/* Whether objects have a metric of outlines at all: labels have no confidence, and without tracks there is no
** polygon_similarity. */
bool metric_applies(const Metric *metric, const Dataset *data, const Objects *objects);
/* One value a row; NaN where it has none. The same bits for any number of workers. */
void metric_measure_objects(const Metric *metric, const Dataset *data, const Objects *objects,
                            const Workers *workers, double *values, Error *error);

/* Fills those of `values`, one a metric, that are in the set and need no pixels; the others become NaN. An
** object that cannot be drawn is an error that names its row. */
void metrics_measure_image(MetricSet set, const Frame *frame, double values[METRIC_COUNT],
                           FrameScratch *scratch, Poll *poll, Error *error);

#endif
