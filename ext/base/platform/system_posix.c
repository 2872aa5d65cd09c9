#ifndef _WIN32

/* dladdr's structure is GNU's; macOS hides _SC_NPROCESSORS_ONLN from POSIX programs. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "base/platform/system.h"

#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The path is that of the loading, possibly relative, so it is resolved. A name without a folder is one
** that the system looked for. */
bool system_own_folder(char *out, size_t room) {
  static const char inside;
  Dl_info found;
  char path[PATH_MAX];
  if (!dladdr(&inside, &found) || !found.dli_fname || !strchr(found.dli_fname, '/') ||
      !realpath(found.dli_fname, path))
    return false;
  size_t length = (size_t)(strrchr(path, '/') - path) + 1;
  if (length >= room) return false;
  memcpy(out, path, length);
  out[length] = 0;
  return true;
}

void *system_library_open(const char *file) {
  return dlopen(file, RTLD_NOW | RTLD_LOCAL);
}

void *system_library_function(void *library, const char *name) {
  return dlsym(library, name);
}

void system_library_close(void *library) {
  dlclose(library);
}

size_t system_processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (size_t)count : 1;
}

bool system_thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument) {
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);
  bool started = pthread_create(thread, NULL, run, argument) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

#endif
