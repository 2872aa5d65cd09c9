/*
** The analysis of a call's quality metrics: what its parameters select, read and matched.
*/
#ifndef BOXSCORE_INPUT_METRIC_ANALYSIS_H
#define BOXSCORE_INPUT_METRIC_ANALYSIS_H

#include "input/metric_reader.h"
#include "input/parameters.h"
#include "statistics/metric_analysis.h"

/* Reads the metrics and makes the analysis. with_labels: metrics of labels are asked for too. Release it in
** every case. */
void call_metric_analysis(MetricAnalysis *analysis, const Evaluation *evaluation, Call *call,
                          bool with_labels);

#endif
