/*
** A folder for a fuzz target whose format is one of files in a directory.
*/
#ifndef BOXSCORE_TESTS_FUZZ_FOLDER_H
#define BOXSCORE_TESTS_FUZZ_FOLDER_H

#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

static char folder[200], folder_files[2][260];

static inline void folder_remove(void) {
  remove(folder_files[0]);
  remove(folder_files[1]);
  rmdir(folder);
}

/* A folder for up to two files of these names. */
static inline void folder_begin(const char *target, const char *first, const char *second) {
  const char *above = getenv("TMPDIR");
  if (folder[0]) return;
  snprintf(folder, sizeof folder, "%.100s/fuzz_%s_%ld", above ? above : "/tmp", target, (long)getpid());
  snprintf(folder_files[0], sizeof folder_files[0], "%s/%s", folder, first);
  snprintf(folder_files[1], sizeof folder_files[1], "%s/%s", folder, second);
  mkdir(folder, 0777);
  atexit(folder_remove);
}

static inline void folder_write(int which, const uint8_t *data, size_t size) {
  FILE *file = fopen(folder_files[which], "wb");
  MUST(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

#endif
