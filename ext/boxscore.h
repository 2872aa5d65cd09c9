/*
** The entry points. Built with -DSQLITE_CORE, a program that links SQLite calls sqlite3_boxscore_init for each
** connection, or passes it to sqlite3_auto_extension.
*/
#ifndef BOXSCORE_H
#define BOXSCORE_H

#include "host/host.h"

#define BOXSCORE_EXPORT __attribute__((visibility("default")))

BOXSCORE_EXPORT int sqlite3_boxscore_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);
/* The same, so that a renamed file still loads. */
BOXSCORE_EXPORT int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

#endif
