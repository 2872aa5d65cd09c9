#include "chart/chart_options.h"

#include <math.h>
#include <stdio.h>

typedef enum OptionKind { TEXT, NUMBER, CHOICE, FLAG, COLOURS, REFERENCES } OptionKind;

enum {
  L = 1 << CHART_LINES,
  B = 1 << CHART_BARS,
  S = 1 << CHART_SCATTER,
  H = 1 << CHART_HEATMAP,
  ALL = L | B | S | H
};

typedef struct Option {
  const char *name;
  unsigned charts;
  OptionKind kind;
  size_t place;              /* in ChartOptions */
  double low, high;          /* of a NUMBER */
  const char *const *choice; /* NULL ends them; their numbers are those of the lists */
  bool is_negative;          /* a FLAG that is stored the other way round */
} Option;

#define AT(member) offsetof(ChartOptions, member)
static const double far = 1e300;
#define ANY -1e300, 1e300

static const char *const themes[] = {"auto", "light", "dark", NULL};
static const char *const scales[] = {"linear", "log", "auto", NULL};
static const char *const orders[] = {"auto", "label", "largest", "smallest", NULL};
static const char *const directions[] = {"auto", "horizontal", "vertical", NULL};

/* Axes bear the names of the function's arguments. */
static const Option table[] = {
    {"title", ALL, TEXT, AT(title), 0, 0, NULL, false},
    {"subtitle", ALL, TEXT, AT(subtitle), 0, 0, NULL, false},
    {"description", ALL, TEXT, AT(description), 0, 0, NULL, false},
    {"x", L | S, TEXT, AT(x), 0, 0, NULL, false},
    {"y", L | S, TEXT, AT(y), 0, 0, NULL, false},
    {"label", B, TEXT, AT(x), 0, 0, NULL, false},
    {"value", B, TEXT, AT(y), 0, 0, NULL, false},
    {"column", H, TEXT, AT(x), 0, 0, NULL, false},
    {"row", H, TEXT, AT(y), 0, 0, NULL, false},
    {"value", H, TEXT, AT(value), 0, 0, NULL, false},
    {"count", L, TEXT, AT(count), 0, 0, NULL, false},
    {"width", ALL, NUMBER, AT(width), 160, 4000, NULL, false},
    {"height", ALL, NUMBER, AT(height), 100, 4000, NULL, false},
    {"theme", ALL, CHOICE, AT(theme), 0, 0, themes, false},
    {"background", ALL, FLAG, AT(plain), 0, 0, NULL, true},
    {"legend", ALL, FLAG, AT(no_legend), 0, 0, NULL, true},
    {"x_min", L | S, NUMBER, AT(x_low), ANY, NULL, false},
    {"x_max", L | S, NUMBER, AT(x_high), ANY, NULL, false},
    {"y_min", L | S, NUMBER, AT(y_low), ANY, NULL, false},
    {"y_max", L | S, NUMBER, AT(y_high), ANY, NULL, false},
    {"value_min", B | H, NUMBER, AT(y_low), ANY, NULL, false},
    {"value_max", B | H, NUMBER, AT(y_high), ANY, NULL, false},
    {"x_scale", L | S, CHOICE, AT(x_scale), 0, 0, scales, false},
    {"y_scale", L | S, CHOICE, AT(y_scale), 0, 0, scales, false},
    {"bin", B, NUMBER, AT(bin), 1e-9, 1e300, NULL, false},
    {"order", B, CHOICE, AT(order), 0, 0, orders, false},
    {"direction", B, CHOICE, AT(direction), 0, 0, directions, false},
    {"stack", B, FLAG, AT(stack), 0, 0, NULL, false},
    {"mean", L | B, TEXT, AT(mean), 0, 0, NULL, false},
    {"reference", L | B | S, REFERENCES, AT(references), 0, 0, NULL, false},
    {"colours", L | B | S, COLOURS, AT(colours), 0, 0, NULL, false},
    {"limit", ALL, NUMBER, AT(limit), 1, 1000, NULL, false},
    {"bars", L, FLAG, AT(no_bars), 0, 0, NULL, true},
    {"hidden", L, NUMBER, AT(hidden), 0, 1000, NULL, false},
};

enum { OPTIONS = sizeof table / sizeof *table };

static JsonText keep(ChartOptions *options, JsonText text, Error *error) {
  return (JsonText){arena_copy(&options->arena, text.text, text.length, error), text.length};
}

