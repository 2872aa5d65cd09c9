/*
** Charts as SVG: their common part. A kind of chart is one file in this folder, which ends in its ChartType,
** and a function in sql/pictures/aggregate_svg.c.
**
** A chart works as a file of its own and inside an HTML page with others: it has no ids, and its style rules
** are the same text in every chart and name its class, so charts do not affect each other. Attributes have
** the light colours, which every program reads; style rules have light-dark(), with which browsers follow the
** color-scheme of the page, or of the system if the chart is the document.
*/
#ifndef BOXSCORE_CHART_CHART_H
#define BOXSCORE_CHART_CHART_H

#include "chart/axis.h"
#include "chart/chart_data.h"

typedef struct Chart Chart;

/* An argument of the SQL function, and what it is in the rows (chart_data.h). */
typedef struct ChartArgument {
  const char *name; /* NULL ends them */
  enum {
    CHART_X = 1,
    CHART_Y,
    CHART_COUNT,
    CHART_LOW,
    CHART_HIGH,
    CHART_LABEL,
    CHART_SERIES,
    CHART_OPTIONS
  } part;
  bool required; /* rows with NULL here are left out */
} ChartArgument;

typedef struct ChartType {
  const char *title; /* the default title: "Line chart" */
  ChartArgument arguments[7];
  const ChartOption *options;
  bool is_table; /* its series are not worth listing in the description */
  void (*draw)(Chart *chart);
} ChartType;

/* Draws a chart of the rows, which it sorts. No rows: a small one that says "no data". */
void chart_draw(const ChartType *type, ChartData *data, const ChartOptions *options, Buffer *out, Poll *poll,
                Error *error);

/* ---- what the kinds of charts share ---- */

struct Chart {
  const ChartType *type;
  const ChartOptions *options;
  ChartData *data;
  Arena texts;  /* filled while drawing */
  Buffer *body; /* the content; the frame is put around it when the height is known */
  Poll *poll;
  Error *error;
  double width, height;            /* the height is 0 until it is known */
  double left, right, top, bottom; /* of the plot; until it is known, top is the place of the next item */
};

enum { FONT_TITLE = 15, FONT_TEXT = 12, FONT_TICK = 11 };

/* The ink of texts and lines: a class of the style rules, and its colour as an attribute. */
typedef enum Ink {
  INK_TEXT,
  INK_SOFT,
  INK_GRID,
  INK_EDGE,
  INK_PAPER,
  INK_OVER
} Ink; /* over: on strong shades */

void put(Chart *chart, const char *text);
void put_number(Chart *chart, double number);                      /* rounded to tenths of a pixel */
void put_attribute(Chart *chart, const char *name, double number); /* ` name="12.5"` */
void put_name(Chart *chart, const Id *name);                       /* escaped, in full */
void put_value(Chart *chart, double value);                        /* in a title: four digits */
void put_ink(Chart *chart, Ink ink);                               /* ` class="soft" fill="#59616d"` */
void put_colour(Chart *chart, Colour colour); /* ` color="..." style="color:..."`: sets currentColor */

void put_halo(Chart *chart); /* opens a group whose texts have an outline in the colour of the ground */

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;
/* A line of text at its baseline. If it is shortened to its room, a <title> has all of it. */
void put_text(Chart *chart, double x, double y, Anchor anchor, double size, Ink ink, JsonText text,
              double room);

/* The text of a label, which lives as long as the chart; for `left_over` merged labels, "12 others" and
** `words`. */
JsonText chart_label(Chart *chart, const Id *label, size_t left_over, const char *words);

/* The legend is at the top, in as many rows as it takes. There is none if no series has a name. */
typedef enum Swatch { SWATCH_LINE, SWATCH_SQUARE, SWATCH_DOT } Swatch;
void put_legend(Chart *chart, const SeriesList *list, Swatch swatch, const char *others);

int series_decimals(const SeriesList *list); /* for the means of the series */

/* ---- axes ---- */

/* A scale for the values, with the user's ends, and with 0 if bars start there or the values are close to
** it. */
Axis chart_axis(double low, double high, double low_asked, double high_asked, bool is_log, bool with_zero,
                int most);
bool chart_is_log(int scale, double low, double high, const char *what, Error *error);
void put_axis_left(Chart *chart, const Axis *axis, JsonText title); /* ticks, grid and title */
void put_axis_bottom(Chart *chart, const Axis *axis, JsonText title, bool with_grid);
void put_title_left(Chart *chart, JsonText title, double top, double bottom);
double chart_left_of(const Axis *axis,
                     JsonText title); /* the width of the labels and the title on the left */
double chart_below(JsonText title);   /* the height of the axis at the bottom */
/* A dashed line at a value of y, with its text above the right end. */
void put_reference(Chart *chart, const Axis *axis, double value, JsonText label, const Colour *colour);

/* Labels below columns: horizontal if they fit, else turned; if that is too narrow, only some of them. */
typedef struct ColumnLabels {
  const JsonText *texts;
  size_t count, every;
  double slot;   /* the width of a column */
  double height; /* their height */
  bool turned;
} ColumnLabels;
ColumnLabels column_labels(const JsonText *texts, size_t count, double slot);
void put_column_labels(Chart *chart, const ColumnLabels *labels, double left, double top);

#endif
