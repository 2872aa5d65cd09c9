/*
** svg_scatter: points. Up to a few hundred are circles that show their values; more are one path for each
** series, with a dot for each place with points. If those are too many, the places are cells of a grid,
** darker if they have more points.
*/
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "chart/chart.h"

enum { CLOUDS = 8, FEW = 250, MOST_DOTS = 4000 };

typedef struct Dot {
  uint32_t column, row, count;
} Dot;

typedef struct Cloud {
  SeriesList list;
  Axis x, y;
  Series others;   /* all merged series, as one */
  ChartRow *rest;  /* their rows */
  double cell;     /* pixels */
  Dot *dots;       /* scratch for one series */
  uint64_t *keys;  /* twice the rows */
  uint32_t *order; /* of each point too */
} Cloud;

/* ---- layout ---- */

static void lay_out_cloud(Chart *chart, Cloud *cloud) {
  enum { PLOT = 330, LEAST = 60 };
  const ChartOptions *options = chart->options;
  const ChartData *data = chart->data;
  double low[2] = {1e301, 1e301}, high[2] = {-1e301, -1e301};
  for (size_t i = 0; i < data->count; i++) {
    low[0] = fmin(low[0], data->rows[i].x);
    high[0] = fmax(high[0], data->rows[i].x);
    low[1] = fmin(low[1], data->rows[i].y);
    high[1] = fmax(high[1], data->rows[i].y);
  }
  double below = chart_below(options->x);
  chart->top += 12;
  if (chart->height == 0) chart->height = chart->top + PLOT + below;
  chart->bottom = fmax(chart->height - below, chart->top + LEAST);
  chart->height = chart->bottom + below;
  bool x_log = chart_is_log(options->x_scale, low[0], high[0], "x", chart->error);
  bool y_log = chart_is_log(options->y_scale, low[1], high[1], "y", chart->error);
  if (!ok(chart->error)) return;
  cloud->y = chart_axis(low[1], high[1], options->y_low, options->y_high, y_log, low[1] < high[1] / 2,
                        (int)((chart->bottom - chart->top) / 46));
  chart->left = chart_left_of(&cloud->y, options->y);
  chart->right = chart->width - 18;
  cloud->x = chart_axis(low[0], high[0], options->x_low, options->x_high, x_log, low[0] < high[0] / 2,
                        (int)((chart->right - chart->left) / 64));
  cloud->x.from = chart->left;
  cloud->x.to = chart->right;
  cloud->y.from = chart->bottom;
  cloud->y.to = chart->top;
}

static bool is_inside(const Cloud *cloud, const ChartRow *row) {
  return row->x >= cloud->x.low && row->x <= cloud->x.high && row->y >= cloud->y.low &&
         row->y <= cloud->y.high;
}

/* ---- dots ---- */

/* The number of a cell; points on the far edge belong to the last one. */
static uint64_t place_in(double distance, double length, double cell) {
  double last = floor(length / cell) - 1;
  return (uint64_t)fmax(0, fmin(floor(distance / cell), last));
}

/* The cells of a series with their counts, in the order of their places. */
static size_t find_dots(const Cloud *cloud, const Series *series, const Chart *chart, double cell) {
  Task task = {.poll = chart->poll};
  size_t count = 0, dots = 0;
  for (size_t i = 0; i < series->count; i++) {
    if (!is_inside(cloud, &series->rows[i])) continue;
    uint64_t column =
        place_in(axis_place(&cloud->x, series->rows[i].x) - chart->left, chart->right - chart->left, cell);
    uint64_t row =
        place_in(axis_place(&cloud->y, series->rows[i].y) - chart->top, chart->bottom - chart->top, cell);
    cloud->order[count] = 0;
    cloud->keys[count++] = column << 32 | row;
  }
  poll_check(chart->poll, chart->error);
  sort_by_key_checked(cloud->keys, cloud->order, cloud->keys + series->count, cloud->order + series->count,
                      count, &task, chart->error);
  if (!ok(chart->error)) return 0;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || cloud->keys[i] != cloud->keys[i - 1])
      cloud->dots[dots++] = (Dot){(uint32_t)(cloud->keys[i] >> 32), (uint32_t)cloud->keys[i], 0};
    cloud->dots[dots - 1].count++;
  }
  return dots;
}

static const Series *series_at(const Cloud *cloud, size_t i) {
  return i < cloud->list.shown_count ? &cloud->list.shown[i] : &cloud->others;
}

/* Finds the smallest cells that do not give too many dots. */
static void choose_cell(Chart *chart, Cloud *cloud) {
  static const double cells[] = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24};
  for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
    size_t dots = 0;
    for (size_t s = 0; s <= cloud->list.shown_count; s++) {
      dots += find_dots(cloud, series_at(cloud, s), chart, cells[c]);
      poll_check(chart->poll, chart->error);
    }
    cloud->cell = cells[c];
    if (dots <= MOST_DOTS || !ok(chart->error)) return;
  }
}

/* Each dot is a relative move and a line of length 0, whose round ends are the dot. */
static void put_dots(Chart *chart, const Cloud *cloud, size_t count, double opacity, uint32_t least,
                     uint32_t most) {
  double x = 0, y = 0;
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    const Dot *dot = &cloud->dots[i];
    double to_x = dot->column * cloud->cell, to_y = dot->row * cloud->cell;
    if (dot->count < least || dot->count > most) continue;
    if (!any) {
      put(chart, "<path");
      put_attribute(chart, "opacity", opacity);
      put(chart, " d=\"");
    }
    any = true;
    put(chart, "m");
    put_number(chart, to_x - x);
    put(chart, to_y < y ? "" : " ");
    put_number(chart, to_y - y);
    put(chart, "h0");
    x = to_x;
    y = to_y;
  }
  if (any) put(chart, "\"/>");
}

