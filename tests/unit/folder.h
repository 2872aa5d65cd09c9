/*
** A folder beside the test program, with files that the test writes.
**
**     folder_begin(words[0], "labels");
**     folder_write("a.txt", "0 0.5 0.5 1 1\n");
**     ... folder.path ...
**     folder_end();                              removes it with all files
*/
#ifndef BOXSCORE_TESTS_FOLDER_H
#define BOXSCORE_TESTS_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct { char path[800]; } folder;

static inline const char *folder_file(const char *name) {
  static char path[1100];
  snprintf(path, sizeof path, "%s/%s", folder.path, name);
  return path;
}

static inline void folder_empty(void) {
  DIR *stream = opendir(folder.path);
  for (struct dirent *entry; stream && (entry = readdir(stream));) {
    const char *path = folder_file(entry->d_name);
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0) rmdir(path);
  }
  if (stream) closedir(stream);
}

static inline void folder_begin(const char *program, const char *name) {
  snprintf(folder.path, sizeof folder.path, "%s.%s", program, name);
  mkdir(folder.path, 0777);
  folder_empty();
}

static inline void folder_end(void) {
  folder_empty();
  rmdir(folder.path);
}

static inline void folder_write_bytes(const char *name, const char *bytes, size_t length) {
  FILE *file = fopen(folder_file(name), "wb");
  if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
    fprintf(stderr, "cannot write %s\n", folder_file(name));
    exit(2);
  }
}

static inline void folder_write(const char *name, const char *text) {
  folder_write_bytes(name, text, strlen(text));
}

/* What follows the folder's path in a message: "no number: a.txt: line 1" of "no number: <folder>/a.txt: line 1". */
static inline const char *folder_message(const char *text) {
  static char out[1100];
  size_t length = strlen(folder.path);
  const char *found = strstr(text, folder.path);
  if (!found) return text;
  const char *rest = found + length + (found[length] == '/');
  snprintf(out, sizeof out, "%.*s%s", (int)(found - text), text, rest);
  return out;
}

#endif
