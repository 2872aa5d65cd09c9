#include "host/value_list.h"

#include "base/json.h"
#include "host/value.h"

/* The next name of an array; NULL: it is not a name. */
static Id read_name(JsonReader *json) {
  JsonKind kind = json_kind(json);
  if (kind == JSON_STRING) {
    JsonText name = json_string(json);
    return id_text(name.text, (uint32_t)name.length);
  }
  if (kind == JSON_NUMBER) {
    Number number = json_number(json);
    if (number.is_integer) return id_integer(number.integer);
  }
  return (Id){.kind = ID_NULL};
}

static void read_array(const char *text, size_t length, const char *parameter,
                       void (*take)(void *context, const Id *name, Error *error), void *context,
                       Error *error) {
  size_t count = 0;
  JsonReader json;
  Error inner = {0};
  json_open_text(&json, text, length, &inner);
  json_begin_array(&json);
  for (; ok(error) && json_next_element(&json); count++) {
    Id name = read_name(&json);
    if (!ok(&inner)) break;
    if (name.kind == ID_NULL)
      error_input(error, "%s: neither an integer nor a text in the array: %s", parameter,
                  excerpt(text, length).text);
    else
      take(context, &name, error);
  }
  if (ok(error)) json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY) error_memory(error);
  if (!ok(&inner)) error_input(error, "%s: %s", parameter, inner.text);
  if (!count)
    error_input(error, "%s: an empty array selects nothing: %s", parameter, excerpt(text, length).text);
}

void value_list_read(sqlite3_value *value, const char *parameter, const char *what,
                     void (*take)(void *context, const Id *name, Error *error), void *context, Error *error) {
  if (!ok(error)) return;
  size_t length = 0;
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  Id name;
  if (text && length && text[0] == '[')
    read_array(text, length, parameter, take, context, error);
  else if (value_id(value, &name))
    take(context, &name, error);
  else
    error_input(error, "%s is not %s: %s", parameter, what, value_excerpt(value).text);
}
