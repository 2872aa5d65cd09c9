/*
** The columns that a table of the user's has, and what to advise where one is missing.
*/
#ifndef BOXSCORE_INPUT_COLUMNS_H
#define BOXSCORE_INPUT_COLUMNS_H

#include "base/memory.h"
#include "host/host.h"

typedef struct TableColumns {
  const char *table; /* as the user names it */
  char *quoted;      /* as SQL names it */
  char **names;
  int count;
} TableColumns;

/* Finds them by preparing SELECT *, which is never stepped. Release them in every case. */
void columns_find(TableColumns *columns, sqlite3 *db, const char *table, Error *error);
/* Whether there is a table or view of that name; what else is wrong with it is left for whoever reads it. */
bool columns_table_exists(sqlite3 *db, const char *table, Error *error);
bool columns_table_has(sqlite3 *db, const char *table, const char *name, Error *error);
void columns_release(TableColumns *columns);

const char *columns_name(const TableColumns *columns,
                         const char *name); /* as the table spells it; NULL: has none */

/* Sets the error for a missing column, with the view that would give the table one where a known synonym stands. */
void columns_refuse_missing(const TableColumns *columns, const char *name, Error *error);
/* The same for a missing box. */
void columns_refuse_box(const TableColumns *columns, Error *error);
/* "CREATE TEMP VIEW predictions_fixed AS SELECT ..., <expression> AS column, ... FROM predictions" */
void columns_advise_replacing(const TableColumns *columns, const char *column, const char *expression,
                              char *out, int size, Error *error);

#endif
