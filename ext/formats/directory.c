#include "formats/directory.h"

#include <errno.h>
#include <string.h>

#include "base/platform/files.h"
#include "base/sort.h"
#include "formats/input_file.h"
#include "formats/text_file.h"

size_t stem_length(const char *name, size_t length) {
  for (size_t i = length; i > 1; i--) {
    if (name[i - 1] == '.') return i - 1;
  }
  return length;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool ends_in(const char *name, const char *ending, size_t tail) {
  size_t length = strlen(name);
  if (length <= tail) return false;
  for (size_t i = 0; i < tail; i++) {
    if (lower(name[length - tail + i]) != ending[i]) return false;
  }
  return true;
}

static bool has_ending(const char *name, const char *endings) {
  for (const char *at = endings; *at;) {
    size_t length = strcspn(at, ",");
    if (ends_in(name, at, length)) return true;
    at += length;
    at += strspn(at, ", ");
  }
  return false;
}

const char *directory_file(Directory *directory, size_t file, Error *error) {
  size_t folder = strlen(directory->path), name = strlen(directory->names[file]);
  memory_reserve((void **)&directory->joined, &directory->room, folder + name + 2, 1, error);
  if (!ok(error)) return NULL;
  memcpy(directory->joined, directory->path, folder);
  if (directory->path[folder - 1] != '/') directory->joined[folder++] = '/';
  memcpy(directory->joined + folder, directory->names[file], name + 1);
  return directory->joined;
}

static void add_name(Directory *directory, const char *name, Error *error) {
  if (!text_is_plain(name, strlen(name))) {
    error_input(error, "the name of a file is not UTF-8: %s: %s", directory->path,
                text_excerpt(name, strlen(name)).text);
    return;
  }
  memory_reserve((void **)&directory->names, &directory->capacity, directory->count + 1,
                 sizeof *directory->names, error);
  char *copy = arena_copy(&directory->texts, name, strlen(name), error);
  if (copy) directory->names[directory->count++] = copy;
}

static void refuse(const char *path, int code, Error *error) {
  if (code == ENOENT)
    error_input(error, "no such directory: %s", path);
  else if (code == ENOTDIR)
    error_input(error, "a file, not a directory: %s", path);
  else
    file_refuse(path, code, error);
}

/* Reads the names; counts what was skipped. */
static size_t read_names(Directory *directory, const char *endings, Poll *poll, Error *error) {
  size_t others = 0;
  Folder folder;
  if (!folder_open(&folder, directory->path)) {
    refuse(directory->path, errno, error);
    return 0;
  }
  while (ok(error)) {
    const char *name = folder_next(&folder);
    if (!name && errno) file_refuse(directory->path, errno, error);
    if (!name) break;
    poll_check(poll, error);
    if (name[0] == '.') continue;
    if (has_ending(name, endings))
      add_name(directory, name, error);
    else
      others++;
  }
  folder_close(&folder);
  return others;
}

static int by_name(const void *context, uint32_t a, uint32_t b) {
  const char *const *names = context;
  return strcmp(names[a], names[b]);
}

static void sort_names(Directory *directory, Error *error) {
  size_t count = directory->count;
  if (count > UINT32_MAX) error_input(error, "more files than fit: %s", directory->path);
  uint32_t *rows = memory_allocate(count * 2, sizeof *rows, error);
  const char **sorted = memory_allocate(count, sizeof *sorted, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) rows[i] = (uint32_t)i;
    sort_by_comparison(rows, rows + count, count, by_name, directory->names);
    for (size_t i = 0; i < count; i++) sorted[i] = directory->names[rows[i]];
    memory_release(directory->names);
    directory->names = sorted;
    directory->capacity = count;
    sorted = NULL;
  }
  memory_release(rows);
  memory_release(sorted);
}

static uint64_t mixed(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

static uint64_t stamp_file(uint64_t hash, const char *name, const FileStamp *stamp) {
  const uint64_t parts[] = {stamp->device, stamp->inode, stamp->size, (uint64_t)stamp->seconds,
                            (uint64_t)stamp->nanoseconds};
  for (; *name; name++) hash = mixed(hash, (unsigned char)*name);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) hash = mixed(hash, parts[i]);
  return hash;
}

static bool is_folder(const char *path) {
  FileFacts file;
  return path_facts(path, &file) && file.kind == KIND_FOLDER;
}

/* Leaves folders out and takes the stamp. What is neither folder nor file stays, and is rejected when it is
** opened. */
static void stamp_files(Directory *directory, Poll *poll, Error *error) {
  size_t kept = 0;
  directory->stamp = 1;
  for (size_t i = 0; i < directory->count && ok(error); i++) {
    const char *path = directory_file(directory, i, error);
    if (!path) break;
    FileStamp stamp = file_stamp(path);
    poll_check(poll, error);
    if (!stamp.is_file && is_folder(path)) continue;
    directory->stamp = stamp_file(directory->stamp, directory->names[i], &stamp);
    directory->names[kept++] = directory->names[i];
  }
  if (ok(error)) directory->count = kept;
}

void directory_list(Directory *directory, const char *path, const char *endings, Poll *poll, Error *error) {
  *directory = (Directory){.path = path};
  if (!ok(error)) return;
  if (!*path) refuse("''", ENOENT, error);
  size_t others = ok(error) ? read_names(directory, endings, poll, error) : 0;
  sort_names(directory, error);
  stamp_files(directory, poll, error);
  if (ok(error) && others && !directory->count)
    error_input(error, "no %s file among the files of %s", endings, path);
}

void directory_release(Directory *directory) {
  memory_release(directory->names);
  memory_release(directory->joined);
  arena_release(&directory->texts);
  *directory = (Directory){0};
}
