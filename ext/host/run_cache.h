/*
** Who may share runs. A virtual table keeps the runs of its cursors; a cursor that is opened while another
** one of the same statement is still open may take over a run (hosts up to 3.40 open a new cursor for each
** execution of a correlated subquery, before they close the old one). Statements share a run only of tables:
** what a view reads may not be in the database. The SELECTs of one evaluation share those of files, too, so
** that each is read once.
*/
#ifndef BOXSCORE_HOST_RUN_CACHE_H
#define BOXSCORE_HOST_RUN_CACHE_H

#include "host/run.h"

/* What a cursor asks for. */
typedef struct Request {
  const Function *function;
  sqlite3_value **parameters; /* one for each parameter; NULL: not set */
  sqlite3_value *filter;      /* NULL: none */
  sqlite3_value *only; /* the only value of a key column that is looked up, a constant; NULL: there is none */
  int only_column;
  bool filter_is_constant; /* of the SQL, so that one which nothing has is an error; from a join it is not */
  sqlite3_uint64 wanted;
} Request;

void holder_open(RunCache *cache, Connection *connection, Holder *holder);
void holder_close(RunCache *cache, Holder *holder);

/* Gives the holder the run that answers a request, in place of the one that it has. It has none on
** failure. */
void run_take(RunCache *cache, Connection *connection, const Request *request, Holder *holder, Error *error);

/* A run of a table of files that the evaluation around this call has read, its files being as they were; it
** lives at least until the call runs SQL. NULL: there is none. */
const Run *run_of_evaluation(const Call *call, const Function *function,
                             bool (*serves)(const Run *run, const void *asked), const void *asked);

#endif
