/*
** Who may share runs. A virtual table keeps the runs of its cursors; a cursor that is opened while another is still open may
** take over a run (hosts up to 3.40 open a new cursor for each execution of a correlated subquery, before they close the old
** one).
*/
#ifndef BOXSCORE_HOST_RUN_CACHE_H
#define BOXSCORE_HOST_RUN_CACHE_H

#include "host/run.h"

/* What a cursor asks for. */
typedef struct Request {
  const Function *function;
  sqlite3_value **parameters; /* one for each parameter; NULL: not set */
  sqlite3_value *filter;      /* NULL: none */
  sqlite3_uint64 wanted;
} Request;

/*
** The run that answers a request, with a reference for the caller. `current` is the caller's own run or NULL; its
** reference passes to this function. Sets the error and returns NULL on failure.
*/
Run *run_take(RunCache *cache, Connection *connection, const Request *request, Run *current, Error *error);
/* Gives a reference back. */
void run_leave(RunCache *cache, Run *run);

#endif
