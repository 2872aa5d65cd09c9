/*
** svg_lines: a line for each series over numbers, dashed reference lines, and bars of counts in a panel
** below.
*/
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "chart/decimate.h"
#include "chart/hover.h"

typedef struct Plot {
  SeriesList list;
  Axis x, y, counts;
  double counts_top, counts_bottom; /* of the panel below */
  bool cuts;                        /* there are values outside the visible span */
  Stop *stops;                      /* all distinct x */
  size_t stop_count;
  Series others; /* one line for all merged series: their mean */
  ChartRow *means;
  Spot *spots; /* scratch, for the longest line */
} Plot;

enum { MEANS = 101, LINES = 10 };

static bool has_bars(const Chart *chart) {
  return chart->data->has_count && !chart->options->no_bars;
}

/* ---- data ---- */

static void find_stops(Chart *chart, Plot *plot) {
  Task task = {.poll = chart->poll};
  const ChartData *data = chart->data;
  size_t count = data->count;
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, chart->error);
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, chart->error);
  plot->stops = memory_allocate(count, sizeof *plot->stops, chart->error);
  for (size_t i = 0; i < count && ok(chart->error); i++) {
    order[i] = (uint32_t)i;
    keys[i] = sort_key_ascending(data->rows[i].x);
  }
  poll_check(chart->poll, chart->error);
  if (ok(chart->error))
    sort_by_key_checked(keys, order, keys + count, order + count, count, &task, chart->error);
  for (size_t i = 0; i < count && ok(chart->error); i++) {
    const ChartRow *row = &data->rows[order[i]];
    if (!plot->stop_count || plot->stops[plot->stop_count - 1].x != row->x)
      plot->stops[plot->stop_count++] = (Stop){row->x, 0};
    plot->stops[plot->stop_count - 1].count += row->count;
  }
  memory_release(order);
  memory_release(keys);
}

/* The merged series as one line: at MEANS places, the mean of those that reach the place. */
static void find_others(Chart *chart, Plot *plot) {
  const SeriesList *list = &plot->list;
  const Stop *first = plot->stops, *last = plot->stops + plot->stop_count - 1;
  if (!list->other_count) return;
  plot->means = memory_allocate_zeroed(MEANS, sizeof *plot->means, chart->error);
  plot->others = (Series){.rows = plot->means, .colour = colour_of_others};
  for (int i = 0; i < MEANS && ok(chart->error); i++) {
    double share = i / (MEANS - 1.0), x = first->x * (1 - share) + last->x * share, sum = 0;
    size_t reached = 0;
    for (size_t s = 0; s < list->other_count; s++) {
      double y = series_value(&list->others[s], x);
      if (isnan(y)) continue;
      sum += y;
      reached++;
    }
    if (reached) plot->means[plot->others.count++] = (ChartRow){.x = x, .y = sum / (double)reached};
    poll_check(chart->poll, chart->error);
  }
}

/* ---- layout ---- */

/* The visible span of y: that of the visible lines and the reference lines. */
static void find_y_range(const Plot *plot, const ChartOptions *options, double *low, double *high) {
  *low = 1e301;
  *high = -1e301;
  for (size_t s = 0; s <= plot->list.shown_count; s++) {
    const Series *series = s < plot->list.shown_count ? &plot->list.shown[s] : &plot->others;
    for (size_t i = 0; i < series->count; i++) {
      if (series->rows[i].y < *low) *low = series->rows[i].y;
      if (series->rows[i].y > *high) *high = series->rows[i].y;
    }
  }
  for (size_t i = 0; i < options->reference_count; i++) {
    if (options->references[i].value < *low) *low = options->references[i].value;
    if (options->references[i].value > *high) *high = options->references[i].value;
  }
}

/* The vertical layout: the plot, and below it the panel of the counts. */
static void lay_out_rows(Chart *chart, Plot *plot) {
  enum { PLOT = 270, GAP = 18, LEAST = 60 };
  double below = chart_below(chart->options->x), panel = 0;
  chart->top += 12;
  if (chart->height == 0) chart->height = chart->top + PLOT + below + (has_bars(chart) ? 84 : 0);
  double inner = chart->height - chart->top - below;
  if (inner < LEAST) { /* a height too small for its content */
    inner = LEAST;
    chart->height = chart->top + inner + below;
  }
  if (has_bars(chart)) panel = inner * 0.22;
  plot->counts_bottom = chart->top + inner;
  plot->counts_top = plot->counts_bottom - panel;
  chart->bottom = panel > 0 ? plot->counts_top - GAP : plot->counts_bottom;
}

