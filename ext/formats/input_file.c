#include "formats/input_file.h"

#include <errno.h>

#include "base/platform/files.h"

FileStamp file_stamp(const char *path) {
  FileFacts file;
  if (!path_facts(path, &file) || file.kind != KIND_FILE) return (FileStamp){0};
  return (FileStamp){true, file.device, file.inode, file.size, file.seconds, file.nanoseconds};
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
  FileFacts file;
  if (ok(error) && file_facts(descriptor, &file) && file.size < size)
    error_input(error, "the file became smaller while it was read: %s", path);
}

static void open_file(InputFile *input, Error *error) {
  FileFacts file;
  if (!*input->path) error_input(error, "no such file: ''");
  if (!ok(error)) return;
  input->descriptor = file_open(input->path);
  if (input->descriptor < 0 || !file_facts(input->descriptor, &file)) {
    file_refuse(input->path, errno, error);
  } else if (file.kind == KIND_FOLDER) {
    file_refuse(input->path, EISDIR, error);
  } else {
    input->is_file = file.kind == KIND_FILE;
    input->awaits_writer = file.kind == KIND_PIPE;
    input->size = input->is_file ? file.size : 0;
  }
}

/* Whether to try again: a pipe that was never written to may get its writer within half a second. */
static bool wait_for_writer(InputFile *input, Error *error) {
  enum { STEP = 10, PATIENCE = 500 };
  if (!input->awaits_writer) return false;
  if (input->waited_ms >= PATIENCE) {
    error_input(error, "nothing to read, and nobody writes to it: %s", input->path);
    return false;
  }
  file_wait(-1, STEP);
  input->waited_ms += STEP;
  return true;
}

size_t input_read(InputFile *input, char *into, size_t room, Error *error) {
  enum { PATIENCE = 50 };
  while (ok(error)) {
    poll_check(input->poll, error);
    if (!ok(error)) return 0;
    int64_t got = file_read(input->descriptor, into, room);
    if (got > 0) {
      input->awaits_writer = false;
      return (size_t)got;
    }
    if (got == 0) {
      if (wait_for_writer(input, error)) continue;
      if (input->is_file) file_check_size(input->descriptor, input->path, input->size, error);
      return 0;
    }
    if (errno == EAGAIN)
      file_wait(input->descriptor, PATIENCE);
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
  return file_seek(input->descriptor, 0); /* a pipe says no */
}

bool input_open_at(InputFile *input, const char *path, Poll *poll, uint64_t offset, Error *error) {
  *input = (InputFile){.path = path, .poll = poll, .descriptor = -1};
  if (!ok(error)) return false;
  open_file(input, error);
  return ok(error) && (!offset || file_seek(input->descriptor, offset));
}

void input_open(InputFile *input, const char *path, Poll *poll, JsonReader *json, Error *error) {
  *json = (JsonReader){.error = error};
  if (input_open_at(input, path, poll, 0, error))
    json_open_source(json, (JsonSource){path, read_piece, rewind_file, input}, error);
}

void input_close(InputFile *input, JsonReader *json) {
  json_close(json);
  if (input->descriptor >= 0) file_close(input->descriptor);
  input->descriptor = -1;
}
