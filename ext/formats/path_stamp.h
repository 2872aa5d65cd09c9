/*
** What tells the file that a path leads to, or the files of a folder, from any later state of them.
*/
#ifndef BOXSCORE_FORMATS_PATH_STAMP_H
#define BOXSCORE_FORMATS_PATH_STAMP_H

#include <stdbool.h>
#include <stdint.h>

typedef struct PathStamp {
  /* Of the device, inode, size and times of each file, and of the names in a folder. */
  uint64_t hash;
  /* The last change is so long ago that the clock of the file system tells the next one from it. */
  bool is_settled;
} PathStamp;

/* Start with {0, true}. A path that leads nowhere counts too. */
void path_stamp_add(PathStamp *stamp, const char *path);

#endif
