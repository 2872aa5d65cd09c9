/*
** What an aggregate collects from row to row.
**
**     void count_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
**       Collection *all = aggregate_state(context, sizeof *all);
**       if (!all) return;
**     ...
**     void count_final(sqlite3_context *context) {
**       Collection *all = aggregate_state_so_far(context);
**       if (!all) return;                                    no row came
**       ...
**       memory_release(all);
*/
#ifndef BOXSCORE_HOST_AGGREGATE_H
#define BOXSCORE_HOST_AGGREGATE_H

#include <stddef.h>

#include "host/host.h"

/* `size` bytes, zeroed before the first row; NULL where there is no memory, which the statement then fails with. */
void *aggregate_state(sqlite3_context *context, size_t size);
/* What there is at the end, to be released by memory_release; NULL: nothing. */
void *aggregate_state_so_far(sqlite3_context *context);

#endif
