#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include "base/platform/system.h"

#include <string.h>
#include <windows.h>

#include "base/memory.h"
#include "base/platform/wide.h"

bool system_own_folder(char *out, size_t room) {
  enum { LONGEST = 32768 };
  static const char inside;
  HMODULE module;
  Error error = {0};
  bool found = false;
  wchar_t *path = memory_allocate(LONGEST, sizeof *path, &error);
  if (path && GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                                     GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                                 (const wchar_t *)(const void *)&inside, &module)) {
    DWORD length = GetModuleFileNameW(module, path, LONGEST);
    while (length && path[length - 1] != '\\' && path[length - 1] != '/') length--;
    path[length] = 0;
    found = length && length < LONGEST && wide_to_utf8(path, out, room);
  }
  memory_release(path);
  return found;
}

/* Never from the current folder, where strangers may have put files. A path that is given is searched
** for what the library needs in turn. */
void *system_library_open(const char *file) {
  wchar_t *wide = wide_path(file, 0);
  if (!wide) return NULL;
  bool is_path = strpbrk(file, "/\\") != NULL;
  for (wchar_t *at = wide; *at; at++) {
    if (*at == '/') *at = '\\';
  }
  HMODULE library = LoadLibraryExW(
      wide, NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | (is_path ? LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR : 0));
  memory_release(wide);
  return library;
}

void *system_library_function(void *library, const char *name) {
  FARPROC function = GetProcAddress(library, name);
  void *out;
  memcpy(&out, &function, sizeof out);
  return out;
}

void system_library_close(void *library) {
  FreeLibrary(library);
}

size_t system_processors(void) {
  DWORD count = GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
  return count ? count : 1;
}

bool system_thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument) {
  return pthread_create(thread, NULL, run, argument) == 0;
}

#endif