static void lay_out_lines(Chart *chart, Plot *plot) {
  const ChartOptions *options = chart->options;
  double low, high, most = 0, x_low = plot->stops[0].x, x_high = plot->stops[plot->stop_count - 1].x;
  find_y_range(plot, options, &low, &high);
  lay_out_rows(chart, plot);
  bool y_log = chart_is_log(options->y_scale, low, high, "y", chart->error);
  bool x_log = chart_is_log(options->x_scale, x_low, x_high, "x", chart->error);
  if (!ok(chart->error)) return;
  plot->cuts =
      x_low < options->x_low || x_high > options->x_high || low < options->y_low || high > options->y_high;
  plot->y = chart_axis(low, high, options->y_low, options->y_high, y_log, low < high / 2 || low > high / 2,
                       (int)((chart->bottom - chart->top) / 46));
  for (size_t i = 0; i < plot->stop_count; i++)
    most = plot->stops[i].count > most ? plot->stops[i].count : most;
  plot->counts = chart_axis(0, most, 0, (double)NAN, false, true, 2);
  double left = chart_left_of(&plot->y, options->y), other = chart_left_of(&plot->counts, options->count);
  chart->left = has_bars(chart) && other > left ? other : left;
  chart->right = chart->width - 18;
  plot->x = chart_axis(x_low, x_high, options->x_low, options->x_high, x_log, false,
                       (int)((chart->right - chart->left) / 64));
  plot->x.from = chart->left;
  plot->x.to = chart->right;
  plot->y.from = chart->bottom;
  plot->y.to = chart->top;
  plot->counts.from = plot->counts_bottom;
  plot->counts.to = plot->counts_top;
}

/* ---- drawing ---- */

/* The points of a path, each relative to the one before, in integer tenths, so that rounding errors do not
** add up. */
static void put_path(Chart *chart, const Spot *spots, size_t count) {
  double x = nearbyint(spots[0].x * 10), y = nearbyint(spots[0].y * 10);
  put(chart, "<path d=\"M");
  put_number(chart, x / 10);
  put(chart, " ");
  put_number(chart, y / 10);
  for (size_t i = 1; i < count; i++) {
    double to_x = nearbyint(spots[i].x * 10), to_y = nearbyint(spots[i].y * 10);
    put(chart, i == 1 ? "l" : to_x < x ? "" : " ");
    put_number(chart, (to_x - x) / 10);
    put(chart, to_y < y ? "" : " ");
    put_number(chart, (to_y - y) / 10);
    x = to_x;
    y = to_y;
  }
  put(chart, "\"/>");
}

static double within(double value) {
  const double far = 1e5; /* pixels: far outside, but still a number that every program can read */
  return value > far ? far : value < -far ? -far : value;
}

/* Rows with the same x are sorted by y; the line starts at the end that is closer to where it comes from. */
static void turn_runs(Spot *spots, size_t count) {
  for (size_t begin = 0, end; begin < count; begin = end) {
    for (end = begin + 1; end < count && spots[end].x == spots[begin].x; end++) {}
    if (begin == 0 || end - begin < 2) continue;
    double from = spots[begin - 1].y;
    if (fabs(spots[begin].y - from) <= fabs(spots[end - 1].y - from)) continue;
    for (size_t i = begin, j = end - 1; i < j; i++, j--) {
      Spot swapped = spots[i];
      spots[i] = spots[j];
      spots[j] = swapped;
    }
  }
}

static void put_series(Chart *chart, Plot *plot, const Series *series, bool hidden) {
  const double tolerance = 0.15;
  size_t count = series->count;
  for (size_t i = 0; i < count; i++)
    plot->spots[i] = (Spot){within(axis_place(&plot->x, series->rows[i].x)),
                            within(axis_place(&plot->y, series->rows[i].y))};
  turn_runs(plot->spots, count);
  count = decimate(plot->spots, count, 1, tolerance);
  put(chart, "<g");
  put_colour(chart, series->colour);
  put(chart, hidden ? " display=\"none\">" : ">");
  if (series->name.kind != ID_NULL) {
    put(chart, "<title>");
    put_name(chart, &series->name);
    put(chart, "</title>");
  }
  if (count > 1) {
    put_path(chart, plot->spots, count);
  } else {
    put(chart, "<circle");
    put_attribute(chart, "cx", plot->spots[0].x);
    put_attribute(chart, "cy", plot->spots[0].y);
    put(chart, " r=\"3\" fill=\"currentColor\"/>");
  }
  put(chart, "</g>\n");
}

static void put_all_series(Chart *chart, Plot *plot) {
  const SeriesList *list = &plot->list;
  size_t longest = MEANS, hidden = (size_t)chart->options->hidden;
  if (hidden > list->other_count) hidden = list->other_count;
  for (size_t i = 0; i < list->shown_count + hidden; i++) {
    if (list->shown[i].count > longest) longest = list->shown[i].count;
  }
  plot->spots = memory_allocate(longest, sizeof *plot->spots, chart->error);
  put(chart,
      "<g stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n");
  if (ok(chart->error) && plot->others.count) put_series(chart, plot, &plot->others, false);
  for (size_t i = 0; i < list->shown_count + hidden && ok(chart->error); i++) {
    put_series(chart, plot, &list->shown[i], i >= list->shown_count);
    poll_check(chart->poll, chart->error);
  }
  put(chart, "</g>\n");
}

