#include "formats/object_files.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static void read_files(FilesReading *reading, Directory *directory, void (*read_file)(FilesReading *),
                       Poll *poll) {
  for (size_t i = 0; i < directory->count && ok(reading->error); i++) {
    reading->name = directory->names[i];
    reading->stem = stem_length(reading->name, strlen(reading->name));
    reading->image = NAMES_NONE;
    const char *path = directory_file(directory, i, reading->error);
    if (!path) return;
    text_file_read(&reading->file, path, poll, reading->error);
    if (ok(reading->error)) read_file(reading);
  }
}

void object_files_read(ObjectFiles *out, const char *path, const char *ending,
                       void (*read_file)(FilesReading *reading), void *context, Poll *poll, Error *error) {
  Directory directory = {0};
  FilesReading reading = {.out = out, .context = context, .error = error};
  out->ending = ending;
  directory_list(&directory, path, ending, poll, error);
  out->stamp = directory.stamp;
  read_files(&reading, &directory, read_file, poll);
  text_file_release(&reading.file);
  directory_release(&directory);
}

void object_files_release(ObjectFiles *files) {
  memory_release(files->rows);
  names_release(&files->images);
  names_release(&files->classes);
  arena_release(&files->texts);
  *files = (ObjectFiles){0};
}

bool object_files_are_fresh(const ObjectFiles *files, const char *path) {
  Directory directory = {0};
  Error error = {0};
  directory_list(&directory, path, files->ending, NULL, &error);
  bool fresh = ok(&error) && directory.stamp == files->stamp;
  directory_release(&directory);
  if (!fresh || !files->names_path) return fresh;
  FileStamp now = file_stamp(files->names_path);
  return file_stamp_equal(&now, &files->names_stamp);
}

void object_files_unknown(FilesReading *reading, const char *format, ...) {
  if (!ok(reading->error)) return;
  if (reading->out->skip_unknown) {
    reading->out->skipped++;
    return;
  }
  char text[500];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  error_input(reading->error, "%s", text);
}

void *object_files_append(FilesReading *reading, size_t row_size) {
  ObjectFiles *out = reading->out;
  memory_reserve(&out->rows, &out->capacity, out->count + 1, row_size, reading->error);
  if (!ok(reading->error)) return NULL;
  char *row = (char *)out->rows + out->count++ * row_size;
  memset(row, 0, row_size);
  return row;
}

uint32_t object_files_image(FilesReading *reading) {
  if (reading->image == NAMES_NONE) {
    Id id = id_text(reading->name, (uint32_t)reading->stem);
    reading->image = names_add(&reading->out->images, &id, reading->error);
  }
  return reading->image;
}

uint32_t object_files_name(FilesReading *reading, Names *names, Word word, const char *what) {
  const TextFile *file = &reading->file;
  if (!word.length || !text_is_plain(word.text, word.length) || word.length > 1000)
    error_input(reading->error, "%s is no name: '%s': %s: line %zu", what,
                text_excerpt(word.text, word.length).text, file->path, file->line);
  if (!ok(reading->error)) return NAMES_NONE;
  Id id = id_text(word.text, (uint32_t)word.length);
  return names_add(names, &id, reading->error);
}

static void refuse_corners(FilesReading *reading, const double *corners) {
  char text[4][32];
  for (int i = 0; i < 4; i++) number_format(corners[i], text[i]);
  error_input(reading->error, "the box ends before it begins: %s,%s,%s,%s: %s: line %zu", text[0], text[1],
              text[2], text[3], reading->file.path, reading->file.line);
}

Box object_files_box(FilesReading *reading, const double *corners) {
  Box box = {corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1]};
  if (ok(reading->error) && !(box.width >= 0 && box.height >= 0 && isfinite(box.width + box.height)))
    refuse_corners(reading, corners);
  return box;
}
