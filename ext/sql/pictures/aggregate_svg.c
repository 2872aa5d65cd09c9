/*
** svg_lines(x, y[, series[, options[, count]]]), svg_bars(label, value[, series[, options]]),
** svg_scatter(x, y[, series[, options]]), svg_heatmap(column, row, value[, options]): charts as SVG.
**
**     SELECT svg_lines(recall, precision, class, '{"x":"recall","y":"precision"}') FROM pr_curve;
**
** Rows with NULL in what is drawn are left out; a NULL series has no name. The options must be the same in
** all rows. Rows are sorted first, so that their order does not matter. Without rows, the chart says "no
** data".
*/
#include <math.h>

#include "chart/chart.h"
#include "host/aggregate.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Drawing {
  ChartData data;
  char *options; /* the text, kept to be compared */
  size_t length;
  bool has_options;
} Drawing;

static bool is_null(sqlite3_value *value) {
  return sqlite3_value_type(value) == SQLITE_NULL;
}

static double read_number(sqlite3_value *value, const char *what, Error *error) {
  const double most = 1e300; /* so that differences stay finite */
  double number = 0;
  bool finite = value_real(value, &number) && isfinite(number);
  if (ok(error) && !(finite && fabs(number) <= most))
    error_input(error, "%s is %s: %s", what,
                finite ? "beyond 1e300, more than a chart can show" : "not a finite number",
                value_excerpt(value).text);
  return number;
}

/* An INTEGER, a TEXT, NULL, or a REAL as its text, in `room`. */
static Id read_name(sqlite3_value *value, const char *what, char room[32], Error *error) {
  Id name = {.kind = ID_NULL};
  double number;
  if (!ok(error) || value_id(value, &name)) return name;
  int type = sqlite3_value_type(value);
  if (type == SQLITE_TEXT) {
    error_memory(error);
  } else if (type == SQLITE_FLOAT && value_real(value, &number) && isfinite(number)) {
    return id_text(room, (uint32_t)number_format(number, room));
  }
  error_input(error, "%s is neither a number nor a text: %s", what, value_excerpt(value).text);
  return name;
}

static void keep_options(Drawing *drawing, sqlite3_value *value, Error *error) {
  size_t length = 0;
  int type = sqlite3_value_type(value);
  const char *text = type == SQLITE_TEXT ? value_text(value, &length) : "";
  if (type != SQLITE_TEXT && type != SQLITE_NULL)
    error_input(error, "options is not JSON text: %s", value_excerpt(value).text);
  if (!text) error_memory(error);
  if (!text || !ok(error)) return;
  if (type == SQLITE_NULL) text = "{}", length = 2;
  if (!drawing->has_options) {
    drawing->options = memory_allocate(length, 1, error);
    if (!drawing->options) return;
    memcpy(drawing->options, text, length);
    drawing->length = length;
    drawing->has_options = true;
  } else if (length != drawing->length || memcmp(text, drawing->options, length) != 0) {
    error_input(error, "options are not the same in all rows: %s", excerpt(text, length).text);
  }
}

static const ChartType *type_of(const AggregateCall *call) {
  return call->function->aggregate.kind;
}

/* A row as it was read. */
typedef struct ReadRow {
  ChartRow row;
  Id series, label;
  bool has_label;
  char rooms[2][32]; /* of the two names */
} ReadRow;

/* Where an end is NULL there is no interval: both are the value. */
static void read_interval(ChartRow *row, sqlite3_value **ends, Error *error) {
  row->x = row->count = row->y;
  if (is_null(ends[0]) || is_null(ends[1])) return;
  row->x = read_number(ends[0], "low", error);
  row->count = read_number(ends[1], "high", error);
  if (row->x > row->count) error_input(error, "low is above high: %s", value_excerpt(ends[0]).text);
}

static void read_argument(ReadRow *row, const ChartArgument *argument, sqlite3_value *value, Error *error) {
  const char *name = argument->name;
  switch (argument->part) {
  case CHART_X: row->row.x = read_number(value, name, error); break;
  case CHART_Y: row->row.y = read_number(value, name, error); break;
  case CHART_COUNT:
    if (!is_null(value)) row->row.count = read_number(value, name, error);
    if (row->row.count < 0) error_input(error, "%s is below 0: %s", name, value_excerpt(value).text);
    break;
  case CHART_LOW:
  case CHART_HIGH: break; /* both at once, when the value is known */
  case CHART_LABEL:
    row->label = read_name(value, name, row->rooms[0], error);
    row->has_label = true;
    break;
  case CHART_SERIES: row->series = read_name(value, name, row->rooms[1], error); break;
  case CHART_OPTIONS: break;
  }
}

