/*
** What the analyses of quality metrics share: the metrics that are asked for, the predictions and labels of a
** model with their outcomes, and the values of a metric row by row.
*/
#ifndef BOXSCORE_STATISTICS_METRIC_ANALYSIS_H
#define BOXSCORE_STATISTICS_METRIC_ANALYSIS_H

#include "evaluation/matching.h"
#include "statistics/metric_table.h"

/* Predictions that are true or false positives, or labels that are found or missed, of one model. */
typedef struct OutcomeRows {
  uint32_t *rows; /* of the data set */
  uint8_t *hit;   /* 1: a true positive; of labels: missed */
  size_t count;
} OutcomeRows;

typedef enum Side { SIDE_PREDICTIONS, SIDE_LABELS } Side;

/*
** A metric, once: level 'image' for a frame-level one; 'prediction' for one of the predictions, and of the
** labels by the same name; 'label' for one that labels alone have.
*/
typedef struct AnalysedMetric {
  Id name;
  MetricLevel level;
  bool is_score;                 /* confidence */
  bool is_of_model;              /* of one model, which its name carries: "predicted_object_count (night)" */
  Id model;                      /* the model, where it is of one */
  const MetricSeries *series[2]; /* of each side; NULL: it has none */
} AnalysedMetric;

/* The item of each image, label and prediction of a data set, or NAMES_NONE; NULL: not found yet. */
typedef struct MetricItems {
  uint32_t *of[METRIC_LEVELS];
} MetricItems;

typedef struct MetricAnalysis {
  /* Set by the caller. */
  const Dataset *data;
  const MatchRules *rules;
  const Workers *workers;
  const MetricTable *table;
  const Names *wanted; /* the metrics asked for; empty: all */
  bool with_labels;    /* metrics of labels too */
  MetricItems *kept;   /* those of `data` and `table`, for the next analysis too; NULL: they are released */
  /* Made. */
  Matches matches;
  AnalysedMetric *metrics; /* in the arena; by level, then by name */
  size_t metric_count;
  MetricItems items;
  size_t items_most;    /* on one level */
  OutcomeRows sides[2]; /* of the model begun last */
  size_t model;         /* its number */
} MetricAnalysis;

/* Lists the metrics, matches all models, and finds the items. Release it in every case. */
void metric_analysis_make(MetricAnalysis *analysis, Arena *arena, Error *error);
void metric_analysis_release(MetricAnalysis *analysis);
void metric_items_release(MetricItems *items);
size_t metric_items_footprint(const MetricItems *items, const Dataset *data);

/* Fills `sides` with the rows of a model. */
void metric_analysis_begin_model(MetricAnalysis *analysis, size_t model, Error *error);

/* Whether the model begun last has a metric: those of other models are left out. */
bool metric_analysis_has(const MetricAnalysis *analysis, const AnalysedMetric *metric);

static inline bool metric_has_side(const AnalysedMetric *metric, Side side) {
  return metric->series[side] || (metric->is_score && side == SIDE_PREDICTIONS);
}

/* The most rows that a side can have. */
size_t metric_analysis_rows_most(const MetricAnalysis *analysis, Side side);

/* The value of a metric for each row of a side, NaN where it has none. `dense` has items_most numbers. */
void metric_analysis_values(const MetricAnalysis *analysis, const AnalysedMetric *metric, Side side,
                            double *dense, double *values);

#endif
