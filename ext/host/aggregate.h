/*
** The one skeleton of all aggregates. A new one is its descriptor (AggregateFunction), its `step` (takes a
** row into the state), its `finish` (gives the result) and its `release`:
**
**     static void longest_step(AggregateCall *row) {
**       Longest *all = row->state;
**       all->length = greater(all->length, length_of(row->arguments[0], &row->error));
**     }
**     static void longest_finish(AggregateCall *group) {
**       sqlite3_result_int64(group->context, ((Longest *)group->state)->length);
**     }
**
** What SQLite asks of an aggregate is written once, in aggregate.c: the state is zeroed before the first row,
** no row follows one that failed, `release` comes last in every case, and an error is reported as "name: what
** is wrong".
*/
#ifndef BOXSCORE_HOST_AGGREGATE_H
#define BOXSCORE_HOST_AGGREGATE_H

#include "host/function.h"

/* One row on its way into the state, or the end of a group. */
struct AggregateCall {
  sqlite3_context *context; /* which `finish` gives the result to; without one, or with NaN, it is NULL */
  Connection *connection;
  const Function *function;
  void *state;
  sqlite3_value **arguments; /* of the row */
  int count;
  Poll *poll; /* of `finish`: asks the host where there were enough rows to take a while */
  Error error;
};

int aggregate_register(Connection *connection, const Function *function, int count, int flags);

#endif
