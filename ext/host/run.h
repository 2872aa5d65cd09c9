/*
** Runs: the rows of evaluations, and who may share them. A virtual table keeps the runs of its cursors; a cursor that is
** opened while another is still open may take over a run (hosts up to 3.40 open a new cursor for each execution of a
** correlated subquery, before they close the old one).
*/
#ifndef BOXSCORE_HOST_RUN_H
#define BOXSCORE_HOST_RUN_H

#include "host/table_function.h"

/* What a cursor asks for. */
typedef struct Request {
  const Function *function;
  sqlite3_value **parameters; /* one for each parameter; NULL: not set */
  sqlite3_value *filter;      /* NULL: none */
  sqlite3_uint64 wanted;
} Request;

typedef struct RunCache {
  Run *first; /* those in use, and a few idle ones while any cursor is open */
  int cursors;
} RunCache;

/*
** The run that answers a request, with a reference for the caller. `current` is the caller's own run or NULL; its
** reference passes to this function. Sets the error and returns NULL on failure.
*/
Run *run_take(RunCache *cache, Connection *connection, const Request *request, Run *current, Error *error);
/* Gives a reference back. */
void run_leave(RunCache *cache, Run *run);

/* The rows that may hold a value in a key column: all that do and perhaps some more. NULL: look at every row. */
const uint32_t *run_find(Run *run, int column, sqlite3_value *value, size_t *count, Error *error);

/* The row's number, the same whatever part of the rows is asked for: architecture.md, rule 4. */
sqlite3_int64 run_rowid(const Run *run, size_t row);

#endif
