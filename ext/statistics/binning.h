/*
** Bins of equal counts, as pandas.qcut cuts them (numbers.md, section 7).
*/
#ifndef BOXSCORE_STATISTICS_BINNING_H
#define BOXSCORE_STATISTICS_BINNING_H

#include <stddef.h>

/* Values in (low, high], in the first bin also low itself; where low = high that value alone. Of the sorted
** values those from `begin` to before `end`: where many are equal there can be none. */
typedef struct Bin {
  double low, high;
  size_t begin, end;
} Bin;

/*
** Cuts sorted finite values into at most `most` bins (1 or more; `bins` has room for them) and returns how
** many there are. Where there are no more distinct values than that, each has a bin of its own. Else the
** edges are the quantiles at i / most, and equal ones are merged.
*/
size_t bins_make(const double *sorted, size_t count, size_t most, Bin *bins);

/* The quantile at q, 0 to 1, of sorted values, as numpy interpolates it (method 'linear'). */
double quantile(const double *sorted, size_t count, double q);

#endif
