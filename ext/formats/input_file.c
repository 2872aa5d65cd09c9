#ifndef __APPLE__
#define _POSIX_C_SOURCE 200809L
#endif
#include "formats/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

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

void file_check_size(int descriptor, const char *path, uint64_t size, Error *error) {
  struct stat file;
  if (ok(error) && fstat(descriptor, &file) == 0 && (uint64_t)file.st_size < size)
    error_input(error, "the file became smaller while it was read: %s", path);
}

/* Without waiting: to open a pipe that nobody writes to would not return. */
static void open_file(InputFile *input, Error *error) {
  struct stat file;
  if (!*input->path) error_input(error, "no such file: ''");
  if (!ok(error)) return;
  input->descriptor = open(input->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (input->descriptor < 0 || fstat(input->descriptor, &file) != 0) {
    file_refuse(input->path, errno, error);
  } else if (S_ISDIR(file.st_mode)) {
    file_refuse(input->path, EISDIR, error);
  } else {
    input->is_file = S_ISREG(file.st_mode);
    input->awaits_writer = S_ISFIFO(file.st_mode);
    input->size = input->is_file ? (uint64_t)file.st_size : 0;
  }
}

/* For a pipe without a byte to read. */
static void wait_for_input(InputFile *input, int milliseconds) {
  struct pollfd waiting = {.fd = input->descriptor, .events = POLLIN};
  poll(&waiting, 1, milliseconds);
}

/* Whether to try again: a pipe that was never written to may get its writer within half a second. */
static bool wait_for_writer(InputFile *input, Error *error) {
  enum { STEP = 10, PATIENCE = 500 };
  if (!input->awaits_writer) return false;
  if (input->waited_ms >= PATIENCE) {
    error_input(error, "nothing to read, and nobody writes to it: %s", input->path);
    return false;
  }
  struct pollfd none = {.fd = -1};
  poll(&none, 1, STEP);
  input->waited_ms += STEP;
  return true;
}

size_t input_read(InputFile *input, char *into, size_t room, Error *error) {
  enum { PATIENCE = 50 };
  while (ok(error)) {
    poll_check(input->poll, error);
    if (!ok(error)) return 0;
    ssize_t got = read(input->descriptor, into, room);
    if (got > 0) {
      input->awaits_writer = false;
      return (size_t)got;
    }
    if (got == 0) {
      if (wait_for_writer(input, error)) continue;
      if (input->is_file) file_check_size(input->descriptor, input->path, input->size, error);
      return 0;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK)
      wait_for_input(input, PATIENCE);
    else if (errno != EINTR)
      file_refuse(input->path, errno, error);
  }
  return 0;
}

static size_t read_piece(void *context, char *into, size_t room, Error *error) {
  return input_read(context, into, room < JSON_WINDOW ? room : JSON_WINDOW, error);
}

static bool rewind_file(void *context) {
  InputFile *input = context;
  return lseek(input->descriptor, 0, SEEK_SET) == 0; /* a pipe says no */
}

bool input_open_at(InputFile *input, const char *path, Poll *poll, uint64_t offset, Error *error) {
  *input = (InputFile){.path = path, .poll = poll, .descriptor = -1};
  if (!ok(error)) return false;
  open_file(input, error);
  return ok(error) && (!offset || lseek(input->descriptor, (off_t)offset, SEEK_SET) == (off_t)offset);
}

void input_open(InputFile *input, const char *path, Poll *poll, JsonReader *json, Error *error) {
  *json = (JsonReader){.error = error};
  if (input_open_at(input, path, poll, 0, error))
    json_open_source(json, (JsonSource){path, read_piece, rewind_file, input}, error);
}

void input_close(InputFile *input, JsonReader *json) {
  json_close(json);
  if (input->descriptor >= 0) close(input->descriptor);
  input->descriptor = -1;
}
