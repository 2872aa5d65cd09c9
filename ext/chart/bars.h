/*
** svg_bars: values as bars, by label and series.
*/
#ifndef BOXSCORE_CHART_BARS_H
#define BOXSCORE_CHART_BARS_H

#include "chart/chart.h"

/* A group of bars: one label, or one bin of an axis of numbers. */
typedef struct Group {
  Id label;
  double low, high; /* of a bin */
  double total;
  const double *values; /* one a series that is shown, then that of all others; NaN where there is none */
} Group;

typedef struct Bars {
  SeriesList list;
  size_t stride; /* series, those that are left over counted as one */
  Group *groups;
  size_t group_count;
  size_t left_over; /* labels that stand in the last group, as their mean (stacked: their sum); 0: none */
  double *values;   /* of all groups */
  double low, high; /* of what is drawn, 0 included */
  bool horizontal, binned;
} Bars;

/* Rows of one label and series are added up; what is over the limits goes into the others. */
void bars_make(Bars *bars, Chart *chart);
void bars_release(Bars *bars);

#endif
