#define _POSIX_C_SOURCE 200809L
#include "formats/path_stamp.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/platform/files.h"

static uint64_t stamp_number(uint64_t hash, uint64_t number) {
  hash = (hash ^ number) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

static uint64_t stamp_text(uint64_t hash, const char *text) {
  for (; *text; text++) hash = stamp_number(hash, (unsigned char)*text);
  return stamp_number(hash, 256);
}

/*
** File systems take their time from a clock that ticks every few milliseconds, or store seconds, or every
** other second. A time that has parts of a millisecond is of the first kind.
*/
static bool is_long_ago(const FileFacts *file) {
  enum { FINE = 50000000 };
  const int64_t second = 1000000000, coarse = 2 * second + second / 2;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  int64_t age =
      ((int64_t)now.tv_sec - file->status_seconds) * second + now.tv_nsec - file->status_nanoseconds;
  return age > (file->status_nanoseconds % 1000000 ? FINE : coarse);
}

static uint64_t facts_hash(PathStamp *stamp, const FileFacts *file) {
  const uint64_t parts[] = {(uint64_t)file->kind,
                            file->device,
                            file->inode,
                            file->size,
                            (uint64_t)file->seconds,
                            (uint64_t)file->nanoseconds,
                            (uint64_t)file->status_seconds,
                            (uint64_t)file->status_nanoseconds};
  uint64_t hash = 1;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) hash = stamp_number(hash, parts[i]);
  stamp->is_settled = stamp->is_settled && is_long_ago(file);
  return hash;
}

/* The files of a folder in any order: their hashes are added up. */
static void stamp_folder(PathStamp *stamp, const char *path) {
  Folder folder;
  uint64_t sum = 0;
  if (!folder_open(&folder, path)) {
    stamp->is_settled = false;
    return;
  }
  for (const char *name; (name = folder_next(&folder));) {
    char file[4096];
    FileFacts facts;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
    int length = snprintf(file, sizeof file, "%s/%s", path, name);
    if (length < 0 || length >= (int)sizeof file || !path_facts(file, &facts))
      stamp->is_settled = false;
    else if (facts.kind != KIND_FOLDER)
      sum += stamp_text(facts_hash(stamp, &facts), name);
  }
  folder_close(&folder);
  stamp->hash = stamp_number(stamp->hash, sum);
}

void path_stamp_add(PathStamp *stamp, const char *path) {
  FileFacts facts;
  if (!path_facts(path, &facts)) {
    stamp->hash = stamp_number(stamp->hash, 0);
    return;
  }
  stamp->hash = stamp_number(stamp->hash, facts_hash(stamp, &facts));
  if (facts.kind == KIND_FOLDER) stamp_folder(stamp, path);
  if (facts.kind == KIND_PIPE || facts.kind == KIND_OTHER) stamp->is_settled = false;
}
