/*
** The quality metrics that the parameters of a call ask for, kept with the input of the call's run, which was
** read before: another threshold does not read them again, and neither does a choice of metrics where all of
** the table were read.
*/
#ifndef BOXSCORE_INPUT_KEPT_METRICS_H
#define BOXSCORE_INPUT_KEPT_METRICS_H

#include "input/metric_reader.h"

MetricInput *call_metrics(Call *call);

#endif
