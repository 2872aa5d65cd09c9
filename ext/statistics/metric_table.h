/*
** The rows of a quality_metrics table, held compactly: for each metric and level the numbers of the items and
** their values, 12 bytes a row. Rows are added one by one; finish sorts the series and rejects duplicates.
** After that it is never written. Start with {0}.
*/
#ifndef BOXSCORE_STATISTICS_METRIC_TABLE_H
#define BOXSCORE_STATISTICS_METRIC_TABLE_H

#include "base/names.h"
#include "measure/metric_level.h"

/* The metric that is the score of the predictions: rows of that name are ignored. */
#define METRIC_CONFIDENCE "confidence"

/* Whether a metric is asked for; none is named: all are. */
static inline bool metric_is_wanted(const Names *wanted, const Id *metric) {
  return !wanted->count || names_find(wanted, metric) != NAMES_NONE;
}

/* One metric on one level, its rows in the order in which they came. */
typedef struct MetricSeries {
  uint32_t metric; /* of MetricTable.metrics */
  MetricLevel level;
  size_t count, item_capacity, value_capacity;
  uint32_t *items; /* of MetricTable.items[level] */
  double *values;  /* finite */
} MetricSeries;

typedef struct MetricTable {
  Names metrics;
  Names items[METRIC_LEVELS]; /* the ids of all items that have a row on the level */
  MetricSeries *series;       /* after finishing by level, then by the metric's name */
  size_t count, capacity;
} MetricTable;

/* The number of the series of a metric on a level, made where it is new, until finishing. */
size_t metric_table_series(MetricTable *table, MetricLevel level, const Id *metric, Error *error);
/* Adds a row to it. NaN: the item has no value of the metric. */
void metric_table_add(MetricTable *table, size_t series, const Id *item, double value, Error *error);

/* Rejects an item that has a metric twice; `name` is that of the user's table, for messages. */
void metric_table_finish(MetricTable *table, const char *name, Error *error);

const MetricSeries *metric_table_find(const MetricTable *table, MetricLevel level, const Id *metric);
void metric_series_empty(MetricSeries *series); /* for who has copied its rows */
void metric_table_release(MetricTable *table);
size_t metric_table_footprint(const MetricTable *table); /* how many bytes it holds */

#endif
