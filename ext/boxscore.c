/*
** boxscore: a SQLite extension that scores and explains object detectors.
**
** The entry point, and the list of the themes. architecture.md, rule 2: the floor is SQLite 3.38; loading
** twice is fine; a second SQLite library in the same process is rejected, since both would share the one
** pointer to the API.
*/
#define BOXSCORE_ENTRY_POINT
#include "boxscore.h"

#include <pthread.h>

#include "base/library.h"
#include "base/memory.h"
#include "host/function.h"

SQLITE_EXTENSION_INIT1

/* The functions of `extension` come last, and boxscore_version last of them. */
extern const Theme theme_scores, theme_errors, theme_trust, theme_states, theme_quality, theme_pictures,
    theme_data, theme_geometry, theme_images, theme_extension;
static const Theme *const themes[] = {&theme_scores,  &theme_errors,    &theme_trust, &theme_states,
                                      &theme_quality, &theme_pictures,  &theme_data,  &theme_geometry,
                                      &theme_images,  &theme_extension, NULL};

static bool loaded_before(sqlite3 *db, int *code) {
  sqlite3_stmt *statement = NULL;
  *code = sqlite3_prepare_v2(db, "SELECT boxscore_version()", -1, &statement, NULL);
  sqlite3_finalize(statement);
  bool loaded = *code == SQLITE_OK;
  if (*code == SQLITE_ERROR) {
    /* sqlite3_open takes an error that is left on the connection for one of an automatic extension. */
    *code = sqlite3_prepare_v2(db, "SELECT 1", -1, &statement, NULL);
    sqlite3_finalize(statement);
  }
  return loaded;
}

static void *allocate(uint64_t size) {
  return sqlite3_malloc64(size);
}
static void *reallocate(void *memory, uint64_t size) {
  return sqlite3_realloc64(memory, size);
}
static void release(void *memory) {
  sqlite3_free(memory);
}

/* Without files on a connection that has all functions: those that open files are switched off. */
static int switch_files_off(sqlite3 *db) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db, "SELECT boxscore_restrict('files')", -1, &statement, NULL);
  if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) code = sqlite3_reset(statement);
  sqlite3_finalize(statement);
  return code;
}

static int load(sqlite3 *db, char **message, bool with_files) {
  int code;
  if (loaded_before(db, &code)) return with_files ? SQLITE_OK : switch_files_off(db);
  Connection *connection = code == SQLITE_OK ? connection_make(db) : NULL;
  if (code == SQLITE_OK && !connection) code = SQLITE_NOMEM;
  if (connection) {
    connection_hold(connection);
    code = functions_register(connection, themes, with_files);
    connection_release(connection);
  }
  if (code != SQLITE_OK)
    *message = sqlite3_mprintf("boxscore: cannot register its functions: %s", sqlite3_errstr(code));
  return code;
}

/* What all connections share is set by the first to load and never changed: threads may load at the same
** time. */
static int share(char **message, const sqlite3_api_routines *api) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  int code = SQLITE_OK;
  pthread_mutex_lock(&mutex);
#ifdef SQLITE_CORE
  (void)message, (void)api;
#else
  if (!sqlite3_api) SQLITE_EXTENSION_INIT2(api)
  if (sqlite3_api != api) {
    *message = api->mprintf(
        "boxscore is in use by another SQLite library of this process: load a copy of its file here");
    code = SQLITE_ERROR;
  }
#endif
  if (!memory_allocator.allocate) memory_allocator = (Allocator){allocate, reallocate, release};
  library_find_own_folder();
  pthread_mutex_unlock(&mutex);
  return code;
}

/*
** All entry points call this one, which is static: SQLite opens extensions with RTLD_GLOBAL, so that an entry
** point of a second copy in the process, called by name, would be that of the first.
*/
static int load_checked(sqlite3 *db, char **message, const sqlite3_api_routines *api, bool with_files) {
#ifndef SQLITE_CORE
  if (api->libversion_number() < HOST_FLOOR) {
    *message = api->mprintf("boxscore needs SQLite 3.38 or newer; this is %s", api->libversion());
    return SQLITE_ERROR;
  }
#endif
  int code = share(message, api);
  return code == SQLITE_OK ? load(db, message, with_files) : code;
}

int sqlite3_boxscorenofiles_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  return load_checked(db, message, api, false);
}

int sqlite3_boxscore_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  return load_checked(db, message, api, true);
}

#ifndef SQLITE_CORE
/* The same, so that a renamed file still loads. */
BOXSCORE_EXPORT int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);
int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  return load_checked(db, message, api, true);
}
#endif
