/* Drawing of the bars: horizontal, with labels on the left; vertical, above labels; or a histogram over
** numbers. */
#include <math.h>

#include "chart/bars.h"
#include "chart/lettering.h"
#include "picture/svg.h"

typedef struct BarPlot {
  Bars bars;
  Axis value, bins;
  JsonText *labels; /* one for each group */
  double slot;      /* the width of a group, along the labels */
  double thick;     /* of a bar */
  bool shows_values;
} BarPlot;

enum { RIGHT = 18, VALUE_ROOM = 34, GROUP_GAP = 8 };

/* ---- layout ---- */

static const char *others_words(const Chart *chart) {
  return chart->options->stack ? " others" : " others (mean)";
}

static void find_labels(Chart *chart, BarPlot *plot) {
  const Bars *bars = &plot->bars;
  plot->labels = arena_allocate(&chart->texts, bars->group_count * sizeof *plot->labels, chart->error);
  for (size_t g = 0; g < bars->group_count && ok(chart->error); g++) {
    bool last = g + 1 == bars->group_count;
    plot->labels[g] =
        chart_label(chart, &bars->groups[g].label, last ? bars->left_over : 0, others_words(chart));
  }
}

static size_t bars_beside(const Chart *chart, const Bars *bars) {
  return chart->options->stack ? 1 : bars->stride;
}

static void lay_out_lying(Chart *chart, BarPlot *plot) {
  enum { WIDEST = 190, LONE = 14, ONE_OF_TWO = 11, ONE_OF_MANY = 8 };
  const ChartOptions *options = chart->options;
  const Bars *bars = &plot->bars;
  double beside = (double)bars_beside(chart, bars), count = (double)bars->group_count, widest = 0;
  double below = chart_below(options->y);
  plot->thick = beside < 2 ? LONE : beside < 3 ? ONE_OF_TWO : ONE_OF_MANY;
  plot->slot = beside * plot->thick + GROUP_GAP;
  chart->top += 10;
  if (chart->height == 0) {
    chart->height = chart->top + count * plot->slot + below;
  } else {
    plot->slot = fmax((chart->height - chart->top - below) / count, 3);
    plot->thick = fmin(plot->slot * 0.72 / beside, 26);
    chart->height = chart->top + count * plot->slot + below;
  }
  chart->bottom = chart->height - below;
  for (size_t g = 0; g < bars->group_count; g++)
    widest = fmax(widest, lettering_width(plot->labels[g].text, plot->labels[g].length, FONT_TEXT));
  widest = fmin(fmin(widest, WIDEST), chart->width * 0.35);
  plot->shows_values = !options->stack && plot->thick >= ONE_OF_TWO;
  chart->left = 14 + widest + 8 + (options->x.length ? 20 : 0);
  chart->right = chart->width - RIGHT - (plot->shows_values ? VALUE_ROOM : 0);
  if (plot->shows_values && bars->low < 0) chart->left += VALUE_ROOM;
}

static void lay_out_bins(Chart *chart, BarPlot *plot) {
  const Group *first = &plot->bars.groups[0], *last = &plot->bars.groups[plot->bars.group_count - 1];
  plot->bins = chart_axis(first->low, last->high, (double)NAN, (double)NAN, false, false,
                          (int)((chart->right - chart->left) / 64));
  plot->bins.from = chart->left;
  plot->bins.to = chart->right;
  plot->slot = axis_place(&plot->bins, first->high) - axis_place(&plot->bins, first->low);
}

static void lay_out_standing(Chart *chart, BarPlot *plot, ColumnLabels *labels) {
  enum { PLOT = 270, LEAST = 60 };
  const ChartOptions *options = chart->options;
  const Bars *bars = &plot->bars;
  double beside = (double)bars_beside(chart, bars), title = options->x.length ? 20 : 0;
  chart->left = chart_left_of(&plot->value, options->y);
  chart->right = chart->width - RIGHT;
  plot->slot = (chart->right - chart->left) / (double)bars->group_count;
  if (bars->binned) lay_out_bins(chart, plot);
  *labels = column_labels(plot->labels, bars->group_count, plot->slot);
  double below = bars->binned ? chart_below(options->x) : labels->height + title + 8;
  plot->thick = bars->binned ? fmax(plot->slot - 1, 1) / beside : fmin(plot->slot * 0.76 / beside, 40);
  chart->top += 12;
  if (chart->height == 0) chart->height = chart->top + PLOT + below;
  chart->bottom = fmax(chart->height - below, chart->top + LEAST);
  chart->height = chart->bottom + below;
}

static Axis value_axis(const Chart *chart, const Bars *bars, double length, double apart) {
  const ChartOptions *options = chart->options;
  return chart_axis(bars->low, bars->high, options->y_low, options->y_high, false, true,
                    (int)(length / apart));
}

