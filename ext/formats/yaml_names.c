#include "formats/yaml_names.h"

#include <string.h>

#include "base/number.h"
#include "formats/text_file.h"

typedef struct Yaml {
  const char *path, *begin, *at, *end;
  Buffer scalars[2]; /* of the key and the name, without quotes and escapes */
  void (*take)(void *context, const YamlName *name, Error *error);
  void *context;
  Error *error;
} Yaml;

static void reject(Yaml *yaml, const char *what) {
  size_t line = 1;
  for (const char *p = yaml->begin; p < yaml->at && p < yaml->end; p++) line += *p == '\n';
  error_input(yaml->error, "%s: %s: line %zu", what, yaml->path, line);
}

static bool is_yaml_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static char peek(const Yaml *yaml) {
  return yaml->at < yaml->end ? *yaml->at : 0;
}

/* Passes over blanks and comments, and over the ends of lines too where they mean nothing. */
static void skip_yaml_blanks(Yaml *yaml, bool lines) {
  while (yaml->at < yaml->end) {
    char c = *yaml->at;
    bool begins_comment =
        c == '#' && (yaml->at == yaml->begin || is_yaml_blank(yaml->at[-1]) || yaml->at[-1] == '\n');
    if (begins_comment)
      while (yaml->at < yaml->end && *yaml->at != '\n') yaml->at++;
    else if (is_yaml_blank(c) || (lines && c == '\n'))
      yaml->at++;
    else
      return;
  }
}

static void put(Yaml *yaml, Buffer *out, const char *text, size_t length) {
  buffer_add(out, text, length, yaml->error);
}

static void read_quoted(Yaml *yaml, Buffer *out) {
  char quote = *yaml->at++;
  for (; yaml->at < yaml->end && *yaml->at != '\n'; yaml->at++) {
    char c = *yaml->at;
    bool doubled = quote == '\'' && c == '\'' && yaml->at + 1 < yaml->end && yaml->at[1] == '\'';
    bool escaped = quote == '"' && c == '\\' && yaml->at + 1 < yaml->end;
    if (doubled || escaped) {
      yaml->at++;
      if (escaped && *yaml->at != '"' && *yaml->at != '\\') reject(yaml, "an escape that is not known here");
      put(yaml, out, yaml->at, 1);
    } else if (c == quote) {
      yaml->at++;
      return;
    } else {
      put(yaml, out, yaml->at, 1);
    }
    if (!ok(yaml->error)) return;
  }
  reject(yaml, "a quote without its end");
}

/* Until the end of the line, a comment, a colon behind which a value follows and, in brackets, what ends an
** item. */
static void read_plain(Yaml *yaml, Buffer *out, bool in_brackets) {
  const char *start = yaml->at;
  for (; yaml->at < yaml->end && *yaml->at != '\n'; yaml->at++) {
    char c = *yaml->at, next = yaml->at + 1 < yaml->end ? yaml->at[1] : '\n';
    if (c == ':' && (is_yaml_blank(next) || next == '\n')) break;
    if (c == '#' && yaml->at > start && is_yaml_blank(yaml->at[-1])) break;
    if (in_brackets && (c == ',' || c == ']' || c == '}')) break;
  }
  const char *end = yaml->at;
  while (end > start && is_yaml_blank(end[-1])) end--;
  put(yaml, out, start, (size_t)(end - start));
}

static void read_scalar(Yaml *yaml, Buffer *out, bool in_brackets) {
  out->length = 0;
  if (peek(yaml) == '\'' || peek(yaml) == '"')
    read_quoted(yaml, out);
  else
    read_plain(yaml, out, in_brackets);
}

/* An item: `name`, or `number: name` in a map. */
static void read_item(Yaml *yaml, bool in_map, bool in_brackets) {
  Buffer *key = &yaml->scalars[0], *text = &yaml->scalars[1];
  if (in_map) {
    read_scalar(yaml, key, in_brackets);
    skip_yaml_blanks(yaml, false);
    if (peek(yaml) != ':') reject(yaml, "no ':' between the number and the name of a class");
    if (!ok(yaml->error)) return;
    yaml->at++;
    skip_yaml_blanks(yaml, in_brackets);
  }
  read_scalar(yaml, text, in_brackets);
  if (ok(yaml->error) && !text->length) reject(yaml, "a class without a name");
  if (ok(yaml->error) && !text_is_plain(text->bytes, text->length)) reject(yaml, "a name that is not a text");
  YamlName name = {in_map ? key->bytes : NULL, key->length, text->bytes, text->length};
  if (ok(yaml->error)) yaml->take(yaml->context, &name, yaml->error);
}

