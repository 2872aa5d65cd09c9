/*
** How precision and the false negative rate go with quality metrics, bin by bin (numbers.md, section 7).
*/
#ifndef BOXSCORE_STATISTICS_METRIC_CURVES_H
#define BOXSCORE_STATISTICS_METRIC_CURVES_H

#include "statistics/binning.h"
#include "statistics/metric_analysis.h"

/* One metric and side: the bins, and for each class (or for all in one) what fell into them. */
typedef struct MetricCurve {
  const AnalysedMetric *metric;
  Side side;
  Bin *bins;
  size_t count;
  double average;     /* over all bins */
  uint32_t *n, *hits; /* by class * count + bin */
} MetricCurve;

/* What draws the curves; kept from model to model. Release it in every case. */
typedef struct CurveDrawing {
  const MetricAnalysis *analysis;
  size_t bins, classes; /* classes: 1 where all are together */
  bool by_class;
  Workers workers;
  struct CurveScratch *scratch; /* one for each worker */
} CurveDrawing;

void curve_drawing_make(CurveDrawing *drawing, const MetricAnalysis *analysis, size_t bins, bool by_class,
                        unsigned threads, Error *error);
void curve_drawing_release(CurveDrawing *drawing);

/* The curves of the model that the analysis began last: one for each metric and side that it has. Returns how
** many there are; curves has room for two of each metric. Release each of them in every case. */
size_t metric_curves(const CurveDrawing *drawing, MetricCurve *curves, Error *error);
void metric_curve_release(MetricCurve *curve);

#endif