/* A window that clips its content; a nested <svg> clips without an id. */
static void put_window(Chart *chart) {
  double width = chart->right - chart->left, height = chart->bottom - chart->top;
  put(chart, "<svg");
  put_attribute(chart, "x", chart->left);
  put_attribute(chart, "y", chart->top);
  put_attribute(chart, "width", width);
  put_attribute(chart, "height", height);
  put(chart, " viewBox=\"");
  put_number(chart, chart->left);
  put(chart, " ");
  put_number(chart, chart->top);
  put(chart, " ");
  put_number(chart, width);
  put(chart, " ");
  put_number(chart, height);
  put(chart, "\">\n");
}

/* Bars reach from one midpoint between places to the next; the outer ones are symmetric. */
static void find_bar(const Chart *chart, const Plot *plot, size_t i, double *left, double *right) {
  const double alone = 12, gap = 1;
  const Stop *stop = &plot->stops[i];
  double x = axis_place(&plot->x, stop->x);
  bool first = i == 0, last = i + 1 == plot->stop_count;
  double before = first ? alone : (x - axis_place(&plot->x, stop[-1].x) - gap) / 2;
  double behind = last ? first ? alone : before : (axis_place(&plot->x, stop[1].x) - x - gap) / 2;
  if (first && !last) before = behind;
  *left = fmax(x - fmax(before, 0.5), chart->left);
  *right = fmin(x + fmax(behind, 0.5), chart->right);
}

static void put_counts(Chart *chart, Plot *plot) {
  put(chart, "<g");
  put_colour(chart, colour_of_others);
  put(chart, "><path fill=\"currentColor\" fill-opacity=\"0.7\" d=\"");
  for (size_t i = 0; i < plot->stop_count; i++) {
    const Stop *stop = &plot->stops[i];
    double left, right;
    if (stop->x < plot->x.low || stop->x > plot->x.high || !(stop->count > 0)) continue;
    find_bar(chart, plot, i, &left, &right);
    put(chart, "M");
    put_number(chart, left);
    put(chart, " ");
    put_number(chart, plot->counts_bottom);
    put(chart, "V");
    put_number(chart, axis_place(&plot->counts, stop->count));
    put(chart, "H");
    put_number(chart, right);
    put(chart, "V");
    put_number(chart, plot->counts_bottom);
    put(chart, "z");
  }
  put(chart, "\"/></g>\n");
}

static void put_axes(Chart *chart, Plot *plot) {
  double bottom = chart->bottom;
  put_axis_left(chart, &plot->y, chart->options->y);
  if (has_bars(chart)) put_axis_left(chart, &plot->counts, chart->options->count);
  if (has_bars(chart)) put_counts(chart, plot);
  chart->bottom = plot->counts_bottom;
  put_axis_bottom(chart, &plot->x, chart->options->x, false);
  chart->bottom = bottom;
}

static void draw_lines(Chart *chart) {
  const ChartOptions *options = chart->options;
  Plot plot = {.cuts = false};
  series_list_make(&plot.list, chart->data, options, isnan(options->limit) ? LINES : (size_t)options->limit,
                   chart->error);
  if (ok(chart->error)) find_stops(chart, &plot);
  if (ok(chart->error)) find_others(chart, &plot);
  if (ok(chart->error)) put_legend(chart, &plot.list, SWATCH_LINE, " others (mean)");
  if (ok(chart->error)) lay_out_lines(chart, &plot);
  if (ok(chart->error)) {
    put_axes(chart, &plot);
    if (plot.cuts) put_window(chart);
    put_all_series(chart, &plot);
    if (plot.cuts) put(chart, "</svg>\n");
    for (size_t i = 0; i < options->reference_count; i++)
      put_reference(chart, &plot.y, options->references[i].value, options->references[i].label, NULL);
    put_hover(chart, &plot.list, &plot.x, plot.stops, plot.stop_count, chart->top, plot.counts_bottom);
  }
  series_list_release(&plot.list);
  memory_release(plot.stops);
  memory_release(plot.means);
  memory_release(plot.spots);
}

static const ChartOption lines_options[] = {
    TITLE_OPTIONS,
    TEXT_OPTION("x", x),
    TEXT_OPTION("y", y),
    TEXT_OPTION("count", count),
    FRAME_OPTIONS,
    SCALE_OPTIONS,
    MEAN_OPTION,
    MARK_OPTIONS,
    LIMIT_OPTION,
    NEGATIVE_FLAG_OPTION("bars", no_bars),
    NUMBER_OPTION("hidden", hidden, 0, 1000),
    END_OF_OPTIONS,
};

const ChartType chart_lines = {
    .title = "Line chart",
    .arguments = {{"x", CHART_X, true},
                  {"y", CHART_Y, true},
                  {"series", CHART_SERIES, false},
                  {"options", CHART_OPTIONS, false},
                  {"count", CHART_COUNT, false}},
    .options = lines_options,
    .draw = draw_lines,
};