/* ---- drawing ---- */

static void put_title_of(Chart *chart, const BarPlot *plot, size_t g, size_t s) {
  const Bars *bars = &plot->bars;
  const Group *group = &bars->groups[g];
  put(chart, "<title>");
  if (bars->binned) {
    put_value(chart, group->low);
    put(chart, " to ");
    put_value(chart, group->high);
  } else {
    svg_text(chart->body, plot->labels[g].text, plot->labels[g].length, chart->error);
  }
  if (s == bars->list.shown_count) {
    put(chart, ", ");
    put(chart, others_words(chart) + 1);
  } else if (bars->list.shown[s].name.kind != ID_NULL) {
    put(chart, ", ");
    put_name(chart, &bars->list.shown[s].name);
  }
  put(chart, ": ");
  put_value(chart, group->values[s]);
  if (group->lows && !isnan(group->lows[s])) {
    put(chart, ", interval ");
    put_value(chart, group->lows[s]);
    put(chart, " to ");
    put_value(chart, group->highs[s]);
  }
  put(chart, "</title>");
}

/* The position of a bar along the labels. */
static double side_of(const Chart *chart, const BarPlot *plot, size_t g, size_t s) {
  const Bars *bars = &plot->bars;
  double start = bars->horizontal ? chart->top : chart->left, beside = (double)bars_beside(chart, bars);
  double slot = plot->slot, at = start + (double)g * slot;
  if (bars->binned) at = axis_place(&plot->bins, bars->groups[g].low);
  return at + (slot - beside * plot->thick) / 2 + (chart->options->stack ? 0 : (double)s * plot->thick);
}

static void put_bar(Chart *chart, const BarPlot *plot, size_t g, size_t s, double base, double value) {
  const Axis *axis = &plot->value;
  double from = axis_place(axis, fmin(fmax(base, axis->low), axis->high));
  double to = axis_place(axis, fmin(fmax(value, axis->low), axis->high)), side = side_of(chart, plot, g, s);
  double gap = plot->thick > 6 && bars_beside(chart, &plot->bars) > 1 ? 0.5 : 0;
  bool lying = plot->bars.horizontal;
  put(chart, "<rect");
  put_attribute(chart, lying ? "x" : "y", fmin(from, to));
  put_attribute(chart, lying ? "width" : "height", fabs(to - from));
  put_attribute(chart, lying ? "y" : "x", side + gap);
  put_attribute(chart, lying ? "height" : "width", plot->thick - 2 * gap);
  put(chart, ">");
  put_title_of(chart, plot, g, s);
  put(chart, "</rect>\n");
}

/* The start of the bar: 0, or the top of the series before it. */
static double base_of(const Chart *chart, const Group *group, size_t s) {
  double base = 0;
  for (size_t before = 0; chart->options->stack && before < s; before++) {
    if (!isnan(group->values[before]) && (group->values[before] < 0) == (group->values[s] < 0))
      base += group->values[before];
  }
  return base;
}

static void put_bars(Chart *chart, const BarPlot *plot) {
  const Bars *bars = &plot->bars;
  for (size_t s = 0; s < bars->stride; s++) {
    Colour colour = s < bars->list.shown_count ? bars->list.shown[s].colour : colour_of_others;
    put(chart, "<g");
    put_colour(chart, colour);
    put(chart, " fill=\"currentColor\">\n");
    for (size_t g = 0; g < bars->group_count; g++) {
      double value = bars->groups[g].values[s], base = isnan(value) ? 0 : base_of(chart, &bars->groups[g], s);
      if (!isnan(value)) put_bar(chart, plot, g, s, base, base + value);
    }
    put(chart, "</g>\n");
    poll_check(chart->poll, chart->error);
  }
}

/* A line from the low to the high end of a bar's interval, with a stroke across at each. */
static void put_interval(Chart *chart, const BarPlot *plot, double low, double high, double middle) {
  const Axis *axis = &plot->value;
  bool lying = plot->bars.horizontal;
  double half = fmin(plot->thick / 4, 4);
  double ends[] = {axis_place(axis, fmin(fmax(low, axis->low), axis->high)),
                   axis_place(axis, fmin(fmax(high, axis->low), axis->high))};
  put(chart, "<path d=\"");
  for (int end = 0; end < 2; end++) {
    put(chart, "M");
    put_number(chart, lying ? ends[end] : middle - half);
    put(chart, " ");
    put_number(chart, lying ? middle - half : ends[end]);
    put(chart, lying ? "V" : "H");
    put_number(chart, middle + half);
  }
  put(chart, "M");
  put_number(chart, lying ? ends[0] : middle);
  put(chart, " ");
  put_number(chart, lying ? middle : ends[0]);
  put(chart, lying ? "H" : "V");
  put_number(chart, ends[1]);
  put(chart, "\"/>\n");
}

