/* The axes of charts: scales, ticks, grids, titles and reference lines. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "chart/chart.h"
#include "chart/lettering.h"

enum { LABEL_GAP = 7, TITLE_ROOM = 20, TICK_ROOM = 20 };

Axis chart_axis(double low, double high, double low_asked, double high_asked, bool is_log, bool with_zero,
                int most) {
  AxisWish wish = {.low = low,
                   .high = high,
                   .is_log = is_log,
                   .most = most > 1 ? most : 1,
                   .low_fixed = !isnan(low_asked),
                   .high_fixed = !isnan(high_asked)};
  if (with_zero && !is_log && low > 0) wish.low = 0;
  if (with_zero && !is_log && high < 0) wish.high = 0;
  if (wish.low_fixed) wish.low = low_asked;
  if (wish.high_fixed) wish.high = high_asked;
  if (wish.low > wish.high) { /* all values are beyond the requested end */
    if (wish.low_fixed)
      wish.high = wish.low;
    else
      wish.low = wish.high;
  }
  return axis_make(&wish);
}

bool chart_is_log(int scale, double low, double high, const char *what, Error *error) {
  char text[32];
  if (scale == SCALE_AUTO) return axis_wants_log(low, high);
  if (scale != SCALE_LOG) return false;
  text[number_format(low, text)] = 0;
  if (low <= 0) error_input(error, "%s is not above 0 on a logarithmic scale: %s", what, text);
  return true;
}

/* The width of the widest label. */
static double label_width(const Axis *axis) {
  double widest = 0;
  for (int i = 0; i < axis->count; i++) {
    double width = lettering_width(axis->ticks[i].label, strlen(axis->ticks[i].label), FONT_TICK);
    if (width > widest) widest = width;
  }
  return widest;
}

double chart_left_of(const Axis *axis, JsonText title) {
  enum { EDGE = 10 };
  return EDGE + label_width(axis) + LABEL_GAP + (title.length ? TITLE_ROOM : 0);
}

double chart_below(JsonText title) {
  enum { EDGE = 8 };
  return EDGE + TICK_ROOM + (title.length ? TITLE_ROOM : 0);
}

static void put_line(Chart *chart, double x, double y, const char *way, double length) {
  put(chart, "M");
  put_number(chart, x);
  put(chart, " ");
  put_number(chart, y);
  put(chart, way);
  put_number(chart, length);
}

/* A group of tick labels: they share their size, anchor and ink. */
static void put_labels_begin(Chart *chart, const char *anchor) {
  put(chart, "<g font-size=\"11\" text-anchor=\"");
  put(chart, anchor);
  put(chart, "\"");
  put_ink(chart, INK_SOFT);
  put(chart, ">");
}

static void put_label(Chart *chart, double x, double y, const char *label) {
  if (!label[0]) return;
  put(chart, "<text");
  put_attribute(chart, "x", x);
  put_attribute(chart, "y", y);
  put(chart, ">");
  put(chart, label);
  put(chart, "</text>");
}

void put_title_left(Chart *chart, JsonText title, double top, double bottom) {
  enum { FROM_EDGE = 16 };
  double middle = (top + bottom) / 2, room = bottom - top + 40;
  if (!title.length) return;
  put(chart, "<g transform=\"rotate(-90 ");
  put_number(chart, FROM_EDGE);
  put(chart, " ");
  put_number(chart, middle);
  put(chart, ")\">");
  put_text(chart, FROM_EDGE, middle, ANCHOR_MIDDLE, FONT_TEXT, INK_TEXT, title, room);
  put(chart, "</g>\n");
}

void put_axis_left(Chart *chart, const Axis *axis, JsonText title) {
  put(chart, "<path");
  put_ink(chart, INK_GRID);
  put(chart, " d=\"");
  for (int i = 0; i < axis->count; i++) {
    if (axis->ticks[i].label[0])
      put_line(chart, chart->left, axis_place(axis, axis->ticks[i].value), "h", chart->right - chart->left);
  }
  put(chart, "\"/>\n");
  put_labels_begin(chart, "end");
  for (int i = 0; i < axis->count; i++)
    put_label(chart, chart->left - LABEL_GAP, axis_place(axis, axis->ticks[i].value) + 4,
              axis->ticks[i].label);
  put(chart, "</g>\n");
  put_title_left(chart, title, axis->to, axis->from);
}