/* "width is not a number from 160 to 4000: "wide"" */
static void refuse(JsonReader *json, const char *name, const char *wanted, Error *error) {
  JsonText found = json_capture(json);
  if (ok(error)) error_input(error, "%s is not %s: %s", name, wanted, excerpt(found.text, found.length).text);
}

static void refuse_number(JsonReader *json, const Option *option, Error *error) {
  char low[32], high[32], wanted[96] = "a number";
  low[number_format(option->low, low)] = 0;
  high[number_format(option->high, high)] = 0;
  if (option->high < far)
    snprintf(wanted, sizeof wanted, "a number from %s to %s", low, high);
  else if (option->low > 0)
    snprintf(wanted, sizeof wanted, "a number above 0");
  refuse(json, option->name, wanted, error);
}

static void read_number(JsonReader *json, const Option *option, double *out, Error *error) {
  JsonReader before = *json; /* of a text in memory, so a copy goes back */
  double number = json_kind(json) == JSON_NUMBER ? json_real(json) : (double)NAN;
  if (ok(error) && number >= option->low && number <= option->high) {
    *out = number;
  } else if (ok(error)) {
    *json = before;
    refuse_number(json, option, error);
  }
}

static void read_choice(JsonReader *json, const Option *option, int *out, Error *error) {
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
  before.buffer = json->buffer; /* a string with escapes has made room */
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
  static const Option value = {"reference", L, NUMBER, 0, ANY, NULL, false};
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

static void read_flag(JsonReader *json, const Option *option, bool *out, Error *error) {
  JsonKind kind = json_kind(json);
  double number = -1; /* SQL knows no booleans: 0 and 1 stand for them */
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

static void read_option(JsonReader *json, const Option *option, ChartOptions *options, Error *error) {
  void *place = (char *)options + option->place;
  if (json_null(json) || !ok(error)) return;
  switch (option->kind) {
  case TEXT:
    if (json_kind(json) == JSON_STRING)
      *(JsonText *)place = keep(options, json_string(json), error);
    else if (json_kind(json) == JSON_NUMBER) /* a class, say */
      *(JsonText *)place = keep(options, json_capture(json), error);
    else
      refuse(json, option->name, "a text", error);
    break;
  case NUMBER: read_number(json, option, place, error); break;
  case CHOICE: read_choice(json, option, place, error); break;
  case FLAG: read_flag(json, option, place, error); break;
  case COLOURS: read_colours(json, options, error); break;
  case REFERENCES: read_references(json, options, error); break;
  }
}

static void refuse_name(JsonText name, ChartKind kind, Error *error) {
  char all[500] = "";
  size_t length = 0;
  for (int i = 0; i < OPTIONS; i++) {
    if (!(table[i].charts & 1U << kind)) continue;
    length += (size_t)snprintf(all + length, sizeof all - length, "%s%s", length ? ", " : "", table[i].name);
  }
  error_input(error, "no such option (there are %s): %s", all, excerpt(name.text, name.length).text);
}

static const Option *find_option(JsonText name, ChartKind kind) {
  for (int i = 0; i < OPTIONS; i++) {
    JsonText here = {table[i].name, strlen(table[i].name)};
    if ((table[i].charts & 1U << kind) && json_text_is(name, here)) return &table[i];
  }
  return NULL;
}

static void check_range(double low, double high, const char *what, Error *error) {
  if (low >= high) error_input(error, "%s_min is not below %s_max", what, what);
}

void chart_options_read(ChartOptions *options, ChartKind kind, const char *text, size_t length,
                        Error *error) {
  double none = (double)NAN;
  *options = (ChartOptions){
      .x_low = none, .x_high = none, .y_low = none, .y_high = none, .bin = none, .limit = none};
  if (!text) return;
  Error inner = {0};
  JsonReader json;
  json_open_text(&json, text, length, &inner);
  json_begin_object(&json);
  while (json_next_member(&json)) {
    const Option *option = find_option(json.key, kind);
    if (option)
      read_option(&json, option, options, &inner);
    else
      refuse_name(json.key, kind, &inner);
  }
  json_finish(&json);
  json_close(&json);
  bool values = kind == CHART_BARS || kind == CHART_HEATMAP;
  if (ok(&inner)) check_range(options->x_low, options->x_high, "x", &inner);
  if (ok(&inner)) check_range(options->y_low, options->y_high, values ? "value" : "y", &inner);
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
