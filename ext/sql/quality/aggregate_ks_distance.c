/*
** ks_distance(value, sample): measures how far the distributions of two samples are apart, 0 to 1.
**
**     SELECT metric, ks_distance(value, dataset) FROM both_datasets GROUP BY metric;
**
** sample is the sample of a row: one of two values of any type. NULL in either argument leaves the row out.
** With one sample the distance is NULL, with more than two it is an error. The order of the rows does not
** matter (statistics/ks_distance.h).
*/
#include "statistics/ks_distance.h"

#include <math.h>

#include "host/aggregate.h"
#include "host/value.h"

typedef struct NamedSamples {
  sqlite3_value *names[2]; /* of the samples, in the order in which they came */
  Samples all;
} NamedSamples;

/* 1 and 1.0 are one sample. */
static bool is_sample(sqlite3_value *name, sqlite3_value *value) {
  Id one, other;
  if (value_id(name, &one) && value_id(value, &other)) return id_equal(&one, &other);
  return value_equal(name, value);
}

static int sample_number(NamedSamples *samples, sqlite3_value *value, Error *error) {
  for (int i = 0; i < 2; i++) {
    if (!samples->names[i]) {
      samples->names[i] = sqlite3_value_dup(value);
      if (!samples->names[i]) error_memory(error);
      return i;
    }
    if (is_sample(samples->names[i], value)) return i;
  }
  error_input(error, "more than two samples: %s, %s, %s", value_excerpt(samples->names[0]).text,
              value_excerpt(samples->names[1]).text, value_excerpt(value).text);
  return 0;
}

static void add_row(NamedSamples *samples, sqlite3_value **arguments, Error *error) {
  double number;
  if (!value_real(arguments[0], &number) || !isfinite(number)) {
    error_input(error, "value is not a finite number: %s", value_excerpt(arguments[0]).text);
    return;
  }
  int sample = sample_number(samples, arguments[1], error);
  samples_add(&samples->all, number, sample, error);
}

static void ks_distance_step(AggregateCall *row) {
  sqlite3_value **arguments = row->arguments;
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL)
    return;
  add_row(row->state, arguments, &row->error);
}

static void ks_distance_finish(AggregateCall *group) {
  NamedSamples *samples = group->state;
  double distance = ks_distance(&samples->all, group->poll, &group->error);
  if (ok(&group->error)) sqlite3_result_double(group->context, distance);
}

static void ks_distance_release(void *state) {
  NamedSamples *samples = state;
  samples_release(&samples->all);
  for (int i = 0; i < 2; i++) sqlite3_value_free(samples->names[i]);
}

const Function function_ks_distance = {
    .kind = AGGREGATE,
    .name = "ks_distance",
    .arguments = "value, sample",
    .summary = "measures how far the distributions of two samples are apart",
    .returns = "REAL, 0 (same distribution) to 1 (no overlap); NULL where only one sample has values",
    .example =
        "SELECT ks_distance(column1, column2) FROM (VALUES (1, 'day'), (2, 'day'), (2, 'night'), (3, 'night'))",
    .since = "0.1.0",
    PARAMETERS(
        {"value", NULL, true, NUMBER_DOMAIN, "the number"},
        {"sample", NULL, true, "two different values of any type", "the sample that the number belongs to"}),
    .counts = {2, -1},
    .aggregate = {.state_size = sizeof(NamedSamples),
                  .step = ks_distance_step,
                  .finish = ks_distance_finish,
                  .release = ks_distance_release},
};
