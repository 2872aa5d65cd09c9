/*
** SQLite as the rest of boxscore sees it. The floor is 3.38; what is newer is called only behind a test of
** the version.
*/
#ifndef BOXSCORE_HOST_HOST_H
#define BOXSCORE_HOST_HOST_H

#include <sqlite3ext.h>

#ifndef BOXSCORE_ENTRY_POINT
SQLITE_EXTENSION_INIT3
#endif

enum { HOST_FLOOR = 3038000 };

#endif
