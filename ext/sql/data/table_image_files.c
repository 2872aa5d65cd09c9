/*
** image_files: the images of a directory with their sizes, in the shape of the images table.
**
**     CREATE TEMP VIEW images AS SELECT * FROM image_files('images/val');
**
** The sizes come from the headers of the files; nothing is decoded.
*/
#include <string.h>

#include "formats/directory.h"
#include "formats/whole_file.h"
#include "image/image_decode.h"
#include "sql/data/files_stamp.h"
#include "sql/data/on_unknown.h"

enum { ID, WIDTH, HEIGHT, FILE_NAME, SKIPPED };

static const Column columns[] = {
    [ID] = {"id", KEY, "TEXT", NULL, NULL, "the file's name without its extension"},
    [WIDTH] = {"width", 0, "INTEGER", "pixels", NULL, "the stored width of the image"},
    [HEIGHT] = {"height", 0, "INTEGER", "pixels", NULL, "the stored height of the image"},
    [FILE_NAME] = {"file", 0, "TEXT", NULL, NULL, "the directory and the file's name, for read_file"},
    [SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter parameters[] = {
    {"directory", NULL, true, "a directory name", "the directory with the images"},
    {ON_UNKNOWN, "error", false, ON_UNKNOWN_DOMAIN,
     "images that are neither PNG nor JPEG, or truncated: an error, or skipped"},
};

/* Others than PNG and JPEG are listed too: left out without a word, they would be missed. */
static const char endings[] = ".jpg, .jpeg, .png, .bmp, .gif, .tif, .tiff, .webp";

typedef struct Row {
  Id id;
  uint32_t width, height;
  const char *file;
} Row;

typedef struct Images {
  uint64_t stamp; /* of the directory before it was read */
  size_t skipped;
  Names names;
} Images;

static void release(void *state) {
  Images *images = state;
  names_release(&images->names);
  memory_release(images);
}

/* PNG has its size in the first bytes; JPEG behind what cameras write, a thumbnail for example. */
static void read_size(const char *path, Buffer *head, Row *row, Poll *poll, Error *error) {
  static const size_t steps[] = {4096, 128 * 1024, 64 * 1024 * 1024};
  for (int i = 0; i < 3 && ok(error); i++) {
    size_t size;
    Error inner = {0};
    whole_file_head(path, steps[i], head, &size, poll, error);
    if (ok(error)) image_size(head->bytes, head->length, &row->width, &row->height, &inner);
    if (!ok(error) || ok(&inner)) return;
    bool last = head->length >= size || i == 2 || image_format(head->bytes, head->length) != IMAGE_JPEG;
    if (inner.kind == ERROR_INPUT && last)
      error_input(error, "%s: %s", path, head->length ? inner.text : "not a PNG or JPEG: the file is empty");
    else if (inner.kind != ERROR_INPUT)
      *error = inner;
  }
}

/* An image id may stand once only. */
static void keep_row(Call *call, Images *images, const Directory *directory, size_t file, const Row *found) {
  const char *name = directory->names[file];
  size_t before = images->names.count;
  Id id = id_text(name, (uint32_t)stem_length(name, strlen(name)));
  uint32_t number = names_add(&images->names, &id, call->error);
  if (ok(call->error) && images->names.count == before)
    error_input(call->error, "two images are named %s, one of them is %s", id_excerpt(&id).text, found->file);
  Row *row = ok(call->error) ? run_append(call->run, 1, call->error) : NULL;
  if (!row) return;
  *row = *found;
  row->id = images->names.items[number];
  row->file = arena_copy(&call->run->arena, found->file, strlen(found->file), call->error);
}

static void read_images(Call *call, Images *images, Directory *directory, bool skip) {
  Buffer head = {0};
  for (size_t i = 0; i < directory->count && ok(call->error); i++) {
    Row row = {.file = directory_file(directory, i, call->error)};
    Error error = {0};
    if (!row.file) break;
    read_size(row.file, &head, &row, &call->watch.poll, &error);
    if (ok(&error))
      keep_row(call, images, directory, i, &row);
    else if (skip && error.kind == ERROR_INPUT)
      images->skipped++;
    else
      *call->error = error;
  }
  buffer_release(&head);
}

static void run(Call *call) {
  Directory directory = {0};
  bool skip = call_on_unknown(call) == UNKNOWN_SKIP;
  Images *images = memory_allocate_zeroed(1, sizeof *images, call->error);
  if (!images) return;
  call->run->state = images;
  call->run->release_state = release;
  directory_list(&directory, call_text(call, "directory", ""), endings, &call->watch.poll, call->error);
  images->stamp = directory.stamp;
  if (ok(call->error)) read_images(call, images, &directory, skip);
  directory_release(&directory);
}

static void cell(const Run *run, const void *at, int column, Cell *out) {
  const Row *row = at;
  switch (column) {
  case ID: cell_id(out, row->id); break;
  case WIDTH: cell_integer(out, row->width); break;
  case HEIGHT: cell_integer(out, row->height); break;
  case FILE_NAME: cell_text(out, row->file); break;
  case SKIPPED: cell_integer(out, (sqlite3_int64)((const Images *)run->state)->skipped); break;
  }
}

static bool is_fresh(const Run *run) {
  Directory directory = {0};
  Error error = {0};
  const char *path = (const char *)sqlite3_value_text(run->parameters[0]);
  directory_list(&directory, path ? path : "", endings, NULL, &error);
  bool fresh = ok(&error) && directory.stamp == ((const Images *)run->state)->stamp;
  directory_release(&directory);
  return fresh;
}

const Function function_image_files = {
    .kind = TABLE,
    .name = "image_files",
    .arguments = "directory",
    .summary = "lists the images of a directory with their sizes",
    .example = "SELECT * FROM image_files('tests/data/images')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
            .is_fresh = is_fresh,
            .stamp_files = files_stamp,
        },
};
