#include "formats/class_names.h"

#include <string.h>

#include "base/json.h"
#include "formats/text_file.h"
#include "formats/yaml_names.h"

enum { NUMBER_MOST = 1000000 };

bool class_names_is_json(const char *names) {
  char first = names[strspn(names, " \t\r\n")];
  return first == '[' || first == '{';
}

static void add_at(ClassNames *out, size_t number, const char *text, size_t length, Error *error) {
  memory_reserve((void **)&out->items, &out->capacity, number + 1, sizeof *out->items, error);
  const char *copy = ok(error) ? arena_copy(&out->texts, text, length, error) : NULL;
  if (!copy) return;
  while (out->count <= number) out->items[out->count++] = (Id){.kind = ID_NULL};
  out->items[number] = id_text(copy, (uint32_t)length);
}

static void add(ClassNames *out, const char *text, size_t length, Error *error) {
  add_at(out, out->count, text, length, error);
}

/* A key as the number of a class. */
static size_t read_number(const char *text, size_t length, Error *error) {
  Number number;
  if (number_read_whole(text, length, &number) && number.is_integer && number.integer >= 0 &&
      number.integer <= NUMBER_MOST)
    return (size_t)number.integer;
  error_input(error, "the number of a class is not a whole number from 0 to %d: %s", NUMBER_MOST,
              text_excerpt(text, length).text);
  return 0;
}

static void read_json_value(ClassNames *out, JsonReader *json, size_t number) {
  JsonText name = json_string(json);
  if (ok(json->error)) add_at(out, number, name.text, name.length, json->error);
}

static void read_json(ClassNames *out, const char *names, Error *error) {
  JsonReader json;
  Error inner = {0};
  json_open_text(&json, names, strlen(names), &inner);
  if (json_kind(&json) == JSON_OBJECT) {
    json_begin_object(&json);
    while (json_next_member(&json))
      read_json_value(out, &json, read_number(json.key.text, json.key.length, &inner));
  } else {
    json_begin_array(&json);
    while (json_next_element(&json)) read_json_value(out, &json, out->count);
  }
  json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY)
    error_memory(error);
  else if (!ok(&inner))
    error_input(error, "names is neither a JSON array of texts nor an object of them by number: %s",
                inner.text);
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
  text_file_release(&file);
}

static bool is_yaml(const char *path) {
  size_t length = strlen(path);
  return (length > 5 && strcmp(path + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(path + length - 4, ".yml") == 0);
}

static void take_yaml(void *context, const YamlName *name, Error *error) {
  ClassNames *out = context;
  size_t number = name->key ? read_number(name->key, name->key_length, error) : out->count;
  if (ok(error)) add_at(out, number, name->text, name->length, error);
}

void class_names_read(ClassNames *out, const char *names, Poll *poll, Error *error) {
  *out = (ClassNames){0};
  if (!ok(error)) return;
  if (class_names_is_json(names))
    read_json(out, names, error);
  else if (is_yaml(names))
    yaml_names_read(names, take_yaml, out, &out->keypoint_count, poll, error);
  else
    read_file(out, names, poll, error);
  if (ok(error) && !out->count && !class_names_is_json(names))
    error_input(error, "no names of classes: %s", names);
}

int64_t class_names_number(const ClassNames *names, const char *text, size_t length) {
  Id name = id_text(text, (uint32_t)length);
  for (size_t i = 0; i < names->count; i++)
    if (id_equal(&names->items[i], &name)) return (int64_t)i;
  return -1;
}

const Id *class_names_find(const ClassNames *names, int64_t number) {
  if (number < 0 || (uint64_t)number >= names->count) return NULL;
  const Id *name = &names->items[number];
  return name->kind == ID_NULL ? NULL : name;
}

void class_names_release(ClassNames *names) {
  memory_release(names->items);
  arena_release(&names->texts);
  *names = (ClassNames){0};
}
