#ifndef __APPLE__
#define _POSIX_C_SOURCE 200809L
#endif
#include "formats/input_file.h"

#include <errno.h>
#include <sys/stat.h>

FileStamp file_stamp(const char *path) {
  struct stat file;
  FileStamp out = {0};
  if (stat(path, &file) != 0 || !S_ISREG(file.st_mode)) return out;
  out.is_file = true;
  out.device = (uint64_t)file.st_dev;
  out.inode = (uint64_t)file.st_ino;
  out.size = (uint64_t)file.st_size;
#ifdef __APPLE__
  struct timespec changed = file.st_mtimespec;
#else
  struct timespec changed = file.st_mtim;
#endif
  out.seconds = (int64_t)changed.tv_sec;
  out.nanoseconds = (int64_t)changed.tv_nsec;
  return out;
}

bool file_stamp_equal(const FileStamp *a, const FileStamp *b) {
  return a->is_file == b->is_file && a->device == b->device && a->inode == b->inode && a->size == b->size &&
         a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

/* Not strerror: it follows the locale. */
void file_refuse(const char *path, int code, Error *error) {
  switch (code) {
  case ENOENT:
  case ENOTDIR: error_input(error, "no such file: %s", path); break;
  case EACCES:
  case EPERM: error_input(error, "no permission to read: %s", path); break;
  case EISDIR: error_input(error, "a directory, not a file: %s", path); break;
  case ENOMEM: error_memory(error); break;
  default: error_input(error, "cannot read (error %d of the system): %s", code, path); break;
  }
}

static size_t read_piece(void *context, char *into, size_t room, Error *error) {
  InputFile *input = context;
  poll_check(input->poll, error);
  if (!ok(error)) return 0;
  errno = 0;
  size_t got = fread(into, 1, room < JSON_WINDOW ? room : JSON_WINDOW, input->file);
  if (ferror(input->file)) file_refuse(input->path, errno ? errno : EIO, error);
  return got;
}

static bool rewind_file(void *context) {
  InputFile *input = context;
  return fseek(input->file, 0, SEEK_SET) == 0; /* a pipe says no */
}

void input_open(InputFile *input, const char *path, Poll *poll, JsonReader *json, Error *error) {
  *input = (InputFile){.path = path, .poll = poll};
  *json = (JsonReader){.error = error};
  if (!ok(error)) return;
  if (!*path) {
    error_input(error, "no such file: ''");
    return;
  }
  errno = 0;
  input->file = fopen(path, "rb");
  if (!input->file) {
    file_refuse(path, errno ? errno : EIO, error);
    return;
  }
  setvbuf(input->file, NULL, _IONBF, 0); /* the reader's window is the buffer */
  json_open_source(json, (JsonSource){path, read_piece, rewind_file, input}, error);
}

void input_close(InputFile *input, JsonReader *json) {
  json_close(json);
  if (input->file) fclose(input->file);
  input->file = NULL;
}
