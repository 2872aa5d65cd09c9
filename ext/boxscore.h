/*
** The entry points. `make static` builds a library for programs that link SQLite; they call
** sqlite3_boxscore_init for each connection, or pass it to sqlite3_auto_extension (docs/how-to/link.md).
*/
#ifndef BOXSCORE_H
#define BOXSCORE_H

#include <sqlite3.h>

#ifdef __GNUC__
#define BOXSCORE_EXPORT __attribute__((visibility("default")))
#else
#define BOXSCORE_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Adds the functions to a connection; does nothing where they are there. A program that links boxscore passes
** NULL as `api`. After an error *message, where it is not NULL, is to be freed with sqlite3_free. */
BOXSCORE_EXPORT int sqlite3_boxscore_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

/* The same without the functions that open files, for a connection on which strangers may run SQL. */
BOXSCORE_EXPORT int sqlite3_boxscorenofiles_init(sqlite3 *db, char **message,
                                                 const sqlite3_api_routines *api);

#ifdef __cplusplus
}
#endif

#endif
