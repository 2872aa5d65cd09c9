/*
** The extension linked into the host (-DSQLITE_CORE): registered for every connection before main starts.
*/
#include <sqlite3.h>

int sqlite3_boxscore_init(sqlite3 *db, char **message, const void *api);

__attribute__((constructor)) static void register_boxscore(void) {
  sqlite3_auto_extension((void (*)(void))sqlite3_boxscore_init);
}
