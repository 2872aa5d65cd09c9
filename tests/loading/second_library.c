/*
** Two SQLite libraries in one process, as Python's own sqlite3 beside apsw: the second is refused with a message, since
** both would share the extension's one pointer to SQLite's functions. It may have a copy of the extension instead.
**
**     second_library EXTENSION COPY_OF_IT LIBRARY COPY_OF_IT
**
** This program is not linked with SQLite; each library is opened by itself.
*/
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Library {
  int (*open)(const char *, void **);
  int (*db_config)(void *, int, ...);
  int (*load)(void *, const char *, const char *, char **);
  int (*exec)(void *, const char *, int (*)(void *, int, char **, char **), void *, char **);
  int (*close)(void *);
  void (*free)(void *);
  void *db;
} Library;

static int passed, failed;

static void expect(int good, const char *what, const char *detail) {
  if (good)
    passed++;
  else
    failed++;
  if (!good) printf("second-library: failed: %s: %s\n", what, detail ? detail : "(no message)");
}

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found) exit(2);
  return found;
}

static Library library_open(const char *path) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    fprintf(stderr, "second-library: %s\n", dlerror());
    exit(2);
  }
  enum { ENABLE_LOAD_EXTENSION = 1005 };
  Library out = {0};
  *(void **)&out.open = symbol(handle, "sqlite3_open");
  *(void **)&out.db_config = symbol(handle, "sqlite3_db_config");
  *(void **)&out.load = symbol(handle, "sqlite3_load_extension");
  *(void **)&out.exec = symbol(handle, "sqlite3_exec");
  *(void **)&out.close = symbol(handle, "sqlite3_close");
  *(void **)&out.free = symbol(handle, "sqlite3_free");
  if (out.open(":memory:", &out.db)) exit(2);
  out.db_config(out.db, ENABLE_LOAD_EXTENSION, 1, NULL);
  return out;
}

static int works(Library *library) {
  return library->exec(library->db, "SELECT boxscore_version(), iou('[0,0,1,1]', '[0,0,1,1]')", NULL, NULL,
                       NULL) == 0;
}

int main(int count, char **arguments) {
  if (count != 5) {
    fputs("usage: second_library EXTENSION COPY_OF_IT LIBRARY COPY_OF_IT\n", stderr);
    return 2;
  }
  char *message = NULL;
  Library first = library_open(arguments[3]), second = library_open(arguments[4]);
  expect(*(void **)&first.open != *(void **)&second.open, "two libraries", "they are one");
  expect(first.load(first.db, arguments[1], NULL, &message) == 0, "the first library loads", message);
  expect(works(&first), "it works there", "");
  message = NULL;
  expect(second.load(second.db, arguments[1], NULL, &message) != 0, "the second library is refused",
         "it loaded");
  expect(message && strstr(message, "boxscore"), "with a message that names boxscore", message);
  printf("second-library: it says: %s\n", message ? message : "nothing");
  second.free(message);
  expect(works(&first), "the first goes on", "");
  message = NULL;
  expect(first.load(first.db, arguments[1], NULL, &message) == 0, "the first loads again", message);
  expect(second.exec(second.db, "SELECT 1", NULL, NULL, NULL) == 0, "the second goes on without us", "");
  message = NULL;
  expect(second.load(second.db, arguments[2], NULL, &message) == 0, "the second loads a copy", message);
  expect(works(&second) && works(&first), "both work side by side", "");
  expect(first.close(first.db) == 0 && second.close(second.db) == 0, "closing", "");
  printf("second-library: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
