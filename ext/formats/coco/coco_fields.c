#include "formats/coco/coco_fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const Box coco_no_box = {NAN, NAN, NAN, NAN};

void coco_refuse(Reading *reading, const char *what) {
  error_input(reading->error, "%s: %s: %s %zu", what, reading->input.path, reading->element,
              reading->ordinal);
}

static void refuse_field(Reading *reading, const char *field, const char *what) {
  error_input(reading->error, "%s %s: %s: %s %zu", field, what, reading->input.path, reading->element,
              reading->ordinal);
}

void coco_refuse_missing(Reading *reading, const char *what) {
  if (!reading->foreign)
    coco_refuse(reading, what);
  else
    error_input(reading->error, "%s; this looks like %s: %s: %s %zu", what, reading->foreign,
                reading->input.path, reading->element, reading->ordinal);
}

bool coco_wants(Reading *reading, unsigned wanted) {
  if (reading->wanted & wanted) return true;
  json_skip(&reading->json);
  return false;
}

/* ---- numbers and ids ---- */

static bool integer_of(Number number, int64_t *out) {
  *out = number.integer;
  if (number.is_integer) return true;
  if (!(fabs(number.real) < 9223372036854775808.0) || number.real != trunc(number.real)) return false;
  *out = (int64_t)number.real;
  return true;
}

Id coco_id(Reading *reading, const char *field) {
  JsonReader *json = &reading->json;
  if (json_null(json)) return (Id){.kind = ID_NULL};
  JsonKind kind = json_kind(json);
  if (kind == JSON_STRING) {
    JsonText text = json_string(json);
    return id_text(text.text, (uint32_t)text.length);
  }
  if (kind != JSON_NUMBER) {
    refuse_field(reading, field, "is neither a number nor a text");
    return (Id){.kind = ID_NULL};
  }
  Id id = id_integer(0);
  if (!integer_of(json_number(json), &id.integer))
    refuse_field(reading, field, "is not a whole number of 64 bits");
  return id;
}

void coco_keep_id(Reading *reading, Id *id) {
  if (id->kind == ID_TEXT) id->text = arena_copy(&reading->out->texts, id->text, id->length, reading->error);
}

/* A number, or a text that is one. False where it is neither; *is_null where there is none. */
static bool read_number(Reading *reading, Number *number, bool *is_null) {
  JsonReader *json = &reading->json;
  *is_null = json_null(json);
  if (*is_null) return true;
  switch (json_kind(json)) {
  case JSON_NUMBER: *number = json_number(json); return true;
  case JSON_STRING: {
    JsonText text = json_string(json);
    return ok(reading->error) && number_read_whole(text.text, text.length, number) && isfinite(number->real);
  }
  default: return false;
  }
}

double coco_number(Reading *reading, const char *field) {
  Number number = {0};
  bool is_null;
  if (!read_number(reading, &number, &is_null)) refuse_field(reading, field, "is not a number");
  return is_null || !ok(reading->error) ? (double)NAN : number.real;
}

int64_t coco_size(Reading *reading, const char *field) {
  Number number = {0};
  bool is_null;
  int64_t size = COCO_NO_SIZE;
  bool read = read_number(reading, &number, &is_null);
  if (!is_null && !(read && integer_of(number, &size))) refuse_field(reading, field, "is not a whole number");
  return size;
}

bool coco_crowd(Reading *reading) {
  JsonReader *json = &reading->json;
  if (json_null(json)) return false;
  if (json_kind(json) == JSON_BOOLEAN) return json_boolean(json);
  Number number = {.real = -1};
  bool is_null;
  bool read = read_number(reading, &number, &is_null);
  if (!read || (number.real != 0 && number.real != 1)) refuse_field(reading, "iscrowd", "is neither 0 nor 1");
  return number.real == 1;
}

void coco_box(Reading *reading, Box *box) {
  JsonReader *json = &reading->json;
  *box = coco_no_box;
  if (json_null(json)) return;
  if (json_kind(json) != JSON_ARRAY) {
    refuse_field(reading, "bbox", "is not an array");
    return;
  }
  double numbers[4];
  size_t count = json_reals(json, numbers, 4);
  if (count == 4) *box = (Box){numbers[0], numbers[1], numbers[2], numbers[3]};
  if (count != 0 && count != 4) refuse_field(reading, "bbox", "has not four numbers");
}

/* ---- texts ---- */

const char *coco_text(Reading *reading, const char *field) {
  JsonReader *json = &reading->json;
  JsonText text = {0};
  if (json_null(json)) return NULL;
  switch (json_kind(json)) {
  case JSON_STRING: text = json_string(json); break;
  case JSON_NUMBER: text = json_capture(json); break;
  default: refuse_field(reading, field, "is not a text");
  }
  return ok(reading->error) ? arena_copy(&reading->out->texts, text.text, text.length, reading->error) : NULL;
}

/* Whether the JSON text is an array without an element. */
static bool is_empty(JsonText text) {
  bool empty = text.text[0] == '[';
  for (size_t i = 1; empty && i + 1 < text.length; i++) empty = text.text[i] <= ' ';
  return empty;
}

