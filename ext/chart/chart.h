/*
** Charts as SVG: what all of them have. A kind of chart is one file beside this one, which ends in its ChartType, and a
** function in sql/pictures/aggregate_svg.c.
**
** A chart stands alone as a file and inside an HTML page beside others: it has no ids, and its style rules are the same text in
** every chart and name its class, so charts do not disturb each other. Colours are light ones in attributes, which every
** program reads, and light-dark() in style rules, by which browsers follow the color-scheme of the page, or of the
** system where the chart is the document.
*/
#ifndef BOXSCORE_CHART_CHART_H
#define BOXSCORE_CHART_CHART_H

#include "chart/axis.h"
#include "chart/chart_data.h"

typedef struct Chart Chart;

/* An argument of the SQL function, and what it is in the rows (chart_data.h). */
typedef struct ChartArgument {
  const char *name; /* NULL ends them */
  enum { CHART_X = 1, CHART_Y, CHART_COUNT, CHART_LABEL, CHART_SERIES, CHART_OPTIONS } part;
  bool required; /* rows where it is NULL are left out */
} ChartArgument;

typedef struct ChartType {
  const char *title; /* where the user gives none: "Line chart" */
  ChartArgument arguments[6];
  const ChartOption *options;
  bool is_table; /* its series are no list worth describing */
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
  Arena texts;  /* made on the way */
  Buffer *body; /* what is drawn; the frame is put around it when its height is known */
  Poll *poll;
  Error *error;
  double width, height; /* height 0 until it is known */
  double left, right, top,
      bottom; /* of the area that is plotted in; top is where the next thing goes before it is known */
};

enum { FONT_TITLE = 15, FONT_TEXT = 12, FONT_TICK = 11 };

/* Which ink: texts and lines have one class of the style rules each, and its colour as an attribute. */
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
void put_name(Chart *chart, const Id *name);                       /* escaped, whole */
void put_value(Chart *chart, double value);                        /* in a title: four digits */
void put_ink(Chart *chart, Ink ink);                               /* ` class="soft" fill="#59616d"` */
void put_colour(Chart *chart, Colour colour); /* ` color="..." style="color:..."`: what currentColor is */

void put_halo(Chart *chart); /* opens a group whose texts have a seam in the colour of the ground */

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;
/* A line of text at its baseline, shortened to its room, then with the whole of it in a <title>. */
void put_text(Chart *chart, double x, double y, Anchor anchor, double size, Ink ink, JsonText text,
              double room);

/* The text of a label, kept as long as the chart; where `left_over` labels stand together, "12 others" and `words`. */
JsonText chart_label(Chart *chart, const Id *label, size_t left_over, const char *words);

/* The legend goes to the top, in as many rows as it takes. Nothing where no series has a name. */
typedef enum Swatch { SWATCH_LINE, SWATCH_SQUARE, SWATCH_DOT } Swatch;
void put_legend(Chart *chart, const SeriesList *list, Swatch swatch, const char *others);

int series_decimals(const SeriesList *list); /* for the means of the series */

/* ---- axes ---- */

/* A scale for the values: the user's ends, and 0 where bars start there or the values are not far from it. */
Axis chart_axis(double low, double high, double low_asked, double high_asked, bool is_log, bool with_zero,
                int most);
bool chart_is_log(int scale, double low, double high, const char *what, Error *error);
void put_axis_left(Chart *chart, const Axis *axis, JsonText title); /* ticks, grid and title */
void put_axis_bottom(Chart *chart, const Axis *axis, JsonText title, bool with_grid);
void put_title_left(Chart *chart, JsonText title, double top, double bottom);
double chart_left_of(const Axis *axis,
                     JsonText title); /* how much room the labels and the title take at the left */
double chart_below(JsonText title);   /* how much room the axis at the bottom takes */
/* A dashed line at a value of y, with its text above the right end. */
void put_reference(Chart *chart, const Axis *axis, double value, JsonText label, const Colour *colour);

/* Labels below columns: level where they fit, else turned, and where even that is too narrow not all of them. */
typedef struct ColumnLabels {
  const JsonText *texts;
  size_t count, every;
  double slot;   /* the width of a column */
  double height; /* what they take */
  bool turned;
} ColumnLabels;
ColumnLabels column_labels(const JsonText *texts, size_t count, double slot);
void put_column_labels(Chart *chart, const ColumnLabels *labels, double left, double top);

#endif
