/*
** What a statement of ours will do, as EXPLAIN tells: whether running it again gives the same rows as long as
** the databases that it reads, and the files behind our own tables, are as they were.
*/
#ifndef BOXSCORE_HOST_KEPT_PROGRAM_H
#define BOXSCORE_HOST_KEPT_PROGRAM_H

#include "host/connection.h"

/*
** 1. It reads tables and indexes, and virtual tables of ours that stand for files; no other virtual table.
** 2. The functions that it calls are SQLite's own, deterministic, and none of date and time. Functions of
**    the application are not: SQLite lets them change between statements.
** 3. It locks no table, as it does in a cache that connections share: reading may fail there.
** 4. It reads some database, so that a change of the views behind it is a change of that database.
*/
typedef struct Program {
  bool is_known;            /* false: it could not be prepared or read, for example for an authorizer */
  bool is_repeatable;       /* as above */
  sqlite3_uint64 databases; /* bits of the databases that it reads, as PRAGMA database_list numbers them */
  uint64_t hash;            /* of its instructions, and of the functions as they are registered */
} Program;

Program program_read(const Connection *connection, const char *sql);

#endif
