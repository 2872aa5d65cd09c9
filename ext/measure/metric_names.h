/*
** The catalogue of the quality metrics that boxscore computes: how people read them (numbers.md, section 8).
*/
#ifndef BOXSCORE_MEASURE_METRIC_NAMES_H
#define BOXSCORE_MEASURE_METRIC_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* What a metric is measured on. */
typedef enum MetricLevel { LEVEL_IMAGE, LEVEL_LABEL, LEVEL_PREDICTION, METRIC_LEVELS } MetricLevel;

const char *metric_level_name(MetricLevel level); /* "image", "label", "prediction" */
bool metric_level_of_name(const char *name, size_t length, MetricLevel *out);
char metric_level_letter(MetricLevel level); /* F (frame), L, P */

/* One metric, on every level that `levels` has the bit 1 << level of. */
typedef struct MetricName {
  const char *metric;
  const char *title;
  unsigned levels;
  const char *unit; /* of value * factor; NULL: none */
  double factor;    /* 100 where it is shown in per cent, else 1 */
  double low, high; /* of the value itself; infinite: unbounded */
} MetricName;

extern const MetricName metric_names[];
extern const size_t metric_name_count;

#endif
