/*
** The parameter `metrics` of the tables that measure: which metrics of the catalogue a call asks for.
*/
#ifndef BOXSCORE_INPUT_MEASURED_H
#define BOXSCORE_INPUT_MEASURED_H

#include "host/call.h"
#include "measure/catalogue.h"

/* Those of `offered` that are asked for; all where the parameter is not set. Another name is an error that
** lists them. */
MetricSet call_metric_set(Call *call, MetricSet offered);

#endif
