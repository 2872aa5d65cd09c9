/*
** svg_lines(x, y[, series[, options[, count]]]), svg_bars(label, value[, series[, options]]),
** svg_scatter(x, y[, series[, options]]), svg_heatmap(column, row, value[, options]): charts as SVG.
**
**     SELECT svg_lines(recall, precision, class, '{"x":"recall","y":"precision"}') FROM pr_curve;
**
** Rows with NULL in what is drawn are left out; a series that is NULL has no name. The options are those of the first row
** and must be the same in all. Rows are sorted inside, so that their order does not matter. No rows: "no data".
*/
#include <math.h>

#include "chart/chart.h"
#include "host/function.h"
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
  if (ok(error) && (!value_real(value, &number) || !(fabs(number) <= most)))
    error_input(error, "%s is not a finite number: %s", what, value_excerpt(value).text);
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

static void add_point(ChartKind kind, Drawing *drawing, int count, sqlite3_value **arguments, Error *error) {
  static const Id none = {.kind = ID_NULL};
  char room[32];
  ChartRow row = {0};
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  row.x = read_number(arguments[0], "x", error);
  row.y = read_number(arguments[1], "y", error);
  Id series = count > 2 ? read_name(arguments[2], "series", room, error) : none;
  if (kind == CHART_LINES && count > 4) {
    drawing->data.has_count = true;
    if (!is_null(arguments[4])) row.count = read_number(arguments[4], "count", error);
    if (row.count < 0) error_input(error, "count is below 0: %s", value_excerpt(arguments[4]).text);
  }
  chart_data_add(&drawing->data, &series, NULL, &row, error);
}

static void add_bar(Drawing *drawing, int count, sqlite3_value **arguments, Error *error) {
  static const Id none = {.kind = ID_NULL};
  char rooms[2][32];
  ChartRow row = {0};
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  Id label = read_name(arguments[0], "label", rooms[0], error);
  row.y = read_number(arguments[1], "value", error);
  Id series = count > 2 ? read_name(arguments[2], "series", rooms[1], error) : none;
  chart_data_add(&drawing->data, &series, &label, &row, error);
}

static void add_cell(Drawing *drawing, sqlite3_value **arguments, Error *error) {
  char rooms[2][32];
  ChartRow row = {0};
  if (is_null(arguments[0]) || is_null(arguments[1]) || is_null(arguments[2])) return;
  Id column = read_name(arguments[0], "column", rooms[0], error);
  Id line = read_name(arguments[1], "row", rooms[1], error);
  row.y = read_number(arguments[2], "value", error);
  chart_data_add(&drawing->data, &line, &column, &row, error);
}

static ChartKind kind_of(const AggregateCall *call) {
  return *(const ChartKind *)call->function->aggregate.kind;
}

static void step(AggregateCall *row) {
  Drawing *drawing = row->state;
  ChartKind kind = kind_of(row);
  if (row->count > 3) keep_options(drawing, row->arguments[3], &row->error);
  if (!ok(&row->error)) return;
  if (kind == CHART_HEATMAP)
    add_cell(drawing, row->arguments, &row->error);
  else if (kind == CHART_BARS)
    add_bar(drawing, row->count, row->arguments, &row->error);
  else
    add_point(kind, drawing, row->count, row->arguments, &row->error);
}

static void finish(AggregateCall *group) {
  Drawing *drawing = group->state;
  Buffer out = {0};
  ChartOptions options = {0};
  chart_options_read(&options, kind_of(group), drawing->options, drawing->length, &group->error);
  if (ok(&group->error))
    chart_draw(kind_of(group), &drawing->data, &options, &out, group->poll, &group->error);
  chart_options_release(&options);
  result_text(group->context, &out, &group->error);
}

static void release(void *state) {
  Drawing *drawing = state;
  chart_data_release(&drawing->data);
  memory_release(drawing->options);
}

static const ChartKind lines = CHART_LINES, bars = CHART_BARS, scatter = CHART_SCATTER,
                       heatmap = CHART_HEATMAP;

const Function function_svg_lines = {
    .kind = AGGREGATE,
    .name = "svg_lines",
    .arguments = "x, y[, series[, options[, count]]]",
    .summary = "a line chart as SVG",
    .counts = {2, 3, 4, 5, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &lines},
};

const Function function_svg_bars = {
    .kind = AGGREGATE,
    .name = "svg_bars",
    .arguments = "label, value[, series[, options]]",
    .summary = "a bar chart or a histogram as SVG",
    .counts = {2, 3, 4, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &bars},
};

const Function function_svg_scatter = {
    .kind = AGGREGATE,
    .name = "svg_scatter",
    .arguments = "x, y[, series[, options]]",
    .summary = "a scatter plot as SVG",
    .counts = {2, 3, 4, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &scatter},
};

const Function function_svg_heatmap = {
    .kind = AGGREGATE,
    .name = "svg_heatmap",
    .arguments = "column, row, value[, options]",
    .summary = "a heatmap as SVG",
    .counts = {3, 4, -1},
    .aggregate = {sizeof(Drawing), step, finish, release, &heatmap},
};
