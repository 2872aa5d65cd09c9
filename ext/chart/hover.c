#include "chart/hover.h"

#include <math.h>

#include "picture/svg.h"

double series_value(const Series *series, double x) {
  size_t low = 0, high = series->count;
  while (low < high) { /* the first row that is not below x */
    size_t middle = (low + high) / 2;
    if (series->rows[middle].x < x)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == series->count) return (double)NAN;
  const ChartRow *at = &series->rows[low], *before = at - 1;
  if (at->x == x) return at->y;
  if (low == 0) return (double)NAN;
  return before->y + (at->y - before->y) * ((x - before->x) / (at->x - before->x));
}

/* A line of a title: "recall: 0.25". */
static void put_pair(Chart *chart, JsonText name, double value) {
  svg_text(chart->body, name.text, name.length, chart->error);
  put(chart, name.length ? ": " : "");
  put_value(chart, value);
}

static void put_band(Chart *chart, const SeriesList *list, const Stop *stop, const double ends[2], double top,
                     double bottom) {
  char room[NAME_ROOM];
  static const JsonText count = JSON_TEXT("count");
  put(chart, "<rect");
  put_attribute(chart, "x", ends[0]);
  put_attribute(chart, "y", top);
  put_attribute(chart, "width", ends[1] - ends[0]);
  put_attribute(chart, "height", bottom - top);
  put(chart, "><title>");
  put_pair(chart, chart->options->x, stop->x);
  for (size_t i = 0; i < list->shown_count; i++) {
    const Series *series = &list->shown[i];
    double value = series_value(series, stop->x);
    if (isnan(value)) continue;
    put(chart, "\n");
    put_pair(chart, series->name.kind == ID_NULL ? chart->options->y : chart_name(&series->name, room),
             value);
  }
  if (chart->data->has_count && !chart->options->no_bars) {
    put(chart, "\n");
    put_pair(chart, chart->options->count.length ? chart->options->count : count, stop->count);
  }
  put(chart, "</title></rect>\n");
}

/* Moves the stops with a band to the front. */
static size_t pick(const Axis *x, const Stop *stops, size_t count, Stop *picked) {
  enum { ALL = 60, SOME = 32 };
  size_t left = 0, next = 0;
  double apart = (x->to - x->from) / SOME, last = -1e9;
  for (; next < count; next++) {
    double place = axis_place(x, stops[next].x);
    if (stops[next].x < x->low || stops[next].x > x->high || (count > ALL && place < last + apart)) continue;
    picked[left++] = stops[next];
    last = place;
    if (left == ALL) break;
  }
  return left;
}

void put_hover(Chart *chart, const SeriesList *list, const Axis *x, const Stop *stops, size_t count,
               double top, double bottom) {
  enum { MOST = 60 };
  Stop picked[MOST];
  count = pick(x, stops, count, picked);
  put(chart, "<g class=\"hover\" fill=\"#8a9099\" fill-opacity=\"0\">\n");
  for (size_t i = 0; i < count; i++) {
    double here = axis_place(x, picked[i].x), ends[2] = {x->from, x->to};
    if (i > 0) ends[0] = (axis_place(x, picked[i - 1].x) + here) / 2;
    if (i + 1 < count) ends[1] = (here + axis_place(x, picked[i + 1].x)) / 2;
    put_band(chart, list, &picked[i], ends, top, bottom);
  }
  put(chart, "</g>\n");
}
