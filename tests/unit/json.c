/* The JSON reader takes what RFC 8259 takes, refuses the rest with the place, and is right across the window's edges. */
#include <math.h>

#include "base/json.h"
#include "unit.h"

/* A source that hands a text out in pieces. */
typedef struct Pieces {
  const char *text;
  size_t length, at, piece;
  bool can_rewind;
} Pieces;

static size_t read_piece(void *context, char *into, size_t room, Error *error) {
  Pieces *pieces = context;
  (void)error;
  size_t count = pieces->length - pieces->at;
  if (count > room) count = room;
  if (count > pieces->piece) count = pieces->piece;
  memcpy(into, pieces->text + pieces->at, count);
  pieces->at += count;
  return count;
}

static bool rewind_pieces(void *context) {
  Pieces *pieces = context;
  pieces->at = 0;
  return pieces->can_rewind;
}

static void open_pieces(JsonReader *json, Pieces *pieces, Error *error) {
  json_open_source(json, (JsonSource){"file.json", read_piece, rewind_pieces, pieces}, error);
}

/* Reads a text as one value, from memory or in pieces; the error's text, "" where it is JSON. */
static const char *check_text(const char *text, size_t length, size_t piece) {
  static Error error;
  error = (Error){0};
  JsonReader json;
  Pieces pieces = {text, length, 0, piece, true};
  if (piece) {
    open_pieces(&json, &pieces, &error);
  } else {
    json_open_text(&json, text, length, &error);
  }
  json_skip(&json);
  json_finish(&json);
  json_close(&json);
  return error.text;
}

static void accept_json(void) {
  static const char *const texts[] = {"0",
                                      " [ ] ",
                                      "{}",
                                      "null",
                                      "true",
                                      "false",
                                      "-0.5e-7",
                                      "1E400",
                                      "\"\"",
                                      "[1,2,[3,{\"a\":[]}],{}]",
                                      "{\"a\":1,\"a\":{\"b\":null},\"\":\"\"}",
                                      "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"",
                                      "\"\\ud83d\"", /* grammatical; refused only where the text is wanted */
                                      "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \x7F\"",
                                      "\r\n\t [\r\n1\t,\n2 ] \n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    CHECK_TEXT(check_text(texts[i], strlen(texts[i]), 0), "");
    CHECK_TEXT(check_text(texts[i], strlen(texts[i]), 1), "");
    CHECK_TEXT(check_text(texts[i], strlen(texts[i]), 5), "");
  }
}