/* Leaves out labels that would touch the one before. */
static void put_labels_bottom(Chart *chart, const Axis *axis) {
  double taken = -1e9;
  put_labels_begin(chart, "middle");
  for (int i = 0; i < axis->count; i++) {
    const char *label = axis->ticks[i].label;
    double x = axis_place(axis, axis->ticks[i].value),
           half = lettering_width(label, strlen(label), FONT_TICK) / 2;
    if (!label[0] || x - half < taken + 6) continue;
    taken = x + half;
    put_label(chart, x, chart->bottom + 17, label);
  }
  put(chart, "</g>\n");
}

void put_axis_bottom(Chart *chart, const Axis *axis, JsonText title, bool with_grid) {
  double height = chart->bottom - chart->top;
  put(chart, "<path");
  put_ink(chart, with_grid ? INK_GRID : INK_EDGE);
  put(chart, " d=\"");
  for (int i = 0; i < axis->count; i++) {
    double x = axis_place(axis, axis->ticks[i].value);
    if (with_grid)
      put_line(chart, x, chart->top, "v", height);
    else
      put_line(chart, x, chart->bottom, "v", 4);
  }
  if (!with_grid) put_line(chart, chart->left, chart->bottom, "h", chart->right - chart->left);
  put(chart, "\"/>\n");
  put_labels_bottom(chart, axis);
  put_text(chart, (chart->left + chart->right) / 2, chart->bottom + 36, ANCHOR_MIDDLE, FONT_TEXT, INK_TEXT,
           title, chart->width - 20);
}

void put_reference(Chart *chart, const Axis *axis, double value, JsonText label, const Colour *colour) {
  if (value < axis->low || value > axis->high) return;
  double y = axis_place(axis, value), text_y = y - 5 < chart->top + 8 ? y + 13 : y - 5;
  put(chart, "<g");
  put_colour(chart, colour ? *colour : colour_of_others);
  put(chart, "><path stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\" d=\"");
  put_line(chart, chart->left, y, "h", chart->right - chart->left);
  put(chart, "\"/></g>");
  if (!label.length) return;
  put_halo(chart);
  put_text(chart, chart->right - 3, text_y, ANCHOR_END, FONT_TICK, INK_SOFT, label,
           chart->right - chart->left);
  put(chart, "</g>\n");
}

/* ---- labels below columns ---- */

enum { TURNED_LONGEST = 120, LEVEL_HEIGHT = 20 };

ColumnLabels column_labels(const JsonText *texts, size_t count, double slot) {
  const double slope = 0.7071, line = 13;
  ColumnLabels out = {.texts = texts, .count = count, .every = 1, .slot = slot, .height = LEVEL_HEIGHT};
  double widest = 0;
  for (size_t i = 0; i < count; i++) {
    double width = lettering_width(texts[i].text, texts[i].length, FONT_TICK);
    if (width > widest) widest = width;
  }
  out.turned = widest > slot - 6;
  if (!out.turned) return out;
  if (widest > TURNED_LONGEST) widest = TURNED_LONGEST;
  out.height = widest * slope + 14;
  out.every = slot < line ? (size_t)ceil(line / slot) : 1;
  return out;
}

void put_column_labels(Chart *chart, const ColumnLabels *labels, double left, double top) {
  for (size_t i = 0; i < labels->count; i += labels->every) {
    double x = left + ((double)i + 0.5) * labels->slot;
    if (!labels->turned) {
      put_text(chart, x, top + 15, ANCHOR_MIDDLE, FONT_TICK, INK_SOFT, labels->texts[i], labels->slot);
      continue;
    }
    put(chart, "<g transform=\"translate(");
    put_number(chart, x + 4);
    put(chart, " ");
    put_number(chart, top + 12);
    put(chart, ")rotate(-45)\">");
    put_text(chart, 0, 0, ANCHOR_END, FONT_TICK, INK_SOFT, labels->texts[i], TURNED_LONGEST);
    put(chart, "</g>");
  }
  put(chart, "\n");
}
