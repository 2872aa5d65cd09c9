#ifndef _WIN32

#ifndef __APPLE__
#define _POSIX_C_SOURCE 200809L
#endif
#include "base/platform/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static void take_facts(const struct stat *file, FileFacts *out) {
#ifdef __APPLE__
  struct timespec changed = file->st_mtimespec, status = file->st_ctimespec;
#else
  struct timespec changed = file->st_mtim, status = file->st_ctim;
#endif
  out->kind = S_ISREG(file->st_mode)    ? KIND_FILE
              : S_ISDIR(file->st_mode)  ? KIND_FOLDER
              : S_ISFIFO(file->st_mode) ? KIND_PIPE
                                        : KIND_OTHER;
  out->size = file->st_size > 0 ? (uint64_t)file->st_size : 0;
  out->device = (uint64_t)file->st_dev;
  out->inode = (uint64_t)file->st_ino;
  out->seconds = (int64_t)changed.tv_sec;
  out->nanoseconds = (int64_t)changed.tv_nsec;
  out->status_seconds = (int64_t)status.tv_sec;
  out->status_nanoseconds = (int64_t)status.tv_nsec;
}

bool path_facts(const char *path, FileFacts *out) {
  struct stat file;
  if (stat(path, &file) != 0) return false;
  take_facts(&file, out);
  return true;
}

int file_open(const char *path) {
  return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

bool file_facts(int descriptor, FileFacts *out) {
  struct stat file;
  if (fstat(descriptor, &file) != 0) return false;
  take_facts(&file, out);
  return true;
}

int64_t file_read(int descriptor, void *into, size_t room) {
  int64_t got = read(descriptor, into, room);
  if (got < 0 && errno == EWOULDBLOCK) errno = EAGAIN;
  return got;
}

bool file_seek(int descriptor, uint64_t offset) {
  return lseek(descriptor, (off_t)offset, SEEK_SET) == (off_t)offset;
}

void file_wait(int descriptor, int milliseconds) {
  struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
  poll(&waiting, 1, milliseconds);
}

void file_close(int descriptor) {
  close(descriptor);
}

bool folder_open(Folder *folder, const char *path) {
  folder->stream = opendir(path);
  return folder->stream != NULL;
}

const char *folder_next(Folder *folder) {
  errno = 0;
  const struct dirent *entry = readdir(folder->stream);
  return entry ? entry->d_name : NULL;
}

void folder_close(Folder *folder) {
  closedir(folder->stream);
}

#endif
