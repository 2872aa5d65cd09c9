/*
** A file that a JSON reader reads, asking between two pieces whether to stop.
*/
#ifndef BOXSCORE_FORMATS_INPUT_FILE_H
#define BOXSCORE_FORMATS_INPUT_FILE_H

#include <stdio.h>

#include "base/json.h"
#include "base/workers.h"

typedef struct InputFile {
  FILE *file;
  const char *path;
  Poll *poll; /* NULL: never stop */
} InputFile;

/* What tells a file from a later state of it. A pipe has none: what was read of it is all there is. */
typedef struct FileStamp {
  bool is_file;
  uint64_t device, inode, size;
  int64_t seconds, nanoseconds;
} FileStamp;

FileStamp file_stamp(const char *path);
bool file_stamp_equal(const FileStamp *a, const FileStamp *b);

/* Sets the error for a code of errno. */
void file_refuse(const char *path, int code, Error *error);

/* Opens the file and a reader over it. Both are to be closed even where this fails. */
void input_open(InputFile *input, const char *path, Poll *poll, JsonReader *json, Error *error);
void input_close(InputFile *input, JsonReader *json);

#endif
