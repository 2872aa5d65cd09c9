#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json_scan.h"

/* ---- the window ---- */

/* Slides or grows the window and reads on; pointers into it follow. False at the end or on an error. */
static bool refill(JsonReader *json) {
  if (!json->more || !ok(json->error)) return false;
  const char *keep = json->mark ? json->mark : json->at;
  size_t kept = (size_t)(json->end - keep), at = (size_t)(json->at - keep);
  json->offset += (uint64_t)(keep - json->start);
  if (kept && keep != json->window) memmove(json->window, keep, kept);
  if (kept == json->capacity) {
    if (kept >= JSON_LONGEST) {
      error_input(json->error, "a single value of more than %d MB: %s", JSON_LONGEST >> 20,
                  json->source.name);
    }
    memory_reserve((void **)&json->window, &json->capacity, kept * 2, 1, json->error);
  }
  size_t got = ok(json->error) ? json->source.read(json->source.context, json->window + kept,
                                                   json->capacity - kept, json->error)
                               : 0;
  if (!ok(json->error)) got = 0;
  json->more = got > 0;
  json->start = json->window;
  json->at = json->window + at;
  json->end = json->window + kept + got;
  if (json->mark) json->mark = json->window;
  return got > 0;
}

/* ---- errors ---- */

typedef struct Place {
  uint64_t line, column;
} Place;

static void count_lines(Place *place, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\n') {
      place->line++;
      place->column = 1;
    } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
      place->column++;
    }
  }
}

/* Counting on the way would cost every reading; so a failed one reads the file again up to the place. */
static bool find_place(JsonReader *json, uint64_t offset, Place *place) {
  Error error = {0};
  *place = (Place){1, 1};
  if (!json->source.rewind || !json->source.rewind(json->source.context)) return false;
  while (offset > 0) {
    size_t got = json->source.read(json->source.context, json->window, json->capacity, &error);
    if (!got || !ok(&error)) return false;
    if (got > offset) got = (size_t)offset;
    count_lines(place, json->window, got);
    offset -= got;
  }
  return true;
}

/* Sets the error: what is wrong at `at`; `verdict` tells what the text is for that. */
static void fail_as(JsonReader *json, const char *at, const char *verdict, const char *what) {
  if (!ok(json->error)) return;
  uint64_t offset = json->offset + (uint64_t)(at - json->start);
  const char *name = json->source.name;
  Place place;
  if (!json->source.read) {
    Excerpt text = excerpt(json->start, (size_t)(json->end - json->start));
    error_input(json->error, "%s: %s at character %" PRIu64 ": %s", verdict, what, offset + 1, text.text);
  } else if (find_place(json, offset, &place)) {
    error_input(json->error, "%s: %s: %s at line %" PRIu64 ", column %" PRIu64, verdict, name, what,
                place.line, place.column);
  } else {
    error_input(json->error, "%s: %s: %s at byte %" PRIu64, verdict, name, what, offset + 1);
  }
  json->at = json->end;
  json->more = false;
}

static void fail(JsonReader *json, const char *at, const char *what) {
  fail_as(json, at, "not JSON", what);
}

static JsonKind kind_of(int c) {
  if (c == '-' || (c >= '0' && c <= '9')) return JSON_NUMBER;
  switch (c) {
  case '{': return JSON_OBJECT;
  case '[': return JSON_ARRAY;
  case '"': return JSON_STRING;
  case 't':
  case 'f': return JSON_BOOLEAN;
  case 'n': return JSON_NULL;
  default: return JSON_NONE;
  }
}

/* `c` is what stands in place of the expected, -1 at the end of the input. */
static void fail_unexpected(JsonReader *json, int c, const char *expected) {
  char what[80];
  snprintf(what, sizeof what, "%s where %s belongs", c < 0 ? "cut off" : "something else", expected);
  fail(json, json->at, what);
}