static void put_intervals(Chart *chart, const BarPlot *plot) {
  const Bars *bars = &plot->bars;
  if (!bars->group_count || !bars->groups[0].lows || chart->options->stack) return;
  put(chart, "<g");
  put_ink(chart, INK_EDGE);
  put(chart, " fill=\"none\" stroke-width=\"1.5\">\n");
  for (size_t g = 0; g < bars->group_count; g++) {
    for (size_t s = 0; s < bars->stride; s++) {
      double low = bars->groups[g].lows ? bars->groups[g].lows[s] : (double)NAN;
      if (!isnan(low))
        put_interval(chart, plot, low, bars->groups[g].highs[s],
                     side_of(chart, plot, g, s) + plot->thick / 2);
    }
  }
  put(chart, "</g>\n");
}

static int decimals_of(const Bars *bars) {
  double largest = 0;
  bool integers = true;
  for (size_t g = 0; g < bars->group_count; g++) {
    for (size_t s = 0; s < bars->stride; s++) {
      double value = bars->groups[g].values[s];
      if (isnan(value)) continue;
      largest = fmax(largest, fabs(value));
      integers = integers && value == floor(value);
    }
  }
  return axis_decimals(largest, integers);
}

/* Where a bar and its interval end. */
static double value_end(const Group *group, size_t s) {
  double value = group->values[s];
  if (!group->lows || isnan(group->lows[s])) return value;
  return value < 0 ? fmin(value, group->lows[s]) : fmax(value, group->highs[s]);
}

/* The values in digits at the ends of horizontal bars, with a seam in the colour of the ground. */
static void put_values(Chart *chart, const BarPlot *plot) {
  const Bars *bars = &plot->bars;
  int decimals = decimals_of(bars);
  const Axis *axis = &plot->value;
  char text[AXIS_LABEL];
  put_halo(chart);
  put(chart, "<g font-size=\"10\"");
  put_ink(chart, INK_SOFT);
  put(chart, ">\n");
  for (size_t g = 0; g < bars->group_count; g++) {
    for (size_t s = 0; s < bars->stride; s++) {
      double value = bars->groups[g].values[s];
      if (isnan(value)) continue;
      double end = value_end(&bars->groups[g], s);
      double x = axis_place(axis, fmin(fmax(end, axis->low), axis->high));
      axis_rounded(value, decimals, text);
      put(chart, "<text");
      put_attribute(chart, "x", value < 0 ? x - 4 : x + 4);
      put_attribute(chart, "y", side_of(chart, plot, g, s) + plot->thick / 2 + 3.5);
      put(chart, value < 0 ? " text-anchor=\"end\">" : ">");
      put(chart, text);
      put(chart, "</text>\n");
    }
  }
  put(chart, "</g></g>\n");
}

/* A dashed line along the labels: the mean of a series, or a requested value. */
static void put_level(Chart *chart, const BarPlot *plot, double value, JsonText label, Colour colour) {
  const Axis *axis = &plot->value;
  if (!plot->bars.horizontal) {
    put_reference(chart, axis, value, label, &colour);
    return;
  }
  if (value < axis->low || value > axis->high) return;
  double x = axis_place(axis, value);
  put(chart, "<g");
  put_colour(chart, colour);
  put(chart, "><path stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\" d=\"M");
  put_number(chart, x);
  put(chart, " ");
  put_number(chart, chart->top - 4);
  put(chart, "V");
  put_number(chart, chart->bottom);
  put(chart, "\"/></g>");
  put_text(chart, x + 4, chart->top - 1, ANCHOR_START, FONT_TICK, INK_SOFT, label, chart->right - x + 20);
}

static void put_levels(Chart *chart, const BarPlot *plot) {
  const ChartOptions *options = chart->options;
  const SeriesList *list = &plot->bars.list;
  int decimals = series_decimals(list);
  for (size_t s = 0; options->mean.length && s < list->shown_count; s++) {
    const Series *series = &list->shown[s];
    double mean = series->sum / (double)series->count;
    char number[AXIS_LABEL];
    Buffer text = {0};
    axis_rounded(mean, decimals, number);
    buffer_add(&text, options->mean.text, options->mean.length, chart->error);
    buffer_text(&text, " ", chart->error);
    buffer_text(&text, number, chart->error);
    if (series->name.kind != ID_NULL) text.length = 0; /* shown in the legend */
    if (ok(chart->error)) put_level(chart, plot, mean, (JsonText){text.bytes, text.length}, series->colour);
    buffer_release(&text);
  }
  for (size_t i = 0; i < options->reference_count; i++)
    put_level(chart, plot, options->references[i].value, options->references[i].label, colour_of_others);
}

