/*
** A call: one evaluation under way, as a table function's `run` sees it.
*/
#ifndef BOXSCORE_HOST_CALL_H
#define BOXSCORE_HOST_CALL_H

#include "host/run.h"

/* One evaluation under way. */
struct Call {
  Connection *connection;
  const Function *function;
  Run *run;
  Error *error;
  Watch watch;
  sqlite3_uint64 wanted; /* bits of the columns that the query uses; bit 63: all further ones */
  unsigned threads;      /* the most that may work on it; 0: as many as pay */
  const RunCache *cache;
  Shared *previous;     /* what the cursor read before; NULL: nothing */
  struct Call *outer;   /* on the same connection, around this one */
  sqlite3_int64 number; /* of the evaluation on this connection, from 1 */
};

/* The value of a parameter, by name; NULL where it is not set or NULL. */
sqlite3_value *call_parameter(const Call *call, const char *name);
/* The same as text, or `fallback`. */
const char *call_text(const Call *call, const char *name, const char *fallback);

/* The one value of a key column that rows are asked for, of those that narrow the function; NULL: there is
** none. Without leaving out the other rows, call_all says so. */
sqlite3_value *call_only(const Call *call, int *column);
void call_all(const Call *call);

/*
** What an earlier run read and this one can go on with: what the cursor read before, or what another open run
** holds or an earlier statement left, and is provably fresh. The kind tells whether one will do. NULL: none.
** The reference is the caller's.
*/
Shared *call_shared(const Call *call, const SharedKind *kind, const void *asked);

#endif
