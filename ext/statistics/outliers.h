/*
** Outliers of a metric: values that lie far beyond its quartiles (numbers.md, section 8).
*/
#ifndef BOXSCORE_STATISTICS_OUTLIERS_H
#define BOXSCORE_STATISTICS_OUTLIERS_H

#include "base/memory.h"

typedef enum Severity { SEVERITY_NONE, SEVERITY_MODERATE, SEVERITY_SEVERE, SEVERITIES } Severity;

/* The quartiles of some values, and the limits beyond which a value is an outlier: 1.5 (moderate) and 2.5
** (severe) times the distance of the quartiles below the low one and above the high one. */
typedef struct Spread {
  double low_quartile, median, high_quartile;
  double low[SEVERITIES], high[SEVERITIES]; /* by severity; SEVERITY_NONE: not set */
} Spread;

/* Of at least one finite value. The quartiles are numpy's: numpy.quantile(values, [0.25, 0.5, 0.75]), to the
** last bit. */
void spread_make(Spread *spread, const double *values, size_t count, Error *error);

/* A value on a limit is within it. */
Severity spread_severity(const Spread *spread, double value);
const char *severity_name(Severity severity); /* "moderate", "severe"; NULL for none */

#endif
