#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

/* RTLD_LOCAL, so that nobody else's calls bind to this copy. */
static void *open_first(const char *const *files) {
  void *handle = NULL;
  for (; *files && !handle; files++) handle = dlopen(*files, RTLD_NOW | RTLD_LOCAL);
  return handle;
}

/* The name of the first function that the library lacks, NULL where all are there. */
static const char *find_functions(const Library *library, void *handle) {
  for (size_t i = 0; i < library->count; i++) {
    void *function = dlsym(handle, library->names[i]);
    if (!function) return library->names[i];
    memcpy((char *)library->functions + i * sizeof function, &function, sizeof function);
  }
  return NULL;
}

bool library_open(Library *library, Error *error) {
  if (!ok(error)) return false;
  pthread_mutex_lock(&library->lock);
  if (!library->is_open) {
    void *handle = open_first(library->files);
    const char *missing = handle ? find_functions(library, handle) : NULL;
    library->is_open = handle && !missing;
    if (!handle) {
      error_input(error, "needs %s (%s): not found", library->title, library->files[0]);
    } else if (missing) {
      error_input(error, "needs %s (%s): too old, it lacks %s", library->title, library->files[0], missing);
      dlclose(handle);
    }
  }
  pthread_mutex_unlock(&library->lock);
  return ok(error);
}
