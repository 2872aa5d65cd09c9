/*
** The options of a chart: JSON text such as '{"title":"PR curves","x":"recall","width":640}'. An option that
** a chart does not know is an error that lists the known ones; null means the default.
*/
#ifndef BOXSCORE_CHART_CHART_OPTIONS_H
#define BOXSCORE_CHART_CHART_OPTIONS_H

#include "base/json.h"
#include "picture/colour.h"

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
  /* Titles of the axes: for bars, x the labels, y the values; for a heatmap, columns, rows, cells. */
  JsonText x, y, value;
  JsonText count;                      /* the bars below lines */
  JsonText mean;                       /* the name of the mean of a series, if it is shown */
  double width, height;                /* 0: chosen by the chart */
  double x_low, x_high, y_low, y_high; /* NaN: from the data */
  double bin;                          /* NaN: the labels of bars are not numbers */
  double limit;                        /* series, bars, or rows and columns; NaN: the default */
  double hidden;                       /* the number of hidden lines beyond the limit, for a script to show */
  int theme, x_scale, y_scale, order, direction; /* from the lists above */
  bool plain, no_legend, stack;                  /* plain: without a background */
  bool no_bars;         /* counts are not drawn below lines: they only rank the series */
  bool by_class;        /* a series has the colour of the class of its name */
  ChartColour *colours; /* room for CHART_COLOURS, or NULL */
  size_t colour_count, reference_count;
  ChartReference references[CHART_REFERENCES];
  Arena arena; /* of all texts */
} ChartOptions;

/* An option, and its place in ChartOptions. A kind of chart has an array of them, ended by one without a
** name. */
typedef struct ChartOption {
  const char *name;
  enum { OPTION_TEXT, OPTION_NUMBER, OPTION_CHOICE, OPTION_FLAG, OPTION_COLOURS, OPTION_REFERENCES } kind;
  size_t place;
  double low, high;          /* of a NUMBER */
  const char *const *choice; /* NULL ends them; their numbers are those of the lists above */
  bool is_negative;          /* a FLAG that is stored inverted */
} ChartOption;

#define OPTION_AT(member) offsetof(ChartOptions, member)
#define TEXT_OPTION(as, member)                                                                              \
  { .name = as, .kind = OPTION_TEXT, .place = OPTION_AT(member) }
#define NUMBER_OPTION(as, member, from, to)                                                                  \
  { .name = as, .kind = OPTION_NUMBER, .place = OPTION_AT(member), .low = from, .high = to }
#define ANY_NUMBER_OPTION(as, member) NUMBER_OPTION(as, member, -1e300, 1e300)
#define CHOICE_OPTION(as, member, list)                                                                      \
  { .name = as, .kind = OPTION_CHOICE, .place = OPTION_AT(member), .choice = list }
#define FLAG_OPTION(as, member)                                                                              \
  { .name = as, .kind = OPTION_FLAG, .place = OPTION_AT(member) }
#define NEGATIVE_FLAG_OPTION(as, member)                                                                     \
  { .name = as, .kind = OPTION_FLAG, .place = OPTION_AT(member), .is_negative = true }

/* Options of several kinds of charts, in the order of their arrays. */
#define TITLE_OPTIONS                                                                                        \
  TEXT_OPTION("title", title), TEXT_OPTION("subtitle", subtitle), TEXT_OPTION("description", description)
#define FRAME_OPTIONS                                                                                        \
  NUMBER_OPTION("width", width, 160, 4000), NUMBER_OPTION("height", height, 100, 4000),                      \
      CHOICE_OPTION("theme", theme, chart_themes), NEGATIVE_FLAG_OPTION("background", plain),                \
      NEGATIVE_FLAG_OPTION("legend", no_legend)
#define SCALE_OPTIONS                                                                                        \
  ANY_NUMBER_OPTION("x_min", x_low), ANY_NUMBER_OPTION("x_max", x_high), ANY_NUMBER_OPTION("y_min", y_low),  \
      ANY_NUMBER_OPTION("y_max", y_high), CHOICE_OPTION("x_scale", x_scale, chart_scales),                   \
      CHOICE_OPTION("y_scale", y_scale, chart_scales)
#define VALUE_OPTIONS ANY_NUMBER_OPTION("value_min", y_low), ANY_NUMBER_OPTION("value_max", y_high)
#define MEAN_OPTION   TEXT_OPTION("mean", mean)
#define MARK_OPTIONS                                                                                         \
  {.name = "reference", .kind = OPTION_REFERENCES}, {                                                        \
    .name = "colours", .kind = OPTION_COLOURS                                                                \
  }
#define LIMIT_OPTION NUMBER_OPTION("limit", limit, 1, 1000)
#define END_OF_OPTIONS                                                                                       \
  { .name = NULL }

extern const char *const chart_themes[], *const chart_scales[];

/* A NULL text gives the defaults. */
void chart_options_read(ChartOptions *options, const ChartOption *known, const char *text, size_t length,
                        Error *error);
void chart_options_release(ChartOptions *options);

#endif
