/*
** The importance of all metrics of an analysis, model by model.
*/
#ifndef BOXSCORE_STATISTICS_METRIC_IMPORTANCE_H
#define BOXSCORE_STATISTICS_METRIC_IMPORTANCE_H

#include "statistics/importance.h"
#include "statistics/metric_analysis.h"

typedef struct MetricImportance {
  const AnalysedMetric *metric;
  Importance figures;
  /* Pearson's; NaN where either side is constant, or with fewer than two rows of either outcome. */
  double correlation;
  uint32_t n; /* rows with a value */
} MetricImportance;

/* What judges the metrics; kept from model to model. Release it in every case. */
typedef struct MetricJudge {
  MetricAnalysis *analysis;
  ImageOrders orders;
  uint64_t *bits;   /* of the ids of all predictions */
  uint32_t *places; /* of all predictions, by image, then id */
  uint64_t *keys;   /* scratch for ordering those of a model: two each */
  uint32_t *rows;   /* and one */
  Workers workers;
  struct JudgeScratch *scratch; /* one for each worker */
} MetricJudge;

void metric_judge_make(MetricJudge *judge, MetricAnalysis *analysis, unsigned threads, Error *error);
void metric_judge_release(MetricJudge *judge);

/* Begins a model, and fills in one for each metric of the analysis that the model has, in their order.
** Returns how many there are; each names its metric. */
size_t metric_importances(MetricJudge *judge, size_t model, MetricImportance *out, Error *error);

#endif
