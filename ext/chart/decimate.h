/*
** Lines of fewer points that look the same: of the points that fall into one column of pixels the first, the lowest, the
** highest and the last (M4; Jugel and others, VLDB 2014), then without those that lie on the line between others.
*/
#ifndef BOXSCORE_CHART_DECIMATE_H
#define BOXSCORE_CHART_DECIMATE_H

#include <stddef.h>

typedef struct Spot {
  double x, y; /* pixels */
} Spot;

/* Thins a line out in place, its x ascending; no point of the old line is further than `tolerance` pixels beside the new one
** (one column of `column` pixels aside). Returns how many are left; the first and the last stay. */
size_t decimate(Spot *spots, size_t count, double column, double tolerance);

#endif
