#include "formats/yolo/class_names.h"

#include <string.h>

#include "base/json.h"
#include "formats/text_file.h"

bool class_names_is_array(const char *names) {
  return names[strspn(names, " \t\r\n")] == '[';
}

static void add(ClassNames *out, const char *text, size_t length, Error *error) {
  memory_reserve((void **)&out->items, &out->capacity, out->count + 1, sizeof *out->items, error);
  const char *copy = ok(error) ? arena_copy(&out->texts, text, length, error) : NULL;
  if (copy) out->items[out->count++] = id_text(copy, (uint32_t)length);
}

static void read_array(ClassNames *out, const char *names, Error *error) {
  JsonReader json;
  Error inner = {0};
  json_open_text(&json, names, strlen(names), &inner);
  json_begin_array(&json);
  while (json_next_element(&json)) {
    JsonText name = json_string(&json);
    if (ok(&inner)) add(out, name.text, name.length, &inner);
  }
  json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY)
    error_memory(error);
  else if (!ok(&inner))
    error_input(error, "names is no JSON array of texts: %s", inner.text);
}

/* Blank lines may only end the file: in between, the numbers that follow would be off by one. */
static void read_file(ClassNames *out, const char *path, Poll *poll, Error *error) {
  TextFile file = {0};
  text_file_read(&file, path, poll, error);
  while (text_file_line(&file, error)) {
    Word name = text_file_rest(&file);
    if (file.line != out->count + 1)
      error_input(error, "a blank line between the names of classes: %s: line %zu", path, file.line - 1);
    else if (!text_is_plain(name.text, name.length))
      error_input(error, "no name: '%s': %s: line %zu", text_excerpt(name.text, name.length).text, path,
                  file.line);
    if (ok(error)) add(out, name.text, name.length, error);
  }
  if (ok(error) && !out->count) error_input(error, "no names of classes: %s", path);
  text_file_release(&file);
}

static bool is_yaml(const char *path) {
  size_t length = strlen(path);
  return (length > 5 && strcmp(path + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(path + length - 4, ".yml") == 0);
}

void class_names_read(ClassNames *out, const char *names, Poll *poll, Error *error) {
  *out = (ClassNames){0};
  if (!ok(error)) return;
  if (class_names_is_array(names))
    read_array(out, names, error);
  else if (is_yaml(names))
    error_input(error,
                "names is a YAML file; write them as a JSON array or a text file with a name a line: %s",
                names);
  else
    read_file(out, names, poll, error);
}

void class_names_release(ClassNames *names) {
  memory_release(names->items);
  arena_release(&names->texts);
  *names = (ClassNames){0};
}
