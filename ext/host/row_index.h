/*
** Indexes over the key columns of a run.
*/
#ifndef BOXSCORE_HOST_ROW_INDEX_H
#define BOXSCORE_HOST_ROW_INDEX_H

#include "host/run.h"

/* The rows that may hold a value in a key column: all that do and perhaps some more. NULL: look at every
** row. */
const uint32_t *run_find(Run *run, int column, sqlite3_value *value, size_t *count, Error *error);

/* Rejects a text that no row has in the column. */
void run_check_listed(const Run *run, int column, sqlite3_value *value, Error *error);

void run_release_indexes(Run *run);

#endif
