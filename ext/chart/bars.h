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
  const double *values; /* one for each visible series, then that of all others; NaN if there is none */
  const double *lows,
      *highs; /* of the same, the ends of an interval; NaN if there is none; NULL: no bar has one */
} Group;

typedef struct Bars {
  SeriesList list;
  size_t stride; /* series, with the merged ones counted as one */
  Group *groups;
  size_t group_count;
  size_t left_over; /* labels merged into the last group, as their mean (stacked: their sum); 0: none */
  double *values;   /* of all groups, and behind them, where there are intervals, their lows and highs */
  double low, high; /* of the bars, 0 included */
  bool horizontal, binned;
} Bars;

/* Adds up rows of one label and series; whatever exceeds the limits is merged into "others". */
void bars_make(Bars *bars, Chart *chart);
void bars_release(Bars *bars);

#endif
