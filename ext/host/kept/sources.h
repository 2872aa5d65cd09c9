/*
** Sources: what a function read to make something, so that a later statement can tell whether reading again
** would give the same (docs/explanation/architecture.md, rule 6).
**
**     sources_begin(&sources, connection, true);   from here on every statement whose rows we take is noted
**     read();
**     sources_end(&sources, connection);       was all of it repeatable, from one state of the databases?
**     ...                                      in another statement:
**     if (sources_state(&sources, connection) == SOURCES_FRESH) ...
**
** They are fresh where all of this holds:
** 1. No open transaction of the connection has changed one of the databases that were read; so a statement
**    that fills a temporary table from others may use it.
** 2. A read transaction is open on each database that was read, and SQLITE_FCNTL_DATA_VERSION under it is as
**    it was: SQLite counts changes by other connections when a transaction begins, and its own when one ends.
**    For databases in memory the changes of the connection are counted too, and journal_mode must not be OFF:
**    there a ROLLBACK, or a statement that fails, leaves what it should have taken back.
** 3. Nothing was attached under another name, redefined or changed in a schema: a prepared statement that is
**    kept for this did not have to be prepared again.
** 4. Each statement that was run prepares, and to the same program: so an authorizer is asked again.
** 5. Each file is as it was, by its identity, size and times, and the connection may read files.
*/
#ifndef BOXSCORE_HOST_KEPT_SOURCES_H
#define BOXSCORE_HOST_KEPT_SOURCES_H

#include "base/memory.h"
#include "host/function.h"

/* A database under an open read transaction. */
typedef struct DatabaseState {
  void *file;
  unsigned version;
  sqlite3_int64 changes; /* of the connection; 0 for what is in a file */
} DatabaseState;

enum { DATABASES_OF_SOURCES = 12 };

/* Start with {0}. */
typedef struct Sources {
  bool is_complete; /* all that was read is known and repeatable */
  sqlite3_uint64 epoch;
  struct SourceStatement *statements;
  size_t statement_count, statement_capacity;
  struct {
    int number;
    const char *name;
    DatabaseState state;
  } databases[DATABASES_OF_SOURCES];
  int database_count;
  struct FileSource *files; /* NULL: none */
  struct Sources *outer;    /* while it is begun: what else is being read */
  Arena texts;
} Sources;

/* Without `wanted` nothing is noted. */
void sources_begin(Sources *sources, Connection *connection, bool wanted);
void sources_end(Sources *sources, Connection *connection);
void sources_release(Sources *sources);

/* Notes a statement while its rows arrive, for the innermost of those that have begun. */
void sources_note(Connection *connection, const char *sql);
/* Notes that a statement does not prepare, because what it names does not exist. */
void sources_note_missing(Connection *connection, const char *sql);

/* A run of one of our tables of files, before it reads them or where its rows are used again. */
void sources_note_files(Connection *connection, const Function *function, sqlite3_value *const *parameters,
                        bool reads);

typedef enum SourcesState {
  SOURCES_FRESH,
  SOURCES_STALE,
  SOURCES_UNKNOWN /* it cannot be told now, for example in a transaction that writes what was read */
} SourcesState;
SourcesState sources_state(const Sources *sources, Connection *connection);

/* The prepared statement that is kept must be gone before the connection closes. */
void sources_disconnect(Connection *connection);

#endif
