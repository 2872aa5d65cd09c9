/*
** Files as the system has them. This folder is the one place for what differs between systems: no other
** file asks which one it is compiled for.
**
** Paths are UTF-8 on every system, and / separates their parts. Where a function fails, errno says why,
** with the codes of POSIX.
*/
#ifndef BOXSCORE_BASE_PLATFORM_FILES_H
#define BOXSCORE_BASE_PLATFORM_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum FileKind { KIND_FILE, KIND_FOLDER, KIND_PIPE, KIND_OTHER } FileKind;

/* Size, identity and time of the last change; and when the system last changed anything about it, which no
** program can set, since 1970. */
typedef struct FileFacts {
  FileKind kind;
  uint64_t size, device, inode;
  int64_t seconds, nanoseconds;
  int64_t status_seconds, status_nanoseconds;
} FileFacts;

bool path_facts(const char *path, FileFacts *out);

/* Opens for reading, without waiting for the writer of a pipe. Returns a descriptor, or -1. */
int file_open(const char *path);
bool file_facts(int descriptor, FileFacts *out);
/* How many bytes were read, 0 at the end, -1 on failure: EAGAIN where a pipe has nothing yet, EINTR
** after a signal. */
int64_t file_read(int descriptor, void *into, size_t room);
/* False for what cannot be sought, such as a pipe. */
bool file_seek(int descriptor, uint64_t offset);
/* Waits until a pipe has something to read, or for that time; -1 for a descriptor only waits. */
void file_wait(int descriptor, int milliseconds);
void file_close(int descriptor);

/* The names in a folder, in the system's order, with . and .. among them. */
typedef struct Folder {
  void *stream;
  bool is_pending;
  char name[1024];
} Folder;

bool folder_open(Folder *folder, const char *path);
/* Valid until the next call. NULL at the end with errno 0, or on failure. */
const char *folder_next(Folder *folder);
void folder_close(Folder *folder);

#endif
