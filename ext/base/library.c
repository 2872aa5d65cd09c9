#include "base/library.h"

#include <string.h>

#include "base/platform/system.h"

/* Set once, before any thread asks. */
static char own_folder[4096];

void library_find_own_folder(void) {
  if (!*own_folder && !system_own_folder(own_folder, sizeof own_folder)) *own_folder = 0;
}

/* The file of that name beside the extension. */
static void *open_beside(const char *file) {
  char path[sizeof own_folder + 64];
  if (!*own_folder || strlen(file) >= 64 || strchr(file, '/')) return NULL;
  size_t length = 0;
  for (const char *at = own_folder; *at; at++) path[length++] = *at;
  for (const char *at = file; *at; at++) path[length++] = *at;
  path[length] = 0;
  return system_library_open(path);
}

static void *open_first(const char *const *files) {
  void *handle = NULL;
  for (const char *const *file = files; *file && !handle; file++) handle = open_beside(*file);
  for (const char *const *file = files; *file && !handle; file++) handle = system_library_open(*file);
  return handle;
}

/* The name of the first function that the library lacks, NULL where all are there. */
static const char *find_functions(const Library *library, void *handle) {
  for (size_t i = 0; i < library->count; i++) {
    void *function = system_library_function(handle, library->names[i]);
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
      system_library_close(handle);
    }
  }
  pthread_mutex_unlock(&library->lock);
  return ok(error);
}