static void step(AggregateCall *call) {
  Drawing *drawing = call->state;
  const ChartArgument *arguments = type_of(call)->arguments;
  ReadRow row = {.series = {.kind = ID_NULL}};
  bool left_out = false;
  for (int i = 0; i < call->count; i++) {
    if (arguments[i].part == CHART_OPTIONS) keep_options(drawing, call->arguments[i], &call->error);
    if (arguments[i].part == CHART_COUNT || arguments[i].part == CHART_HIGH) drawing->data.has_count = true;
    left_out = left_out || (arguments[i].required && is_null(call->arguments[i]));
  }
  if (left_out) return;
  for (int i = 0; i < call->count; i++) {
    read_argument(&row, &arguments[i], call->arguments[i], &call->error);
    if (arguments[i].part == CHART_HIGH) read_interval(&row.row, call->arguments + i - 1, &call->error);
  }
  chart_data_add(&drawing->data, &row.series, row.has_label ? &row.label : NULL, &row.row, &call->error);
}

static void finish(AggregateCall *group) {
  Drawing *drawing = group->state;
  const ChartType *type = type_of(group);
  Buffer out = {0};
  ChartOptions options = {0};
  chart_options_read(&options, type->options, drawing->options, drawing->length, &group->error);
  if (ok(&group->error)) chart_draw(type, &drawing->data, &options, &out, group->poll, &group->error);
  chart_options_release(&options);
  result_text(group->context, &out, &group->error);
}

static void release(void *state) {
  Drawing *drawing = state;
  chart_data_release(&drawing->data);
  memory_release(drawing->options);
}

extern const ChartType chart_lines, chart_bars, chart_scatter, chart_heatmap;

const Function function_svg_lines = {
    .kind = AGGREGATE,
    .name = "svg_lines",
    .arguments = "x, y[, series[, options[, count]]]",
    .summary = "draws a line chart as SVG",
    .returns = "TEXT, an SVG document",
    .example = "SELECT svg_lines(recall, precision, class) FROM pr_curve",
    .since = "0.1.0",
    PARAMETERS({"x", NULL, true, NUMBER_DOMAIN, "rows with NULL are left out"},
               {"y", NULL, true, NUMBER_DOMAIN, "rows with NULL are left out"},
               {"series", NULL, false, "a text or a number", "the name of the line"},
               {"options", NULL, false, "JSON text, the same in all rows", "titles, axes, colours and more"},
               {"count", NULL, false, "a number from 0", "the height of a bar at x"}),
    .counts = {2, 3, 4, 5, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &chart_lines},
};

const Function function_svg_bars = {
    .kind = AGGREGATE,
    .name = "svg_bars",
    .arguments = "label, value[, series[, options[, low, high]]]",
    .summary = "draws a bar chart or a histogram as SVG",
    .returns = "TEXT, an SVG document",
    .example = "SELECT svg_bars(class, ap) FROM ap_by_class",
    .since = "0.1.0",
    PARAMETERS(
        {"label", NULL, true, "a text or a number", "rows with NULL are left out"},
        {"value", NULL, true, NUMBER_DOMAIN, "rows with NULL are left out"},
        {"series", NULL, false, "a text or a number",
         "bars of one series have one colour and stand side by side"},
        {"options", NULL, false, "JSON text, the same in all rows", "titles, axes, colours and more"},
        {"low", NULL, false, NUMBER_DOMAIN, "the lower end of an interval, drawn over the bar; NULL: none"},
        {"high", NULL, false, NUMBER_DOMAIN, "its upper end"}),
    .counts = {2, 3, 4, 6, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &chart_bars},
};

const Function function_svg_scatter = {
    .kind = AGGREGATE,
    .name = "svg_scatter",
    .arguments = "x, y[, series[, options]]",
    .summary = "draws a scatter plot as SVG",
    .returns = "TEXT, an SVG document",
    .example = "SELECT svg_scatter(width, height, class) FROM labels",
    .since = "0.1.0",
    PARAMETERS({"x", NULL, true, NUMBER_DOMAIN, "rows with NULL are left out"},
               {"y", NULL, true, NUMBER_DOMAIN, "rows with NULL are left out"},
               {"series", NULL, false, "a text or a number", "points of one series have one colour"},
               {"options", NULL, false, "JSON text, the same in all rows", "titles, axes, colours and more"}),
    .counts = {2, 3, 4, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &chart_scatter},
};

const Function function_svg_heatmap = {
    .kind = AGGREGATE,
    .name = "svg_heatmap",
    .arguments = "column, row, value[, options]",
    .summary = "draws values of pairs as a heatmap, as SVG",
    .returns = "TEXT, an SVG document",
    .example = "SELECT svg_heatmap(class, confused_class, fp) FROM confusions",
    .since = "0.1.0",
    PARAMETERS(
        {"column", NULL, true, "a text or a number", "the column of the cell; rows with NULL are left out"},
        {"row", NULL, true, "a text or a number", "the row of the cell; rows with NULL are left out"},
        {"value", NULL, true, NUMBER_DOMAIN, "the shade of the cell; rows with NULL are left out"},
        {"options", NULL, false, "JSON text, the same in all rows", "titles, axes, colours and more"}),
    .counts = {3, 4, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &chart_heatmap},
};
