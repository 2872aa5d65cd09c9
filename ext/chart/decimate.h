/*
** Thins out lines without changing how they look: of the points in one column of pixels, it keeps the first,
** the lowest, the highest and the last (M4; Jugel and others, VLDB 2014), and then drops those on the line
** between others.
*/
#ifndef BOXSCORE_CHART_DECIMATE_H
#define BOXSCORE_CHART_DECIMATE_H

#include <stddef.h>

typedef struct Spot {
  double x, y; /* pixels */
} Spot;

/* Thins out a line with ascending x in place; no point of the old line is further than `tolerance` pixels
** from the new one (except for one column of `column` pixels). Returns how many are left; the first and the
** last stay. */
size_t decimate(Spot *spots, size_t count, double column, double tolerance);

#endif
