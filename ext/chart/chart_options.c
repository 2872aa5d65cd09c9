#include "chart/chart_options.h"

#include <math.h>
#include <stdio.h>

static const double far = 1e300;

const char *const chart_themes[] = {"auto", "light", "dark", NULL};
const char *const chart_scales[] = {"linear", "log", "auto", NULL};

static JsonText keep(ChartOptions *options, JsonText text, Error *error) {
  return (JsonText){arena_copy(&options->arena, text.text, text.length, error), text.length};
}

/* "width is not a number from 160 to 4000: "wide"" */
static void refuse(JsonReader *json, const char *name, const char *wanted, Error *error) {
  JsonText found = json_capture(json);
  if (ok(error)) error_input(error, "%s is not %s: %s", name, wanted, excerpt(found.text, found.length).text);
}

static void refuse_number(JsonReader *json, const ChartOption *option, Error *error) {
  char low[32], high[32], wanted[96] = "a number";
  low[number_format(option->low, low)] = 0;
  high[number_format(option->high, high)] = 0;
  if (option->high < far)
    snprintf(wanted, sizeof wanted, "a number from %s to %s", low, high);
  else if (option->low > 0)
    snprintf(wanted, sizeof wanted, "a number above 0");
  refuse(json, option->name, wanted, error);
}

static void read_number(JsonReader *json, const ChartOption *option, double *out, Error *error) {
  JsonReader before = *json; /* reads a text in memory, so a copy of the reader can go back */
  double number = json_kind(json) == JSON_NUMBER ? json_real(json) : (double)NAN;
  if (ok(error) && number >= option->low && number <= option->high) {
    *out = number;
  } else if (ok(error)) {
    *json = before;
    refuse_number(json, option, error);
  }
}

static void read_choice(JsonReader *json, const ChartOption *option, int *out, Error *error) {
  char wanted[96] = "one of";
  JsonReader before = *json;
  JsonText text = json_kind(json) == JSON_STRING ? json_string(json) : (JsonText){"", 0};
  for (int i = 0; option->choice[i]; i++) {
    size_t length = strlen(wanted);
    snprintf(wanted + length, sizeof wanted - length, "%s '%s'", i ? "," : "", option->choice[i]);
    if (!json_text_is(text, (JsonText){option->choice[i], strlen(option->choice[i])})) continue;
    *out = i;
    return;
  }
  before.buffer = json->buffer; /* a string with escapes may have allocated */
  before.room = json->room;
  *json = before;
  refuse(json, option->name, wanted, error);
}

static Colour read_colour(JsonReader *json, Error *error) {
  Colour colour = {0, 0, 0};
  JsonText text = json_kind(json) == JSON_STRING ? json_string(json) : json_capture(json);
  if (ok(error) && !colour_parse(text.text, text.length, &colour))
    error_input(error, "colours has no colour that is known, such as '#0072b2': %s",
                excerpt(text.text, text.length).text);
  return colour;
}

/* "class", or {"TP": "#5658dd", "FP": "orange"}. */
static void read_colours(JsonReader *json, ChartOptions *options, Error *error) {
  JsonKind kind = json_kind(json);
  if (kind == JSON_STRING) {
    JsonText text = json_string(json), class = JSON_TEXT("class");
    options->by_class = json_text_is(text, class);
    if (ok(error) && !options->by_class)
      error_input(error, "colours is not 'class' or an object of colours: %s",
                  excerpt(text.text, text.length).text);
    return;
  }
  if (kind != JSON_OBJECT) {
    refuse(json, "colours", "'class' or an object of colours", error);
    return;
  }
  options->colours = arena_allocate(&options->arena, CHART_COLOURS * sizeof *options->colours, error);
  options->colour_count = 0;
  json_begin_object(json);
  while (json_next_member(json)) {
    if (options->colour_count == CHART_COLOURS) error_input(error, "colours has more than %d", CHART_COLOURS);
    JsonText series = keep(options, json->key, error);
    Colour colour = read_colour(json, error);
    if (ok(error)) options->colours[options->colour_count++] = (ChartColour){series, colour};
  }
}

/* A number, or {"value": 0.7, "label": "average"}. */
static void read_reference(JsonReader *json, ChartOptions *options, Error *error) {
  static const ChartOption value = {.name = "reference", .kind = OPTION_NUMBER, .low = -1e300, .high = 1e300};
  static const JsonText names[] = {JSON_TEXT("value"), JSON_TEXT("label")};
  ChartReference reference = {(double)NAN, {"", 0}};
  if (options->reference_count == CHART_REFERENCES)
    error_input(error, "reference has more than %d values", CHART_REFERENCES);
  if (json_kind(json) != JSON_OBJECT) {
    read_number(json, &value, &reference.value, error);
  } else {
    size_t hint = 0;
    json_begin_object(json);
    while (json_next_member(json)) {
      size_t name = json_key(json, names, 2, &hint);
      if (json_null(json)) continue;
      if (name == 0)
        read_number(json, &value, &reference.value, error);
      else if (name == 1)
        reference.label = keep(options, json_string(json), error);
      else
        error_input(error, "reference has value and label, no %s",
                    excerpt(json->key.text, json->key.length).text);
    }
  }
  if (ok(error) && !isnan(reference.value)) options->references[options->reference_count++] = reference;
}