/* The line that bars stand on. */
static void put_base(Chart *chart, const BarPlot *plot) {
  const Axis *axis = &plot->value;
  double zero = axis_place(axis, fmin(fmax(0, axis->low), axis->high));
  bool lying = plot->bars.horizontal;
  put(chart, "<path");
  put_ink(chart, INK_EDGE);
  put(chart, " d=\"M");
  put_number(chart, lying ? zero : chart->left);
  put(chart, " ");
  put_number(chart, lying ? chart->top : zero);
  put(chart, lying ? "V" : "H");
  put_number(chart, lying ? chart->bottom : chart->right);
  put(chart, "\"/>\n");
}

static void draw_lying(Chart *chart, BarPlot *plot) {
  const Bars *bars = &plot->bars;
  lay_out_lying(chart, plot);
  plot->value = value_axis(chart, bars, chart->right - chart->left, 64);
  plot->value.from = chart->left;
  plot->value.to = chart->right;
  put_axis_bottom(chart, &plot->value, chart->options->y, true);
  double room = chart->left - 14 - 8 - (chart->options->x.length ? 20 : 0);
  if (plot->shows_values && bars->low < 0) room -= VALUE_ROOM;
  for (size_t g = 0; g < bars->group_count; g++) {
    double y = chart->top + ((double)g + 0.5) * plot->slot + 4;
    bool last = g + 1 == bars->group_count && bars->left_over;
    double x = chart->left - 8 - (plot->shows_values && bars->low < 0 ? VALUE_ROOM : 0);
    put_text(chart, x, y, ANCHOR_END, FONT_TEXT, last ? INK_SOFT : INK_TEXT, plot->labels[g], room + 1);
  }
  put_title_left(chart, chart->options->x, chart->top, chart->bottom);
  put_levels(chart, plot);
  put_bars(chart, plot);
  put_intervals(chart, plot);
  put_base(chart, plot);
  if (plot->shows_values) put_values(chart, plot);
}

static void draw_standing(Chart *chart, BarPlot *plot) {
  const Bars *bars = &plot->bars;
  const ChartOptions *options = chart->options;
  ColumnLabels labels;
  plot->value = value_axis(chart, bars, options->height > 0 ? options->height * 0.7 : 270, 46);
  lay_out_standing(chart, plot, &labels);
  plot->value.from = chart->bottom;
  plot->value.to = chart->top;
  put_axis_left(chart, &plot->value, options->y);
  put_bars(chart, plot);
  put_intervals(chart, plot);
  put_base(chart, plot);
  put_levels(chart, plot);
  if (bars->binned) {
    put_axis_bottom(chart, &plot->bins, options->x, false);
    return;
  }
  put_column_labels(chart, &labels, chart->left, chart->bottom);
  put_text(chart, (chart->left + chart->right) / 2, chart->bottom + labels.height + 14, ANCHOR_MIDDLE,
           FONT_TEXT, INK_TEXT, options->x, chart->width - 20);
}

static void draw_bars(Chart *chart) {
  BarPlot plot = {.shows_values = false};
  bars_make(&plot.bars, chart);
  if (ok(chart->error)) find_labels(chart, &plot);
  if (ok(chart->error)) put_legend(chart, &plot.bars.list, SWATCH_SQUARE, others_words(chart));
  if (ok(chart->error) && plot.bars.horizontal)
    draw_lying(chart, &plot);
  else if (ok(chart->error))
    draw_standing(chart, &plot);
  bars_release(&plot.bars);
}

static const char *const orders[] = {"auto", "label", "largest", "smallest", NULL};
static const char *const directions[] = {"auto", "horizontal", "vertical", NULL};

static const ChartOption bars_options[] = {
    TITLE_OPTIONS,
    TEXT_OPTION("label", x),
    TEXT_OPTION("value", y),
    FRAME_OPTIONS,
    VALUE_OPTIONS,
    NUMBER_OPTION("bin", bin, 1e-9, 1e300),
    CHOICE_OPTION("order", order, orders),
    CHOICE_OPTION("direction", direction, directions),
    FLAG_OPTION("stack", stack),
    MEAN_OPTION,
    MARK_OPTIONS,
    LIMIT_OPTION,
    END_OF_OPTIONS,
};

const ChartType chart_bars = {
    .title = "Bar chart",
    .arguments = {{"label", CHART_LABEL, true},
                  {"value", CHART_Y, true},
                  {"series", CHART_SERIES, false},
                  {"options", CHART_OPTIONS, false},
                  {"low", CHART_LOW, false},
                  {"high", CHART_HIGH, false}},
    .options = bars_options,
    .draw = draw_bars,
};
