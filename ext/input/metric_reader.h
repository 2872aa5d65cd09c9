/*
** The reader of quality metrics: a user's table or view with the columns level, item_id, metric, value, as
** the analyses take it. The parameters `quality_metrics` (its name) and `metrics` (a name or a JSON array of
** names) say what is read.
*/
#ifndef BOXSCORE_INPUT_METRIC_READER_H
#define BOXSCORE_INPUT_METRIC_READER_H

#include "statistics/metric_analysis.h"
#include "host/call.h"
#include "host/kept/sources.h"

/* clang-format off */
#define METRIC_PARAMETERS                                                                                    \
  {"quality_metrics", "quality_metrics", false, TABLE_DOMAIN,                      \
   "the metrics, with the columns level, item_id, metric and value"},                                        \
  {"metrics", NULL, false, "a metric or a JSON array of metrics", "these metrics only"}
/* clang-format on */

typedef struct MetricInput {
  char *table;               /* its name */
  sqlite3_value *metrics;    /* the parameter as it was set; NULL: all */
  Names wanted;              /* what it names */
  MetricTable data;          /* empty where there is `whole` */
  MetricItems items;         /* of the data set of the input that it is kept with */
  struct MetricInput *whole; /* all metrics of the table, that this is a choice of; NULL: none */
  Sources sources;           /* what it was read from */
  sqlite3_uint64 statements; /* that were under way, as a Stamp has them */
  struct MetricInput *next;
} MetricInput;

/*
** What the parameters of a call ask for. A row is checked: level, an item_id that is an INTEGER or a TEXT, a
** metric that is a TEXT, a finite number as value; a NULL value leaves the row out. Errors name the row. A
** metric asked for that occurs nowhere is an error. Where `metrics` asks for confidence alone no table is
** read, and none where `whole` has all metrics already; it may be NULL. NULL on failure.
*/
MetricInput *metric_input_read(Call *call, MetricInput *whole);
/* What was read. */
static inline const MetricTable *metric_input_data(const MetricInput *input) {
  return input->whole ? &input->whole->data : &input->data;
}
void metric_input_release(MetricInput *input); /* and those behind it; NULL is allowed */
/* How many bytes it and those behind it hold, with a data set. */
size_t metric_input_footprint(const MetricInput *input, const Dataset *data);

/* Rejects a table whose item ids on a level are all INTEGER where the ids that they are to meet, `ids`, are
** all TEXT, or the other way round. other: the kind of those, ID_NULL where they are mixed or none. */
void metric_input_check_kind(const MetricInput *input, sqlite3 *db, MetricLevel level, IdKind other,
                             const char *ids, Error *error);

#endif
