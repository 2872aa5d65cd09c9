#include "picture/style.h"

#include <math.h>
#include <string.h>

#include "base/json.h"

static const JsonText dashes[] = {JSON_TEXT("solid"), JSON_TEXT("dashed"), JSON_TEXT("dotted")};

/* False if the word is unknown. */
static bool apply_word(JsonText word, Style *style) {
  static const JsonText words[] = {JSON_TEXT("thick"), JSON_TEXT("thin"), JSON_TEXT("unfilled"),
                                   JSON_TEXT("boxed"), JSON_TEXT("front")};
  for (int dash = 0; dash < 3; dash++) {
    if (!json_text_is(word, dashes[dash])) continue;
    style->dash = (Dash)dash;
    return true;
  }
  int found = 0;
  while (found < 5 && !json_text_is(word, words[found])) found++;
  switch (found) {
  case 0: style->width = 4; break;
  case 1: style->width = 1; break;
  case 2: style->fill = 0; break;
  case 3: style->is_boxed = true; break;
  case 4: style->layer = 1; break;
  default: return false;
  }
  return true;
}

static void read_words(const char *text, size_t length, Style *style, Error *error) {
  for (size_t at = 0; at < length && ok(error);) {
    size_t end = at;
    while (end < length && text[end] != ' ') end++;
    if (end > at && !apply_word((JsonText){text + at, end - at}, style))
      error_input(error, "the style has an unknown word: '%s'", excerpt(text + at, end - at).text);
    at = end + 1;
  }
}

static double read_number(JsonReader *json, const char *name, double most, Error *error) {
  double number = json_real(json);
  if (ok(error) && !(number >= 0 && number <= most))
    error_input(error, "the style's %s is not a number from 0 to %d", name, (int)most);
  return number;
}

static void read_member(JsonReader *json, Style *style, Error *error) {
  static const JsonText names[] = {JSON_TEXT("width"), JSON_TEXT("fill"), JSON_TEXT("dash"),
                                   JSON_TEXT("boxed"), JSON_TEXT("layer")};
  size_t hint = 0;
  double layer;
  JsonText word;
  switch (json_key(json, names, 5, &hint)) {
  case 0: style->width = read_number(json, "width", STYLE_WIDTH_MOST, error); break;
  case 1: style->fill = read_number(json, "fill", 1, error); break;
  case 2:
    word = json_string(json);
    if (ok(error) && !json_text_is(word, dashes[0]) && !json_text_is(word, dashes[1]) &&
        !json_text_is(word, dashes[2]))
      error_input(error, "the style's dash is not 'solid', 'dashed' or 'dotted'");
    if (ok(error)) apply_word(word, style);
    break;
  case 3: style->is_boxed = json_boolean(json); break;
  case 4:
    layer = read_number(json, "layer", STYLE_LAYER_MOST, error);
    if (ok(error) && layer != floor(layer)) error_input(error, "the style's layer is not a whole number");
    style->layer = ok(error) ? (unsigned)layer : 0;
    break;
  default:
    error_input(error, "the style has an unknown member: '%s'",
                excerpt(json->key.text, json->key.length).text);
  }
}

Style style_parse(const char *text, size_t length, Error *error) {
  Style style = STYLE_USUAL;
  size_t at = 0;
  while (at < length && text[at] == ' ') at++;
  if (!ok(error) || at == length) return style;
  if (text[at] != '{') {
    read_words(text, length, &style, error);
    return style;
  }
  Error inner = {0};
  JsonReader json;
  json_open_text(&json, text, length, &inner);
  json_begin_object(&json);
  while (ok(&inner) && json_next_member(&json)) read_member(&json, &style, &inner);
  json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_INPUT && memcmp(inner.text, "the style", 9) != 0)
    error_pass_on(error, &inner, "the style", text, length);
  else if (inner.kind == ERROR_INPUT)
    error_input(error, "%s: %s", inner.text, excerpt(text, length).text);
  else if (!ok(&inner))
    *error = inner;
  return style;
}
