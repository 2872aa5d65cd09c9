/*
** What boxscore keeps for each connection: counters that boxscore_debug() shows, and the evaluations under
** way.
*/
#ifndef BOXSCORE_HOST_CONNECTION_H
#define BOXSCORE_HOST_CONNECTION_H

#include "base/workers.h"
#include "host/host.h"

/* What some functions keep with a connection. The address of the slot, a static const, is its key. */
typedef struct Slot {
  void (*release)(void *object); /* of the object, when the connection closes */
} Slot;

enum { SLOTS_MOST = 8 };

/* Takes the cells of a row; false: it did not, and nothing was done. */
struct Cell;
struct RunCache;
typedef bool TakeCells(void *context, const struct Cell *cells, Error *error);

/* A virtual table that is connected. */
typedef struct ConnectedTable {
  uintptr_t address; /* of its sqlite3_vtab */
  int shown;         /* how many columns it has that are not hidden, the first ones */
  bool is_of_files;  /* what it has is in files that can be told from later states */
  /* While SQLite is at a row of the cursor that was filtered last: gives these columns of this row and those
  ** after it to `take`, without SQLite in between, until it does not take one. SQLite then goes on behind the
  ** last row that was taken. Returns how many were. */
  size_t (*hand_rows)(const struct ConnectedTable *table, const int *columns, int count, TakeCells *take,
                      void *context, Error *error);
  const struct RunCache *cache;
  struct ConnectedTable *next;
} ConnectedTable;

typedef struct Connection {
  sqlite3 *db;
  int references;                    /* registrations that hold it; the last one to go releases it */
  sqlite3_int64 runs, reads;         /* evaluations, and readings of input tables, since the loading */
  const struct Theme *const *themes; /* all functions, by theme; NULL ends them */
  struct Call *active;               /* the innermost evaluation under way */
  ConnectedTable *tables;
  struct Sources *sources;  /* of what is being read; NULL: nobody asks */
  sqlite3_stmt *witness;    /* expires where what was prepared may mean something else; NULL: none yet */
  sqlite3_uint64 witnesses; /* how many there were */
  bool threadsafe;          /* whether workers may allocate memory of the host */
  bool no_files;            /* functions that open files are switched off */
  char *only_tables;        /* the names of the tables that may be read, each ended by a NUL; NULL: any */
  size_t only_tables_length;
  struct {
    const Slot *slot;
    void *object;
  } slots[SLOTS_MOST];
} Connection;

Connection *connection_make(sqlite3 *db);
void connection_hold(Connection *connection);
void connection_release(void *connection); /* as SQLite's xDestroy */

/* Where the object of a slot is kept; it is NULL until its owner sets it. There is room for SLOTS_MOST
** slots. */
void **connection_slot(Connection *connection, const Slot *slot);

/*
** What a connection may still do. Restrictions are never taken back: another list of tables leaves those that
** both have. Names are compared without case, and "main.t" is t.
*/
void connection_restrict_tables(Connection *connection, const char *names, size_t length, Error *error);
void connection_check_table(const Connection *connection, const char *table, Error *error);
void connection_check_files(const Connection *connection, Error *error);

/* Asks the host for an interrupt while a computation runs, without SQL of the user's. */
typedef struct Watch {
  Poll poll;
  sqlite3_stmt *statement;
} Watch;

void watch_begin(Watch *watch, sqlite3 *db, Error *error);
void watch_end(Watch *watch);

/*
** The same for functions that are mostly quick. It costs nothing to begin: only once something has taken a
** millisecond does it prepare what it asks the host with. It must stay where it is until it ends.
*/
typedef struct Listener {
  Poll poll;
  sqlite3 *db;
  Watch watch;
  /* It has been asked once: the next time a millisecond has passed. */
  bool is_late;
} Listener;

void listener_begin(Listener *listener, sqlite3 *db);
void listener_end(Listener *listener);

/* Turns a result code of the host into an error, with the host's message after `what` (a table's name,
** say). */
void error_from_host(Error *error, sqlite3 *db, int code, const char *what);
/* The code to return to the host. */
int error_code(const Error *error);

/* The statements under way, as a number: what two cursors see as equal began after all of the same
** statements. */
sqlite3_uint64 statements_now(sqlite3 *db);

/*
** Whether what was read is provably still there, for cursors of the same statements: outside of a transaction
** that writes, the counts of changes of all schemas are unchanged (any other key misses a ROLLBACK); inside
** of one, no row was changed since.
*/
typedef struct Stamp {
  bool usable, writing;
  sqlite3_uint64 statements, changes;
} Stamp;

Stamp stamp_now(sqlite3 *db, sqlite3_uint64 statements);
/* The same for any statements, where all that was read is in the database. */
static inline bool stamp_same_database(Stamp a, Stamp b) {
  return a.usable && b.usable && !a.writing && !b.writing && a.changes == b.changes;
}
static inline bool stamp_equal(Stamp a, Stamp b) {
  return a.usable && b.usable && a.writing == b.writing && a.statements == b.statements &&
         a.changes == b.changes;
}

#endif