/* Three shades for cells with one, up to eight, and more points; in small cells the difference would be
** invisible. */
static void put_dense_cells(Chart *chart, const Cloud *cloud, const Series *series) {
  const double small = 2;
  size_t count = find_dots(cloud, series, chart, cloud->cell);
  put(chart, "<g transform=\"translate(");
  put_number(chart, chart->left + cloud->cell / 2);
  put(chart, " ");
  put_number(chart, chart->top + cloud->cell / 2);
  put(chart, ")\">");
  if (cloud->cell <= small) {
    put_dots(chart, cloud, count, 0.7, 1, UINT32_MAX);
  } else {
    put_dots(chart, cloud, count, 0.5, 1, 1);
    put_dots(chart, cloud, count, 0.75, 2, 8);
    put_dots(chart, cloud, count, 1, 9, UINT32_MAX);
  }
  put(chart, "</g>");
}

static void put_circle(Chart *chart, const Cloud *cloud, const Series *series, const ChartRow *row) {
  put(chart, "<circle");
  put_attribute(chart, "cx", axis_place(&cloud->x, row->x));
  put_attribute(chart, "cy", axis_place(&cloud->y, row->y));
  put(chart, " r=\"3.5\"><title>");
  if (series->name.kind != ID_NULL) {
    put_name(chart, &series->name);
    put(chart, ": ");
  }
  put_value(chart, row->x);
  put(chart, ", ");
  put_value(chart, row->y);
  put(chart, "</title></circle>\n");
}

static void put_points(Chart *chart, const Cloud *cloud, const Series *series) {
  put(chart, "<g");
  put_colour(chart, series->colour);
  if (chart->data->count <= FEW) {
    put(chart, " fill=\"currentColor\" fill-opacity=\"0.75\">\n");
    for (size_t i = 0; i < series->count; i++) {
      if (is_inside(cloud, &series->rows[i])) put_circle(chart, cloud, series, &series->rows[i]);
    }
  } else {
    put(chart, " stroke=\"currentColor\" stroke-linecap=\"round\"");
    put_attribute(chart, "stroke-width", cloud->cell <= 4 ? 4 : cloud->cell);
    put(chart, ">");
    if (series->name.kind != ID_NULL) {
      put(chart, "<title>");
      put_name(chart, &series->name);
      put(chart, "</title>");
    }
    put_dense_cells(chart, cloud, series);
  }
  put(chart, "</g>\n");
}

/* ---- the whole ---- */

static void make_room(Chart *chart, Cloud *cloud) {
  size_t count = chart->data->count;
  cloud->dots = memory_allocate(count, sizeof *cloud->dots, chart->error);
  cloud->keys = memory_allocate(count, 2 * sizeof *cloud->keys, chart->error);
  cloud->order = memory_allocate(count, 2 * sizeof *cloud->order, chart->error);
  cloud->rest = memory_allocate(count, sizeof *cloud->rest, chart->error);
  cloud->others = (Series){.rows = cloud->rest, .colour = colour_of_others};
  for (size_t s = 0; s < cloud->list.other_count && ok(chart->error); s++) {
    const Series *series = &cloud->list.others[s];
    memcpy(cloud->rest + cloud->others.count, series->rows, series->count * sizeof *series->rows);
    cloud->others.count += series->count;
  }
}

static void draw_scatter(Chart *chart) {
  const ChartOptions *options = chart->options;
  Cloud cloud = {.cell = 1};
  series_list_make(&cloud.list, chart->data, options, isnan(options->limit) ? CLOUDS : (size_t)options->limit,
                   chart->error);
  if (ok(chart->error)) make_room(chart, &cloud);
  if (ok(chart->error)) put_legend(chart, &cloud.list, SWATCH_DOT, " others");
  if (ok(chart->error)) lay_out_cloud(chart, &cloud);
  if (ok(chart->error) && chart->data->count > FEW) choose_cell(chart, &cloud);
  if (ok(chart->error)) {
    put_axis_left(chart, &cloud.y, options->y);
    put_axis_bottom(chart, &cloud.x, options->x, false);
    if (cloud.others.count) put_points(chart, &cloud, &cloud.others);
    for (size_t i = 0; i < cloud.list.shown_count; i++) put_points(chart, &cloud, &cloud.list.shown[i]);
    for (size_t i = 0; i < options->reference_count; i++)
      put_reference(chart, &cloud.y, options->references[i].value, options->references[i].label, NULL);
  }
  series_list_release(&cloud.list);
  memory_release(cloud.dots);
  memory_release(cloud.keys);
  memory_release(cloud.order);
  memory_release(cloud.rest);
}

static const ChartOption scatter_options[] = {
    TITLE_OPTIONS, TEXT_OPTION("x", x), TEXT_OPTION("y", y), FRAME_OPTIONS,
    SCALE_OPTIONS, MARK_OPTIONS,        LIMIT_OPTION,        END_OF_OPTIONS,
};

const ChartType chart_scatter = {
    .title = "Scatter plot",
    .arguments = {{"x", CHART_X, true},
                  {"y", CHART_Y, true},
                  {"series", CHART_SERIES, false},
                  {"options", CHART_OPTIONS, false}},
    .options = scatter_options,
    .draw = draw_scatter,
};
