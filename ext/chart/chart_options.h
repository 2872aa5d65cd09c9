/*
** The options of a chart: JSON text such as '{"title":"PR curves","x":"recall","width":640}'. An option that a chart does not
** know is an error that lists those it knows; null leaves the default.
*/
#ifndef BOXSCORE_CHART_CHART_OPTIONS_H
#define BOXSCORE_CHART_CHART_OPTIONS_H

#include "base/json.h"
#include "picture/colour.h"

typedef enum ChartKind { CHART_LINES, CHART_BARS, CHART_SCATTER, CHART_HEATMAP } ChartKind;

enum { THEME_AUTO, THEME_LIGHT, THEME_DARK };
enum { SCALE_LINEAR, SCALE_LOG, SCALE_AUTO };
enum { ORDER_AUTO, ORDER_LABEL, ORDER_LARGEST, ORDER_SMALLEST };
enum { DIRECTION_AUTO, DIRECTION_HORIZONTAL, DIRECTION_VERTICAL };

typedef struct ChartReference {
  double value;
  JsonText label;
} ChartReference;

typedef struct ChartColour {
  JsonText series;
  Colour colour;
} ChartColour;

enum { CHART_REFERENCES = 8, CHART_COLOURS = 64 };

typedef struct ChartOptions {
  JsonText title, subtitle, description;
  JsonText x, y,
      value;      /* what the axes show: bars: x the labels, y the values; heatmap: columns, rows, cells */
  JsonText count; /* the bars below lines */
  JsonText mean;  /* what the mean of a series is called, where it is shown */
  double width, height;                          /* 0: by the chart */
  double x_low, x_high, y_low, y_high;           /* NaN: by the data */
  double bin;                                    /* NaN: the labels of bars are no numbers of an axis */
  double limit;                                  /* series, bars, or rows and columns; NaN: the default */
  double hidden;                                 /* how many lines beyond it are there for a script to show */
  int theme, x_scale, y_scale, order, direction; /* from the lists above */
  bool plain, no_legend, stack;                  /* plain: without a background */
  bool no_bars;         /* counts are not drawn below lines: they rank the series only */
  bool by_class;        /* a series has the colour of the class of its name */
  ChartColour *colours; /* room for CHART_COLOURS, or NULL */
  size_t colour_count, reference_count;
  ChartReference references[CHART_REFERENCES];
  Arena arena; /* of all texts */
} ChartOptions;

/* NULL gives the defaults. */
void chart_options_read(ChartOptions *options, ChartKind kind, const char *text, size_t length, Error *error);
void chart_options_release(ChartOptions *options);

#endif
