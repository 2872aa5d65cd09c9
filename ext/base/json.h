/*
** A pull reader for JSON (RFC 8259) that keeps no document tree: over a text in memory, or over a file
** through a window that slides and grows only to the largest string or captured value.
**
**     JsonReader json;
**     json_open_text(&json, text, length, error);
**     json_begin_array(&json);
**     while (json_next_element(&json)) sum += json_real(&json);
**     json_finish(&json);
**     json_close(&json);
**
** Each value must be taken by exactly one call: begin and next until false, number, string, boolean, null,
** capture or skip. What is wrong ends in a sticky error that says what and where; after it every loop ends.
** Where a key occurs twice the caller meets it twice, and the last one wins where it simply stores what it
** meets. Skipped values are checked like all others; nothing recurses on the input, and more than JSON_DEPTH
** levels are rejected.
*/
#ifndef BOXSCORE_BASE_JSON_H
#define BOXSCORE_BASE_JSON_H

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/number.h"

#ifndef JSON_WINDOW
#define JSON_WINDOW (256 * 1024) /* tests make it small, so that its edges fall everywhere */
#endif
enum { JSON_DEPTH = 512, JSON_LONGEST = 256 * 1024 * 1024 };

typedef enum JsonKind {
  JSON_NONE, /* no value: the error is set */
  JSON_OBJECT,
  JSON_ARRAY,
  JSON_STRING,
  JSON_NUMBER,
  JSON_BOOLEAN,
  JSON_NULL
} JsonKind;

/* A piece of text in the reader's hands, not terminated: valid until the next call. */
typedef struct JsonText {
  const char *text;
  size_t length;
} JsonText;

#define JSON_TEXT(literal)                                                                                   \
  { literal, sizeof literal - 1 }

static inline bool json_text_is(JsonText text, JsonText other) {
  return text.length == other.length && memcmp(text.text, other.text, text.length) == 0;
}

typedef struct JsonSource {
  const char *name; /* of the file, for messages */
  /* 0: the end, or an error. */
  size_t (*read)(void *context, char *into, size_t room, Error *error);
  /* Back to the start, so that a message can count lines. May be NULL; false where it cannot be done. */
  bool (*rewind)(void *context);
  void *context;
} JsonSource;

typedef struct JsonReader {
  const char *at, *end; /* what is left of the window */
  const char *start;    /* of the window, or of the text in memory */
  const char *mark;     /* what must stay in the window; NULL: only what is left */
  bool more;            /* the source may have more */
  bool fresh;           /* nothing of the innermost object or array was read yet */
  int depth;
  JsonText key;
  Error *error;
  uint64_t offset; /* of the window in the file */
  JsonSource source;
  char *window, *buffer; /* the buffer holds strings without their escapes */
  size_t capacity, room;
} JsonReader;

void json_open_text(JsonReader *json, const char *text, size_t length, Error *error);
void json_open_source(JsonReader *json, JsonSource source, Error *error); /* a byte order mark is skipped */
void json_close(JsonReader *json);

JsonKind json_kind(JsonReader *json); /* of the value that comes next */
/* Where the reader is, in bytes from the beginning of the source. */
static inline uint64_t json_offset(const JsonReader *json) {
  return json->offset + (uint64_t)(json->at - json->start);
}

/* For who has read a value himself, from json->at on, within json->end: goes on behind it. */
static inline void json_pass(JsonReader *json, const char *behind) {
  json->at = behind;
  json->fresh = false;
}

void json_begin_object(JsonReader *json);
bool json_next_member(JsonReader *json); /* leaves its name in json->key; false after the last */
void json_begin_array(JsonReader *json);
bool json_next_element(JsonReader *json);

Number json_number(JsonReader *json); /* finite */
double json_real(JsonReader *json);   /* the same, where only its value matters */
/* An array of numbers: how many it has, the first `most` of them in `out`. */
size_t json_reals(JsonReader *json, double *out, size_t most);
JsonText json_string(JsonReader *json); /* without its quotes and escapes; no NUL character in it */
bool json_boolean(JsonReader *json);
bool json_null(JsonReader *json);        /* takes the value if it is null */
JsonText json_capture(JsonReader *json); /* the value as it is written */
void json_skip(JsonReader *json);
void json_finish(JsonReader *json); /* nothing but blanks may follow */
bool json_next_document(
    JsonReader *json); /* whether another value follows the outermost one, as in JSON Lines */

/* Which of `names` the key is, `count` where none. `hint`: one more than the last one found, where members
** come in the same order in each object; start with 0. */
size_t json_key(const JsonReader *json, const JsonText *names, size_t count, size_t *hint);

#endif
