/*
** What a quality metric is measured on.
*/
#ifndef BOXSCORE_MEASURE_METRIC_LEVEL_H
#define BOXSCORE_MEASURE_METRIC_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum MetricLevel { LEVEL_IMAGE, LEVEL_LABEL, LEVEL_PREDICTION, METRIC_LEVELS } MetricLevel;

const char *metric_level_name(MetricLevel level); /* "image", "label", "prediction" */
bool metric_level_of_name(const char *name, size_t length, MetricLevel *out);
char metric_level_letter(MetricLevel level); /* F (frame), L, P */

#endif