static void read_brackets(Yaml *yaml) {
  char open = *yaml->at++, close = open == '[' ? ']' : '}';
  while (ok(yaml->error)) {
    skip_yaml_blanks(yaml, true);
    if (peek(yaml) == close) {
      yaml->at++;
      return;
    }
    read_item(yaml, open == '{', true);
    if (!ok(yaml->error)) return;
    skip_yaml_blanks(yaml, true);
    if (peek(yaml) == ',')
      yaml->at++;
    else if (peek(yaml) != close)
      reject(yaml, "neither ',' nor the end of the names");
  }
}

/* Lines of "- name", or indented ones of "number: name", until a line is neither. */
static void read_lines(Yaml *yaml) {
  while (ok(yaml->error)) {
    skip_yaml_blanks(yaml, true);
    bool at_margin = yaml->at == yaml->begin || yaml->at == yaml->end || yaml->at[-1] == '\n';
    bool in_list = yaml->at + 1 < yaml->end && yaml->at[0] == '-' && is_yaml_blank(yaml->at[1]);
    if (yaml->at == yaml->end || (at_margin && !in_list)) return;
    if (in_list) yaml->at++;
    skip_yaml_blanks(yaml, false);
    read_item(yaml, !in_list, false);
    skip_yaml_blanks(yaml, false);
    if (ok(yaml->error) && peek(yaml) && peek(yaml) != '\n') reject(yaml, "more than a name");
  }
}

/* Goes behind an entry at the margin: "names:", perhaps in quotes. */
static bool find_entry(Yaml *yaml, const char *const keys[3]) {
  for (const char *line = yaml->begin; line < yaml->end;) {
    for (int i = 0; i < 3; i++) {
      size_t length = strlen(keys[i]);
      if ((size_t)(yaml->end - line) < length || memcmp(line, keys[i], length) != 0) continue;
      yaml->at = line + length;
      return true;
    }
    const char *end = memchr(line, '\n', (size_t)(yaml->end - line));
    line = end ? end + 1 : yaml->end;
  }
  return false;
}

/* The list or map of an entry; `otherwise` is the error where it is neither. */
static void read_entry(Yaml *yaml, const char *otherwise) {
  skip_yaml_blanks(yaml, false);
  char first = peek(yaml);
  if (first == '[' || first == '{')
    read_brackets(yaml);
  else if (first == '\n')
    read_lines(yaml);
  else
    reject(yaml, otherwise);
}

static void read_yaml_names(Yaml *yaml) {
  static const char *const keys[] = {"names:", "'names':", "\"names\":"};
  if (find_entry(yaml, keys))
    read_entry(yaml, "names is neither a list nor a map");
  else
    error_input(yaml->error, "no entry 'names': %s", yaml->path);
}

/* The first number of kpt_shape is that of the keypoints, the second that of the values of each. */
static void take_shape(void *keypoint_count, const YamlName *item, Error *error) {
  enum { KEYPOINTS_MOST = 1000 };
  size_t *out = keypoint_count;
  Number number;
  if (*out || !ok(error)) return;
  if (!item->key && number_read_whole(item->text, item->length, &number) && number.is_integer &&
      number.integer > 0 && number.integer <= KEYPOINTS_MOST)
    *out = (size_t)number.integer;
  else
    error_input(error, "kpt_shape does not begin with a number of keypoints from 1 to %d: %s", KEYPOINTS_MOST,
                text_excerpt(item->text, item->length).text);
}

static void read_keypoint_count(Yaml *yaml, size_t *keypoint_count) {
  static const char *const keys[] = {"kpt_shape:", "'kpt_shape':", "\"kpt_shape\":"};
  yaml->take = take_shape;
  yaml->context = keypoint_count;
  *keypoint_count = 0;
  if (ok(yaml->error) && find_entry(yaml, keys)) read_entry(yaml, "kpt_shape is not a list");
}

void yaml_names_read(const char *path, void (*take)(void *context, const YamlName *name, Error *error),
                     void *context, size_t *keypoint_count, Poll *poll, Error *error) {
  TextFile file = {0};
  text_file_read(&file, path, poll, error);
  if (ok(error)) {
    Yaml yaml = {.path = path, .begin = file.next, .take = take, .context = context, .error = error};
    yaml.end = file.content.bytes + file.content.length;
    yaml.at = yaml.begin;
    read_yaml_names(&yaml);
    read_keypoint_count(&yaml, keypoint_count);
    buffer_release(&yaml.scalars[0]);
    buffer_release(&yaml.scalars[1]);
  }
  text_file_release(&file);
}