const char *coco_json(Reading *reading) {
  if (json_null(&reading->json)) return NULL;
  JsonText text = json_capture(&reading->json);
  if (!ok(reading->error) || is_empty(text)) return NULL;
  return arena_copy(&reading->out->texts, text.text, text.length, reading->error);
}

const char *coco_ring(Reading *reading) {
  if (json_null(&reading->json)) return NULL;
  JsonText text = json_capture(&reading->json);
  if (!ok(reading->error) || is_empty(text)) return NULL;
  char *ring = arena_bytes(&reading->out->texts, text.length + 3, reading->error);
  if (!ring) return NULL;
  ring[0] = '[';
  memcpy(ring + 1, text.text, text.length);
  memcpy(ring + 1 + text.length, "]", 2);
  return ring;
}

const char *coco_rotated(Reading *reading) {
  const double half_turn = 3.141592653589793;
  double numbers[5];
  if (json_null(&reading->json)) return NULL;
  size_t count = json_kind(&reading->json) == JSON_ARRAY ? json_reals(&reading->json, numbers, 5) : 0;
  if (count != 5) {
    refuse_field(reading, "rbox", "has not five numbers: cx, cy, width, height, radians");
    return NULL;
  }
  numbers[4] *= 180 / half_turn;
  char text[5 * 34 + 2], *at = text;
  for (int i = 0; i < 5; i++) {
    *at++ = i ? ',' : '[';
    at += number_format(numbers[i], at);
  }
  *at++ = ']';
  return arena_copy(&reading->out->texts, text, (size_t)(at - text), reading->error);
}

/* ---- what is left ---- */

static void add_quoted(Reading *reading, JsonText text) {
  Buffer *left = &reading->left;
  buffer_add(left, "\"", 1, reading->error);
  for (size_t i = 0; i < text.length; i++) {
    char c = text.text[i], escape[8];
    if (c == '"' || c == '\\') buffer_add(left, "\\", 1, reading->error);
    if ((unsigned char)c < ' ')
      buffer_add(left, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c),
                 reading->error);
    else
      buffer_add(left, &c, 1, reading->error);
  }
  buffer_add(left, "\"", 1, reading->error);
}

static void add_key(Reading *reading, JsonText key) {
  Buffer *left = &reading->left;
  buffer_add(left, left->length ? "," : "{", 1, reading->error);
  add_quoted(reading, key);
  buffer_add(left, ":", 1, reading->error);
}

void coco_leave(Reading *reading) {
  if (!(reading->wanted & COCO_ATTRIBUTES)) {
    json_skip(&reading->json);
    return;
  }
  add_key(reading, reading->json.key);
  JsonText value = json_capture(&reading->json);
  if (ok(reading->error)) buffer_add(&reading->left, value.text, value.length, reading->error);
}

/* The path of a URL, of which the last folder and the name are kept. */
static JsonText end_of_url(JsonText url) {
  size_t start = 0, at = url.length, parts = 0;
  for (size_t i = 0; i + 2 < url.length && !start; i++) {
    if (memcmp(url.text + i, "://", 3) == 0) start = i + 3;
  }
  while (start && start < url.length && url.text[start] != '/') start++;
  if (start < url.length && url.text[start] == '/') start++;
  while (at > start && !(url.text[at - 1] == '/' && ++parts == 2)) at--;
  return (JsonText){url.text + at, url.length - at};
}

const char *coco_file_of_url(Reading *reading) {
  bool is_left = reading->wanted & COCO_ATTRIBUTES;
  if (is_left) add_key(reading, reading->json.key);
  if (json_kind(&reading->json) != JSON_STRING) {
    JsonText value = json_capture(&reading->json);
    if (is_left && ok(reading->error)) buffer_add(&reading->left, value.text, value.length, reading->error);
    return NULL;
  }
  JsonText url = json_string(&reading->json);
  if (!ok(reading->error)) return NULL;
  if (is_left) add_quoted(reading, url);
  JsonText file = end_of_url(url);
  if (!(reading->wanted & COCO_FILE) || !file.length) return NULL;
  return arena_copy(&reading->out->texts, file.text, file.length, reading->error);
}

const char *coco_left(Reading *reading) {
  Buffer *left = &reading->left;
  if (!left->length) return NULL;
  buffer_add(left, "}", 1, reading->error);
  const char *text =
      ok(reading->error) ? arena_copy(&reading->out->texts, left->bytes, left->length, reading->error) : NULL;
  left->length = 0;
  return text;
}

const CocoTexts *coco_keep_texts(Reading *reading, const CocoTexts *texts) {
  if (!texts->segmentation && !texts->keypoints && !texts->attributes && isnan(texts->difficult) &&
      isnan(texts->num_keypoints))
    return NULL;
  CocoTexts *kept = arena_allocate(&reading->out->texts, sizeof *kept, reading->error);
  if (kept) *kept = *texts;
  return kept;
}