static void read_references(JsonReader *json, ChartOptions *options, Error *error) {
  options->reference_count = 0;
  if (json_kind(json) != JSON_ARRAY) {
    read_reference(json, options, error);
    return;
  }
  json_begin_array(json);
  while (json_next_element(json)) {
    if (!json_null(json)) read_reference(json, options, error);
  }
}

static void read_flag(JsonReader *json, const ChartOption *option, bool *out, Error *error) {
  JsonKind kind = json_kind(json);
  double number = -1; /* SQL has no booleans: 0 and 1 are read as such */
  JsonReader before = *json;
  if (kind == JSON_BOOLEAN)
    number = json_boolean(json);
  else if (kind == JSON_NUMBER)
    number = json_real(json);
  if (ok(error) && (number == 0 || number == 1)) {
    *out = (number == 1) != option->is_negative;
  } else if (ok(error)) {
    *json = before;
    refuse(json, option->name, "true or false", error);
  }
}

static void read_option(JsonReader *json, const ChartOption *option, ChartOptions *options, Error *error) {
  void *place = (char *)options + option->place;
  if (json_null(json) || !ok(error)) return;
  switch (option->kind) {
  case OPTION_TEXT:
    if (json_kind(json) == JSON_STRING)
      *(JsonText *)place = keep(options, json_string(json), error);
    else if (json_kind(json) == JSON_NUMBER) /* such as a class */
      *(JsonText *)place = keep(options, json_capture(json), error);
    else
      refuse(json, option->name, "a text", error);
    break;
  case OPTION_NUMBER: read_number(json, option, place, error); break;
  case OPTION_CHOICE: read_choice(json, option, place, error); break;
  case OPTION_FLAG: read_flag(json, option, place, error); break;
  case OPTION_COLOURS: read_colours(json, options, error); break;
  case OPTION_REFERENCES: read_references(json, options, error); break;
  }
}

static void refuse_name(JsonText name, const ChartOption *known, Error *error) {
  char all[500] = "";
  size_t length = 0;
  for (const ChartOption *option = known; option->name; option++)
    length += (size_t)snprintf(all + length, sizeof all - length, "%s%s", length ? ", " : "", option->name);
  error_input(error, "no such option (there are %s): %s", all, excerpt(name.text, name.length).text);
}

static void read_member(JsonReader *json, const ChartOption *known, ChartOptions *options, Error *error) {
  const ChartOption *option = known;
  while (option->name && !json_text_is(json->key, (JsonText){option->name, strlen(option->name)})) option++;
  if (option->name)
    read_option(json, option, options, error);
  else
    refuse_name(json->key, known, error);
}

static const char *name_at(const ChartOption *known, size_t place) {
  while (known->place != place) known++;
  return known->name;
}

/* Both ends are options of the chart, if one is set beyond the other. */
static void check_range(const ChartOptions *options, const ChartOption *known, size_t low, size_t high,
                        Error *error) {
  const char *at = (const char *)options;
  double from, to;
  memcpy(&from, at + low, sizeof from);
  memcpy(&to, at + high, sizeof to);
  if (from >= to) error_input(error, "%s is not below %s", name_at(known, low), name_at(known, high));
}

void chart_options_read(ChartOptions *options, const ChartOption *known, const char *text, size_t length,
                        Error *error) {
  double none = (double)NAN;
  *options = (ChartOptions){
      .x_low = none, .x_high = none, .y_low = none, .y_high = none, .bin = none, .limit = none};
  if (!text) return;
  Error inner = {0};
  JsonReader json;
  json_open_text(&json, text, length, &inner);
  json_begin_object(&json);
  while (json_next_member(&json)) read_member(&json, known, options, &inner);
  json_finish(&json);
  json_close(&json);
  check_range(options, known, OPTION_AT(x_low), OPTION_AT(x_high), &inner);
  check_range(options, known, OPTION_AT(y_low), OPTION_AT(y_high), &inner);
  if (ok(&inner)) return;
  chart_options_release(options);
  if (inner.kind == ERROR_INPUT)
    error_input(error, "options: %s", inner.text);
  else if (ok(error))
    *error = inner;
}

void chart_options_release(ChartOptions *options) {
  arena_release(&options->arena);
}
