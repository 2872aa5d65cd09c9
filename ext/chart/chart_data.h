/*
** The rows of a chart and their series: sorted, so that the picture does not depend on the order of the rows.
*/
#ifndef BOXSCORE_CHART_CHART_DATA_H
#define BOXSCORE_CHART_CHART_DATA_H

#include "base/names.h"
#include "base/workers.h"
#include "chart/chart_options.h"

typedef struct ChartRow {
  uint32_t series, label; /* numbers of names */
  double x, y, count;
} ChartRow;

/*
** lines, scatter: series, x, y, and for lines count, the height of the bar below (0: none). bars: label,
** series, y is the value, x and count the ends of its interval, if has_count. heatmap: label is the column,
** series the row, y the value.
*/
typedef struct ChartData {
  Names series, labels; /* NULL is a name too, that of the unnamed series */
  ChartRow *rows;
  size_t count, capacity;
  bool has_count;
} ChartData;

void chart_data_add(ChartData *data, const Id *series, const Id *label, const ChartRow *row, Error *error);
/* By series, x, y and count; names are ordered INTEGER before TEXT, or by value if all are numbers. */
void chart_data_sort(ChartData *data, Poll *poll, Error *error);
void chart_data_release(ChartData *data);

/* The text of a name; integers are written to `room`. */
enum { NAME_ROOM = 24 };
JsonText chart_name(const Id *name, char room[NAME_ROOM]);

/* A series to draw. */
typedef struct Series {
  Id name;
  const ChartRow *rows; /* sorted by x */
  size_t count;
  double sum;     /* of the y */
  double counted; /* of the counts */
  Colour colour;
} Series;

/* The series to draw: at most `limit`, in the order of their names, and those left over. */
typedef struct SeriesList {
  Series *shown, *others; /* one array */
  size_t shown_count, other_count;
} SeriesList;

/*
** It prefers series with more rows, then a greater count, then a greater mean, then an earlier name. The data
** must be sorted. The colour of a series is that of the option `colours`; else that of the class with its
** name (the next free one of the palette, if an earlier series has it), or the next of the palette.
*/
void series_list_make(SeriesList *list, const ChartData *data, const ChartOptions *options, size_t limit,
                      Error *error);
void series_list_release(SeriesList *list);

/* The grey of merged series. */
extern const Colour colour_of_others;

#endif