static bool word_at(const char *at, const char *end, const char *word) {
  size_t length = strlen(word);
  return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* `c` is the first byte of what is no value. */
static void fail_value(JsonReader *json, int c) {
  const char *at = json->at, *end = json->end, *letters = c == '-' ? at + 1 : at;
  if (word_at(letters, end, "NaN") || word_at(letters, end, "nan")) {
    fail(json, at, "NaN, which is not a number");
  } else if (word_at(letters, end, "Inf") || word_at(letters, end, "inf")) {
    fail(json, at, "Infinity, which is not a number");
  } else if (kind_of(c) == JSON_NUMBER) {
    fail(json, at, "a malformed number");
  } else if (c == ',' || c == ']' || c == '}') {
    fail(json, at, "a value is missing");
  } else {
    fail_unexpected(json, c, "a value");
  }
}

/* `c` is the first byte of what the caller does not take: no value at all, or one of another kind. */
static void fail_kind(JsonReader *json, int c, JsonKind wanted) {
  static const char *const names[] = {"a value",  "an object", "an array", "a string",
                                      "a number", "a boolean", "null"};
  JsonKind kind = kind_of(c);
  char what[80];
  if (c < 0) {
    fail_unexpected(json, c, names[wanted]);
  } else if (kind == JSON_NONE || kind == wanted || word_at(json->at, json->end, "nan")) {
    fail_value(json, c);
  } else {
    snprintf(what, sizeof what, "%s where %s belongs", names[kind], names[wanted]);
    fail_as(json, json->at, "unexpected JSON", what);
  }
}

/* ---- opening and closing ---- */

void json_open_text(JsonReader *json, const char *text, size_t length, Error *error) {
  *json = (JsonReader){.at = text, .end = text + length, .start = text, .error = error};
}

void json_open_source(JsonReader *json, JsonSource source, Error *error) {
  *json = (JsonReader){.source = source, .error = error, .more = true};
  json->window = memory_allocate(JSON_WINDOW, 1, error);
  if (json->window) json->capacity = JSON_WINDOW;
  json->at = json->end = json->start = json->window;
  while (json->end - json->at < 3 && refill(json)) {}
  size_t length = (size_t)(json->end - json->at);
  if (ok(error) && length == 0) error_input(error, "empty file: %s", source.name);
  if (length >= 2 && memcmp(json->at, "\x1F\x8B", 2) == 0) {
    error_input(error, "compressed with gzip, unpack it first: %s", source.name);
  }
  if (length >= 2 && (memcmp(json->at, "\xFF\xFE", 2) == 0 || memcmp(json->at, "\xFE\xFF", 2) == 0)) {
    error_input(error, "UTF-16 text where JSON needs UTF-8: %s", source.name);
  }
  if (length >= 3 && memcmp(json->at, "\xEF\xBB\xBF", 3) == 0) json->at += 3;
}

void json_close(JsonReader *json) {
  memory_release(json->window);
  memory_release(json->buffer);
  json->window = json->buffer = NULL;
}

/* ---- tokens ---- */

/* The next byte that is no blank, not taken; -1 at the end. */
static inline int peek(JsonReader *json) {
  for (;;) {
    for (; json->at < json->end; json->at++) {
      unsigned char c = (unsigned char)*json->at;
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\t' && c != '\r')) return c;
    }
    if (!refill(json)) return -1;
  }
}

JsonKind json_kind(JsonReader *json) {
  int c = peek(json);
  JsonKind kind = ok(json->error) ? kind_of(c) : JSON_NONE;
  if (kind == JSON_NONE) fail_value(json, c);
  return kind;
}

/* Moves behind the closing quote of the string that starts at `at`; whether it was there. */
static bool pass_string(JsonReader *json, bool *escaped) {
  json->at++;
  for (;;) {
    StringScan scan = scan_string(json->at, json->end);
    *escaped |= scan.escaped;
    json->at = scan.stop;
    if (scan.wrong) {
      fail(json, scan.stop, scan.wrong);
      return false;
    }
    if (scan.closed) {
      json->at++;
      return true;
    }
    if (refill(json)) continue;
    fail(json, json->end, "cut off inside a string");
    return false;
  }
}

/* Takes the escapes out of a string that scan_string has passed. */
static JsonText unescape(JsonReader *json, const char *text, size_t length) {
  memory_reserve((void **)&json->buffer, &json->room, length, 1, json->error);
  if (!ok(json->error)) return (JsonText){0};
  char *out = json->buffer;
  for (const char *p = text, *end = text + length; p < end;) {
    if (*p != '\\') {
      *out++ = *p++;
      continue;
    }
    int taken = scan_escape(p, end, &out);
    if (!taken) {
      fail(json, p, "half of a surrogate pair in a string");
      return (JsonText){0};
    }
    p += taken;
  }
  size_t size = (size_t)(out - json->buffer);
  if (memchr(json->buffer, 0, size)) fail(json, text, "a NUL character in a string");
  return (JsonText){json->buffer, size};
}

/* The string that starts at `at`, as it is written. The mark, which keeps it in the window, is left for the
** caller to take away. */
static JsonText mark_string(JsonReader *json, bool *escaped) {
  json->mark = json->at;
  if (!pass_string(json, escaped)) return (JsonText){0};
  return (JsonText){json->mark + 1, (size_t)(json->at - json->mark) - 2};
}

static bool pass_colon(JsonReader *json) {
  int c = peek(json);
  if (c != ':') {
    fail_unexpected(json, c, "':'");
    return false;
  }
  json->at++;
  return true;
}

static void pass_number(JsonReader *json) {
  size_t length;
  do { /* a number that touches the end of the window may go on behind it, and the window moves */
    const char *behind = scan_number(json->at, json->end);
    length = behind ? (size_t)(behind - json->at) : 0;
  } while ((!length || json->at + length == json->end) && refill(json));
  if (length) {
    json->at += length;
  } else {
    fail_value(json, *json->at);
  }
}

/* true, false or null: `word` is passed if it stands here. */
static bool pass_word(JsonReader *json, const char *word) {
  size_t length = strlen(word);
  while ((size_t)(json->end - json->at) < length && refill(json)) {}
  if ((size_t)(json->end - json->at) < length || memcmp(json->at, word, length) != 0) return false;
  json->at += length;
  return true;
}

/* ---- objects and arrays ---- */

static void begin(JsonReader *json, char opening, JsonKind wanted) {
  int c = peek(json);
  if (c != opening) {
    fail_kind(json, c, wanted);
  } else if (json->depth >= JSON_DEPTH) {
    fail(json, json->at, "too many levels");
  } else {
    json->at++;
    json->depth++;
    json->fresh = true;
  }
}

/* Passes the comma before the next item, or the closing bracket; whether an item follows. */
static bool next(JsonReader *json, char closing, const char *expected) {
  int c = peek(json);
  if (!ok(json->error)) return false;
  if (c == closing) {
    json->at++;
    json->depth--;
    json->fresh = false;
    return false;
  }
  if (!json->fresh) {
    if (c != ',') {
      fail_unexpected(json, c, expected);
      return false;
    }
    json->at++;
  }
  json->fresh = false;
  return true;
}

void json_begin_object(JsonReader *json) {
  begin(json, '{', JSON_OBJECT);
}

void json_begin_array(JsonReader *json) {
  begin(json, '[', JSON_ARRAY);
}

bool json_next_element(JsonReader *json) {
  return next(json, ']', "',' or ']'");
}

bool json_next_member(JsonReader *json) {
  if (!next(json, '}', "',' or '}'")) return false;
  int c = peek(json);
  if (c != '"') {
    fail_unexpected(json, c, "a name in quotes");
    return false;
  }
  bool escaped = false;
  JsonText key = mark_string(json, &escaped);
  bool passed = ok(json->error) && pass_colon(json);
  if (passed) key.text = json->mark + 1;
  json->mark = NULL;
  json->key = passed && escaped ? unescape(json, key.text, key.length) : key;
  return ok(json->error);
}

size_t json_key(const JsonReader *json, const JsonText *names, size_t count, size_t *hint) {
  for (size_t i = 0, candidate = *hint; i < count; i++, candidate++) {
    if (candidate == count) candidate = 0;
    if (!json_text_is(json->key, names[candidate])) continue;
    *hint = candidate + 1 < count ? candidate + 1 : 0;
    return candidate;
  }
  return count;
}

/* ---- values ---- */

static bool take_number(JsonReader *json, Number *out) {
  int c = peek(json);
  size_t length, left;
  do { /* near the end of the window the number may go on behind it, "-", "1e" and "1e-" included */
    left = (size_t)(json->end - json->at);
    length = number_read(json->at, left, out);
  } while (left - length <= 2 && refill(json));
  if (!length || !out->is_json) {
    fail_kind(json, c, JSON_NUMBER);
    return false;
  }
  if (!isfinite(out->real)) {
    fail(json, json->at, "a number beyond the range of double precision");
    return false;
  }
  json->at += length;
  return true;
}

Number json_number(JsonReader *json) {
  Number out = {0};
  return take_number(json, &out) ? out : (Number){0};
}

double json_real(JsonReader *json) {
  Number out; /* copied as a whole it would cost as much as the reading */
  return take_number(json, &out) ? out.real : 0;
}

size_t json_reals(JsonReader *json, double *out, size_t most) {
  size_t count = 0;
  Number number;
  json_begin_array(json);
  while (json_next_element(json) && take_number(json, &number)) {
    if (count < most) out[count] = number.real;
    count++;
  }
  return count;
}

JsonText json_string(JsonReader *json) {
  int c = peek(json);
  if (c != '"') {
    fail_kind(json, c, JSON_STRING);
    return (JsonText){0};
  }
  bool escaped = false;
  JsonText out = mark_string(json, &escaped);
  json->mark = NULL;
  if (ok(json->error) && escaped) out = unescape(json, out.text, out.length);
  return ok(json->error) ? out : (JsonText){0};
}

bool json_boolean(JsonReader *json) {
  int c = peek(json);
  if (c == 't' && pass_word(json, "true")) return true;
  if (c != 'f' || !pass_word(json, "false")) fail_kind(json, c, JSON_BOOLEAN);
  return false;
}

bool json_null(JsonReader *json) {
  if (peek(json) != 'n') return false;
  if (pass_word(json, "null")) return true;
  fail_value(json, 'n');
  return false;
}

JsonText json_capture(JsonReader *json) {
  if (json_kind(json) == JSON_NONE) return (JsonText){0};
  json->mark = json->at;
  json_skip(json);
  JsonText out = {json->mark, (size_t)(json->at - json->mark)};
  json->mark = NULL;
  return ok(json->error) ? out : (JsonText){0};
}

/* Passes a value that is no object or array. */
static void skip_plain(JsonReader *json, JsonKind kind) {
  bool escaped = false, passed = true;
  switch (kind) {
  case JSON_STRING: passed = pass_string(json, &escaped); break;
  case JSON_NUMBER: pass_number(json); break;
  case JSON_BOOLEAN: passed = pass_word(json, *json->at == 't' ? "true" : "false"); break;
  default: passed = pass_word(json, "null"); break;
  }
  if (!passed && ok(json->error)) fail_value(json, *json->at);
}

/* Passes a member's name and its colon. */
static void skip_key(JsonReader *json) {
  bool escaped = false;
  int c = peek(json);
  if (c != '"') {
    fail_unexpected(json, c, "a name in quotes");
  } else if (pass_string(json, &escaped)) {
    pass_colon(json);
  }
}

/* Passes the numbers of an array but for the last one in reach: most of what is skipped is coordinates. */
static void skip_numbers(JsonReader *json) {
  for (const char *behind; (behind = scan_number(json->at, json->end)) && json->end - behind >= 3;) {
    if (*behind != ',') return;
    behind += behind[1] == ' ' ? 2 : 1;
    if (*behind != '-' && (*behind < '0' || *behind > '9')) return;
    json->at = behind;
  }
}

/* Keeps the brackets that are open in one bit each in place of recursion. */
void json_skip(JsonReader *json) {
  uint8_t objects[JSON_DEPTH / 8 + 1] = {0};
  int outside = json->depth;
  do {
    JsonKind kind = json_kind(json);
    bool is_object = kind == JSON_OBJECT;
    if (is_object || kind == JSON_ARRAY) {
      begin(json, is_object ? '{' : '[', kind);
      uint8_t bit = (uint8_t)(1u << (json->depth & 7));
      objects[json->depth >> 3] = (uint8_t)((objects[json->depth >> 3] & ~bit) | (is_object ? bit : 0));
    } else if (kind != JSON_NONE) {
      bool in_array = json->depth > outside && !(objects[json->depth >> 3] >> (json->depth & 7) & 1);
      if (in_array && kind == JSON_NUMBER) skip_numbers(json);
      skip_plain(json, kind);
    }
    /* Behind a value: to the next one, out of as many brackets as close here. */
    while (json->depth > outside && ok(json->error)) {
      bool in_object = objects[json->depth >> 3] >> (json->depth & 7) & 1;
      if (next(json, in_object ? '}' : ']', in_object ? "',' or '}'" : "',' or ']'")) {
        if (in_object) skip_key(json);
        break;
      }
    }
  } while (json->depth > outside && ok(json->error));
}

bool json_next_document(JsonReader *json) {
  return ok(json->error) && peek(json) >= 0;
}

void json_finish(JsonReader *json) {
  if (ok(json->error) && peek(json) >= 0) fail(json, json->at, "something follows the end");
}
