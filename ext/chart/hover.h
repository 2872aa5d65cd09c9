/*
** Tooltips of a line chart: bands over the plot, each with the values there in a <title>, which browsers
** show.
*/
#ifndef BOXSCORE_CHART_HOVER_H
#define BOXSCORE_CHART_HOVER_H

#include "chart/chart.h"

/* A place on the x axis: the rows there, of all series. */
typedef struct Stop {
  double x, count; /* the sum of their counts */
} Stop;

/* The value of a series at x, interpolated between its rows; NaN beyond its ends. */
double series_value(const Series *series, double x);

/* A band at each visible stop, or at about thirty if there are many. Top to bottom in pixels. */
void put_hover(Chart *chart, const SeriesList *list, const Axis *x, const Stop *stops, size_t count,
               double top, double bottom);

#endif
