/*
** The rows of a chart, and their series: sorted, so that the same rows give the same picture in whatever order they come.
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
** lines, scatter: series, x, y, and for lines count, the height of the bar below (0 where there is none).
** bars: label, series, y is the value. heatmap: label is the column, series the row, y the value.
*/
typedef struct ChartData {
  Names series, labels; /* NULL is a name too: of the series that has none */
  ChartRow *rows;
  size_t count, capacity;
  bool has_count;
} ChartData;

void chart_data_add(ChartData *data, const Id *series, const Id *label, const ChartRow *row, Error *error);
/* By series, x, y and count; the names take their order: INTEGER before TEXT, or by value where all are numbers. */
void chart_data_sort(ChartData *data, Poll *poll, Error *error);
void chart_data_release(ChartData *data);

/* The text of a name; integers are written to `room`. */
enum { NAME_ROOM = 24 };
JsonText chart_name(const Id *name, char room[NAME_ROOM]);

/* A series as it is drawn. */
typedef struct Series {
  Id name;
  const ChartRow *rows; /* sorted by x */
  size_t count;
  double sum;     /* of the y */
  double counted; /* of the counts */
  Colour colour;
} Series;

/* What is drawn of the data: at most `limit` series, in the order of their names, and those that are left over. */
typedef struct SeriesList {
  Series *shown, *others; /* one array */
  size_t shown_count, other_count;
} SeriesList;

/*
** Shown are those with most rows, then those with most counted, then those with the greatest mean, then the first by name.
** The data must be sorted.
** The colour of a series: that of the option `colours`; else of the class of its name (the next free one of the palette, where
** a series before it has that), or the palette in order.
*/
void series_list_make(SeriesList *list, const ChartData *data, const ChartOptions *options, size_t limit,
                      Error *error);
void series_list_release(SeriesList *list);

/* The grey of what stands for all others. */
extern const Colour colour_of_others;

#endif
