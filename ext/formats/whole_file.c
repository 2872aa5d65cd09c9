#include "formats/whole_file.h"

#include <errno.h>

#include "base/platform/files.h"
#include "formats/input_file.h"

static void refuse_large(const char *path, size_t most, Error *error) {
  enum { MEGABYTE = 1024 * 1024 };
  if (most % MEGABYTE == 0)
    error_input(error, "larger than %zu MB: %s", most / MEGABYTE, path);
  else
    error_input(error, "larger than %zu bytes: %s", most, path);
}

/* Returns the descriptor, or -1 with the error set; and the size as far as the system knows it. */
static int open_regular(const char *path, size_t most, size_t *size, Error *error) {
  FileFacts file;
  int descriptor = file_open(path);
  if (descriptor < 0) {
    file_refuse(path, errno, error);
    return -1;
  }
  if (!file_facts(descriptor, &file))
    file_refuse(path, errno, error);
  else if (file.kind == KIND_FOLDER)
    file_refuse(path, EISDIR, error);
  else if (file.kind != KIND_FILE)
    error_input(error, "not a file: %s", path);
  else if (file.size > most)
    refuse_large(path, most, error);
  else
    *size = (size_t)file.size;
  if (ok(error)) return descriptor;
  file_close(descriptor);
  return -1;
}

/* Until there is no more, or `most` bytes are there and enough: a file may grow, and those of some file
** systems have no size. */
static void read_pieces(int descriptor, const char *path, size_t most, bool enough, Buffer *out, Poll *poll,
                        Error *error) {
  enum { PIECE = 64 * 1024 };
  while (ok(error) && !(enough && out->length >= most)) {
    poll_check(poll, error);
    if (out->length == out->capacity)
      memory_reserve((void **)&out->bytes, &out->capacity, out->length + PIECE, 1, error);
    if (!ok(error)) return;
    size_t room = out->capacity - out->length;
    int64_t got = file_read(descriptor, out->bytes + out->length, room < PIECE ? room : PIECE);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) file_refuse(path, errno, error);
    if (got <= 0) return;
    out->length += (size_t)got;
    if (out->length > most && !enough) refuse_large(path, most, error);
  }
}

void whole_file_read(const char *path, size_t most, Buffer *out, Poll *poll, Error *error) {
  size_t size = 0;
  out->length = 0;
  int descriptor = ok(error) ? open_regular(path, most, &size, error) : -1;
  if (descriptor < 0) return;
  memory_reserve((void **)&out->bytes, &out->capacity, size + 1, 1, error); /* one more, to see the end */
  read_pieces(descriptor, path, most, false, out, poll, error);
  if (ok(error) && out->length < size) file_check_size(descriptor, path, size, error);
  file_close(descriptor);
}

void whole_file_head(const char *path, size_t most, Buffer *out, size_t *size, Poll *poll, Error *error) {
  out->length = *size = 0;
  int descriptor = ok(error) ? open_regular(path, SIZE_MAX, size, error) : -1;
  if (descriptor < 0) return;
  memory_reserve((void **)&out->bytes, &out->capacity, most, 1, error);
  read_pieces(descriptor, path, most, true, out, poll, error);
  file_close(descriptor);
}

bool whole_file_exists(const char *path) {
  FileFacts file;
  return path_facts(path, &file) || (errno != ENOENT && errno != ENOTDIR);
}
