/*
** A file that a JSON reader reads, asking between two pieces whether to stop.
**
** Pipes serve too, since people unpack into them: a pipe that has a writer is waited for and can be
** interrupted; one that nobody opens for writing is an error after half a second. So is a file that shrinks
** while it is read: what was read of it would be a part without a word.
*/
#ifndef BOXSCORE_FORMATS_INPUT_FILE_H
#define BOXSCORE_FORMATS_INPUT_FILE_H

#include "base/json.h"
#include "base/workers.h"

typedef struct InputFile {
  const char *path;
  Poll *poll;         /* NULL: never stop */
  int descriptor;     /* -1: not open */
  bool is_file;       /* a regular one: it has a size and can be rewound */
  bool awaits_writer; /* a pipe of which nothing was read yet */
  uint64_t size;      /* of a regular file, when it was opened */
  int waited_ms;      /* for the writer of a pipe */
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
/* Sets an error where an open file is smaller than it was. */
void file_check_size(int descriptor, const char *path, uint64_t size, Error *error);

/* Opens the file and a reader over it. Both are to be closed even where this fails. */
void input_open(InputFile *input, const char *path, Poll *poll, JsonReader *json, Error *error);
void input_close(InputFile *input, JsonReader *json);

/* The same without a reader: a descriptor at an offset, for who has a source of its own over it. */
bool input_open_at(InputFile *input, const char *path, Poll *poll, uint64_t offset, Error *error);
/* Up to `room` bytes; 0 at the end or with the error set. */
size_t input_read(InputFile *input, char *into, size_t room, Error *error);

#endif
