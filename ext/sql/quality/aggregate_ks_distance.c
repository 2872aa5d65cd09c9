/*
** ks_distance(value, sample): how far the distributions of a metric in two samples are apart, 0 to 1.
**
**     SELECT metric, ks_distance(value, dataset) FROM both_datasets GROUP BY metric;
**
** sample says whose value a row is: two values of any type. NULL in either leaves the row out; with rows of fewer than two
** samples the distance is NULL, with more it is an error. The order of the rows does not matter (statistics/ks_distance.h).
*/
#include "statistics/ks_distance.h"

#include <math.h>

#include "host/connection.h"
#include "host/function.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Collection {
  sqlite3_value *names[2]; /* of the samples, in the order in which they came */
  Samples all;
  bool failed; /* a step failed: what it left is only released */
} Collection;

/* 1 and 1.0 are one sample. */
static bool is_sample(sqlite3_value *name, sqlite3_value *value) {
  Id one, other;
  if (value_id(name, &one) && value_id(value, &other)) return id_equal(&one, &other);
  return value_equal(name, value);
}

static int sample_number(Collection *collection, sqlite3_value *value, Error *error) {
  for (int i = 0; i < 2; i++) {
    if (!collection->names[i]) {
      collection->names[i] = sqlite3_value_dup(value);
      if (!collection->names[i]) error_memory(error);
      return i;
    }
    if (is_sample(collection->names[i], value)) return i;
  }
  error_input(error, "more than two samples: %s, %s, %s", value_excerpt(collection->names[0]).text,
              value_excerpt(collection->names[1]).text, value_excerpt(value).text);
  return 0;
}

static void add_row(Collection *collection, sqlite3_value **arguments, Error *error) {
  double number;
  if (!value_real(arguments[0], &number) || !isfinite(number)) {
    error_input(error, "value is not a finite number: %s", value_excerpt(arguments[0]).text);
    return;
  }
  int sample = sample_number(collection, arguments[1], error);
  samples_add(&collection->all, number, sample, error);
}

static void ks_distance_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  Error error = {0};
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL)
    return;
  Collection *collection = sqlite3_aggregate_context(context, sizeof *collection);
  if (!collection) {
    sqlite3_result_error_nomem(context);
    return;
  }
  add_row(collection, arguments, &error);
  if (ok(&error)) return;
  collection->failed = true;
  result_error(context, "ks_distance", &error);
}

static void ks_distance_final(sqlite3_context *context) {
  enum { WORTH_WATCHING = 20000 };
  Error error = {0};
  Collection *collection = sqlite3_aggregate_context(context, 0);
  if (!collection) return;
  double distance = (double)NAN;
  if (!collection->failed) {
    Watch watch = {0};
    if (collection->all.count > WORTH_WATCHING)
      watch_begin(&watch, sqlite3_context_db_handle(context), &error);
    distance = ks_distance(&collection->all, &watch.poll, &error);
    watch_end(&watch);
  }
  if (!ok(&error))
    result_error(context, "ks_distance", &error);
  else if (!isnan(distance))
    sqlite3_result_double(context, distance);
  samples_release(&collection->all);
  for (int i = 0; i < 2; i++) sqlite3_value_free(collection->names[i]);
}

const Function function_ks_distance = {
    .kind = AGGREGATE,
    .name = "ks_distance",
    .arguments = "value, sample",
    .summary = "how far the distributions of two samples are apart",
    .counts = {2, -1},
    .call = ks_distance_step,
    .final = ks_distance_final,
};
