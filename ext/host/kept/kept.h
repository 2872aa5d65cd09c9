/*
** What a connection keeps between statements: what functions read, with its sources, in a budget of bytes.
** What was not used for longest goes first. What somebody still uses lives on when it is dropped here.
*/
#ifndef BOXSCORE_HOST_KEPT_KEPT_H
#define BOXSCORE_HOST_KEPT_KEPT_H

#include "host/kept/sources.h"
#include "host/run.h"

enum { KEPT_LIMIT_USUAL = 256 * 1024 * 1024 };

typedef struct KeptFacts {
  size_t bytes, limit;
  sqlite3_int64 hits, misses; /* how often something kept was asked for, and there or not */
} KeptFacts;

KeptFacts kept_facts(Connection *connection);
/* Drops what is beyond a new limit; 0 keeps nothing. */
void kept_set_limit(Connection *connection, size_t limit, Error *error);

/* Something kept that is the same as what is asked for, and fresh; the reference is the caller's. NULL:
** none. */
Shared *kept_find(Connection *connection, const SharedKind *kind, const void *asked);
/* Keeps something from now on, if its sources are complete; takes over the sources in every case. */
void kept_add(Connection *connection, Shared *shared, Sources *sources);

/* Whether something is kept. */
bool kept_holds(Connection *connection, const Shared *shared);

/* Things grow while they are used: drops what is beyond the budget. */
void kept_trim(Connection *connection);

#endif