static void refuse_what_is_not(void) {
  static const char *const texts[] = {"",
                                      " ",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "[1",
                                      "]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{a:1}",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{\"a\" 1}",
                                      "{1:2}",
                                      "[1}",
                                      "{\"a\":1]",
                                      "01",
                                      "+1",
                                      ".5",
                                      "5.",
                                      "1e",
                                      "1e+",
                                      "-",
                                      "--1",
                                      "0x10",
                                      "1_0",
                                      "NaN",
                                      "[nan]",
                                      "Infinity",
                                      "-Infinity",
                                      "nul",
                                      "nulll",
                                      "True",
                                      "'a'",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\u12g4\"",
                                      "\"\\u12",
                                      "\"\n\"",
                                      "\"\x01\"",
                                      "\"\xC3\"",
                                      "\"\xC0\x80\"",
                                      "\"\xE0\x9F\xBF\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xF4\x90\x80\x80\"",
                                      "\"\xF0\x8F\xBF\xBF\"",
                                      "\"\x80\"",
                                      "\"\xFF\"",
                                      "1 2",
                                      "{} {}",
                                      "[1]]",
                                      "// no\n1",
                                      "\xC2\xA0[]",
                                      "tru"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    CHECK(*check_text(texts[i], strlen(texts[i]), 0));
    if (texts[i][0] == '\xFF') continue;
    CHECK(*check_text(texts[i], strlen(texts[i]), 1));
  }
  CHECK(*check_text("\"a\0b\"", 5, 0));
  CHECK(*check_text("[1]\0", 4, 0));
}

static void tell_the_place(void) {
  CHECK_TEXT(check_text("[1,2,,3]", 8, 0), "not JSON: a value is missing at character 6: [1,2,,3]");
  CHECK_TEXT(check_text("[1,2,,3]", 8, 3), "not JSON: file.json: a value is missing at line 1, column 6");
  CHECK_TEXT(check_text("{\n \"\xC3\xA9\": NaN\n}", 14, 4),
             "not JSON: file.json: NaN, which is not a number at line 2, column 7");
  CHECK_TEXT(check_text("[1,\n2", 5, 2),
             "not JSON: file.json: cut off where ',' or ']' belongs at line 2, column 2");
  CHECK_TEXT(check_text("[\"abc", 5, 2), "not JSON: file.json: cut off inside a string at line 1, column 6");
  CHECK_TEXT(check_text("[] x", 4, 9), "not JSON: file.json: something follows the end at line 1, column 4");
  CHECK_TEXT(check_text("{\"a\":-Infinity}", 15, 9),
             "not JSON: file.json: Infinity, which is not a number at line 1, column 6");
  CHECK_TEXT(check_text("[01]", 4, 9), "not JSON: file.json: a malformed number at line 1, column 2");
  CHECK_TEXT(check_text("", 0, 9), "empty file: file.json");
  CHECK_TEXT(check_text("\x1F\x8B\x08", 3, 9), "compressed with gzip, unpack it first: file.json");
  CHECK_TEXT(check_text("\xFF\xFE[\0]\0", 6, 9), "UTF-16 text where JSON needs UTF-8: file.json");
  CHECK_TEXT(check_text("\xEF\xBB\xBF[1]", 6, 1), ""); /* a byte order mark */
  Pieces pipe = {"[1,x]", 5, 0, 2, false};
  Error error = {0};
  JsonReader json;
  open_pieces(&json, &pipe, &error);
  json_skip(&json);
  json_close(&json);
  CHECK_TEXT(error.text, "not JSON: file.json: something else where a value belongs at byte 4");
}

static void cap_the_depth(void) {
  enum { LEVELS = 100000 };
  char *text = malloc(LEVELS);
  memset(text, '[', LEVELS);
  CHECK(strstr(check_text(text, LEVELS, 0), "too many levels"));
  memset(text + JSON_DEPTH, ']', JSON_DEPTH);
  CHECK_TEXT(check_text(text, (size_t)2 * JSON_DEPTH, 0), "");
  CHECK_TEXT(check_text(text, (size_t)2 * JSON_DEPTH, 7), "");
  free(text);
}

static bool string_is(const char *text, const char *expected, const char *message) {
  Error error = {0};
  JsonReader json;
  json_open_text(&json, text, strlen(text), &error);
  JsonText string = json_string(&json);
  json_finish(&json);
  bool same = expected ? ok(&error) && string.length == strlen(expected) &&
                             !memcmp(string.text, expected, string.length)
                       : strstr(error.text, message) != NULL;
  if (!same) fprintf(stderr, "%s: %s\n", text, error.text);
  json_close(&json);
  return same;
}

static void read_strings(void) {
  CHECK(string_is("\"plain\"", "plain", NULL));
  CHECK(string_is("\"\"", "", NULL));
  CHECK(string_is("\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", "a\"b\\c/d\b\f\n\r\t", NULL));
  CHECK(
      string_is("\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00!\"", "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!", NULL));
  CHECK(string_is("\"\\uFFFF\\ud800\\udc00\"", "\xEF\xBF\xBF\xF0\x90\x80\x80", NULL));
  CHECK(string_is("\"\\ud83d\"", NULL, "surrogate"));
  CHECK(string_is("\"\\ude00\\ud83d\"", NULL, "surrogate"));
  CHECK(string_is("\"\\ud83dx\"", NULL, "surrogate"));
  CHECK(string_is("\"\\ud83d\\n\"", NULL, "surrogate"));
  CHECK(string_is("\"a\\u0000b\"", NULL, "NUL"));
  CHECK(string_is("7", NULL, "a string belongs"));
}

static void read_values(void) {
  const char *text =
      "{\"n\":-12.5e1,\"b\":true,\"z\":null,\"k\\u0065y\":[1 , {\"x\":\"]\"}],\"s\":\"t\", \"f\":false}";
  static const JsonText names[] = {JSON_TEXT("n"),   JSON_TEXT("b"), JSON_TEXT("z"),
                                   JSON_TEXT("key"), JSON_TEXT("s"), JSON_TEXT("f")};
  Error error = {0};
  JsonReader json;
  size_t hint = 0, seen = 0;
  json_open_text(&json, text, strlen(text), &error);
  CHECK(json_kind(&json) == JSON_OBJECT);
  json_begin_object(&json);
  while (json_next_member(&json)) {
    size_t key = json_key(&json, names, 6, &hint);
    CHECK(key == seen++);
    JsonText slice;
    switch (key) {
    case 0: CHECK(json_number(&json).real == -125); break;
    case 1: CHECK(json_boolean(&json)); break;
    case 2: CHECK(json_null(&json)); break;
    case 3:
      slice = json_capture(&json);
      CHECK(slice.length == 15 && memcmp(slice.text, "[1 , {\"x\":\"]\"}]", 15) == 0);
      break;
    case 4:
      CHECK(!json_null(&json));
      CHECK(json_string(&json).length == 1);
      break;
    default: CHECK(!json_boolean(&json));
    }
  }
  json_finish(&json);
  CHECK(ok(&error) && seen == 6);
  json_close(&json);
}

static const char *number_error(const char *text) {
  static Error error;
  error = (Error){0};
  JsonReader json;
  json_open_text(&json, text, strlen(text), &error);
  json_number(&json);
  json_close(&json);
  return error.text;
}

static void refuse_numbers(void) {
  CHECK_TEXT(number_error("1e400"),
             "not JSON: a number beyond the range of double precision at character 1: 1e400");
  CHECK_TEXT(number_error("NaN"), "not JSON: NaN, which is not a number at character 1: NaN");
  CHECK_TEXT(number_error("-Infinity"),
             "not JSON: Infinity, which is not a number at character 1: -Infinity");
  CHECK_TEXT(number_error("\"1\""), "unexpected JSON: a string where a number belongs at character 1: \"1\"");
  CHECK_TEXT(number_error("[1]"), "unexpected JSON: an array where a number belongs at character 1: [1]");
  CHECK_TEXT(number_error("01"), "not JSON: a malformed number at character 1: 01");
  CHECK_TEXT(number_error(""), "not JSON: cut off where a number belongs at character 1: ");
  CHECK_TEXT(number_error("1.5"), "");
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* A long array of numbers and strings, read through a window that cuts it at odd places. */
static void cross_the_window(size_t piece) {
  enum { COUNT = 60000, ROOM = 64 };
  char *text = malloc((size_t)COUNT * ROOM), *at = text;
  double expected = 0, sum = 0;
  size_t letters = 0, found = 0;
  uint32_t random = 7;
  *at++ = '[';
  for (int i = 0; i < COUNT; i++) {
    if (i) *at++ = ',';
    uint32_t r = next_random(&random);
    if (r % 3 == 0) {
      *at++ = '"';
      for (uint32_t k = 0; k < r % 37; k++, letters++) at += sprintf(at, "%s", k % 5 ? "x" : "\xC3\xA9");
      *at++ = '"';
    } else {
      at += sprintf(at, "%s%u.%ue%d", r & 1 ? "-" : "", r % 1000, r % 977, (int)(r % 5));
      Number n;
      const char *start = at;
      while (start[-1] != ',' && start[-1] != '[') start--;
      number_read(start, (size_t)(at - start), &n);
      expected += n.real;
    }
    if (r % 11 == 0) at += sprintf(at, "\n  ");
  }
  *at++ = ']';
  Pieces pieces = {text, (size_t)(at - text), 0, piece, true};
  Error error = {0};
  JsonReader json;
  open_pieces(&json, &pieces, &error);
  json_begin_array(&json);
  while (json_next_element(&json)) {
    if (json_kind(&json) == JSON_NUMBER) {
      sum += json_real(&json);
    } else {
      JsonText string = json_string(&json);
      for (size_t i = 0; i < string.length; i++) found += (string.text[i] & 0xC0) != 0x80;
    }
  }
  json_finish(&json);
  CHECK(ok(&error) && sum == expected && found == letters);
  json_close(&json);
  free(text);
}

/* A captured value grows the window; the same value skipped does not. */
static void capture_what_is_long(void) {
  size_t length = (size_t)JSON_WINDOW * 5;
  char *text = malloc(length);
  memset(text, 'a', length);
  memcpy(text, "{\"k\":[\"", 7);
  memcpy(text + length - 3, "\"]}", 3);
  for (int captured = 0; captured < 2; captured++) {
    Pieces pieces = {text, length, 0, 100003, true};
    Error error = {0};
    JsonReader json;
    open_pieces(&json, &pieces, &error);
    json_begin_object(&json);
    CHECK(json_next_member(&json));
    if (captured) {
      JsonText slice = json_capture(&json);
      CHECK(slice.length == length - 6 && memcmp(slice.text, text + 5, length - 6) == 0);
    } else {
      json_skip(&json);
      CHECK(json.capacity == JSON_WINDOW);
    }
    CHECK(!json_next_member(&json));
    json_finish(&json);
    CHECK(ok(&error));
    json_close(&json);
  }
  free(text);
}

/* Once an error is set, from outside too, every call returns and every loop ends. */
static void survive_errors(void) {
  Error error = {0};
  JsonReader json;
  json_open_text(&json, "[[1,2],[3]]", 11, &error);
  json_begin_array(&json);
  CHECK(json_next_element(&json));
  error_input(&error, "enough");
  json_skip(&json);
  CHECK(!json_next_element(&json) && !json_next_member(&json));
  CHECK(json_kind(&json) == JSON_NONE && json_capture(&json).length == 0 && json_string(&json).length == 0);
  json_number(&json);
  json_boolean(&json);
  json_null(&json);
  json_begin_object(&json);
  json_finish(&json);
  CHECK_TEXT(error.text, "enough");
  json_close(&json);
}

static void survive_lack_of_memory(void) {
  const char *text = "[\"a\\nb\", {\"c\\td\": \"e\\\\\"}]";
  for (long n = 1; n < 100; n++) {
    Pieces pieces = {text, strlen(text), 0, 3, true};
    Error error = {0};
    JsonReader json;
    unit_fail_allocation(n, n & 1);
    open_pieces(&json, &pieces, &error);
    json_begin_array(&json);
    if (json_next_element(&json)) json_string(&json);
    if (json_next_element(&json)) json_begin_object(&json);
    if (json_next_member(&json)) json_string(&json);
    CHECK(ok(&error) || (unit.did_fail && error.kind == ERROR_MEMORY));
    json_close(&json);
    CHECK(unit.alive == 0);
    if (!unit.did_fail) break;
  }
  unit_fail_allocation(0, false);
}

int main(void) {
  unit_begin();
  accept_json();
  refuse_what_is_not();
  tell_the_place();
  cap_the_depth();
  read_strings();
  read_values();
  refuse_numbers();
  cross_the_window(1);
  cross_the_window(997);
  cross_the_window(1000000);
  capture_what_is_long();
  survive_errors();
  survive_lack_of_memory();
  return unit_end("json");
}
