/*
** Libraries that are opened at run time, on first use, and never linked: a machine without one still loads
** boxscore, and whatever else in the process uses another version of it is left alone.
**
**     static struct {
**       FUNCTIONS(LIBRARY_MEMBER)             members typed by the library's own header
**     } library;
**     static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};
**     static Library opened = LIBRARY("GEOS", files, names, &library);
**     ...
**     if (library_open(&opened, error)) library.GEOS_init_r();
**
** where FUNCTIONS(X) is X(GEOS_init_r) X(GEOS_finish_r) and so on. Any thread may ask; the table is
** written once and the library stays open until the process ends. A file beside the extension comes before
** the system's: a release carries its libraries.
*/
#ifndef BOXSCORE_BASE_LIBRARY_H
#define BOXSCORE_BASE_LIBRARY_H

#include <pthread.h>

#include "base/error.h"

#define LIBRARY_MEMBER(name) __typeof__(name) *name;
#define LIBRARY_NAME(name)   #name,

typedef struct Library {
  const char *title;
  const char *const *files; /* to be tried in turn, the first one is named in messages; NULL ends them */
  const char *const *names; /* of the functions */
  size_t count;
  void *functions; /* `count` function pointers */
  pthread_mutex_t lock;
  bool is_open;
} Library;

#define LIBRARY(title, files, names, functions)                                                              \
  { title, files, names, sizeof(names) / sizeof *(names), functions, PTHREAD_MUTEX_INITIALIZER, false }

/* Finds out where the extension's own file is, whose folder is searched first. Called when it is loaded:
** its path may be relative to the folder that the process is in at that time. */
void library_find_own_folder(void);

/* False with the error set where the library is not there, or too old: "needs GEOS (libgeos_c.so.1): not
** found". */
bool library_open(Library *library, Error *error);

#endif
