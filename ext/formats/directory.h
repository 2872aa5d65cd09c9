/*
** The files of a directory that have an ending, in the order of their names' bytes.
**
**     Directory directory = {0};
**     directory_list(&directory, "labels", ".txt", poll, &error);
**     for (size_t i = 0; i < directory.count; i++) use(directory_file(&directory, i, &error));
**     directory_release(&directory);
**
** Folders, names that begin with a dot (what other systems leave behind) and other endings are skipped.
** Endings are compared without case, so that A.TXT is not lost. A directory that has files but none of the
** kind is an error: most likely it is the wrong one.
*/
#ifndef BOXSCORE_FORMATS_DIRECTORY_H
#define BOXSCORE_FORMATS_DIRECTORY_H

#include "base/memory.h"
#include "base/workers.h"

typedef struct Directory {
  const char *path;
  const char **names; /* UTF-8 */
  size_t count, capacity;
  uint64_t stamp; /* of names, sizes and times of change: another one means that something changed */
  char *joined;
  size_t room;
  Arena texts;
} Directory;

/* endings: ".txt", or several, ".jpg, .png". `path` must live as long as the directory; `poll` may be NULL.
** Release it in every case. */
void directory_list(Directory *directory, const char *path, const char *endings, Poll *poll, Error *error);
/* "labels/a.txt", valid until the next call; NULL with the error set. */
const char *directory_file(Directory *directory, size_t file, Error *error);
void directory_release(Directory *directory);

/* Length of a file's name without its ending: 1 for "a.txt", 2 for ".x". */
size_t stem_length(const char *name, size_t length);

#endif
