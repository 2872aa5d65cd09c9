/*
** Whether a figure meets a bound, as far as its interval tells (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_VERDICT_VERDICT_H
#define BOXSCORE_STATISTICS_VERDICT_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Verdict {
  VERDICT_PASS,             /* all of the interval is on the right side of the bound */
  VERDICT_FAIL,             /* all of it is on the wrong side */
  VERDICT_INCONCLUSIVE,     /* it is on both */
  VERDICT_INSUFFICIENT_DATA /* there is none */
} Verdict;

/* low, high: NaN if there is no interval. The bound itself is on the right side. */
Verdict verdict_of(double low, double high, double bound, bool at_most);
const char *verdict_name(Verdict verdict); /* "pass" and so on */

/* How many images would decide it, if the figure stayed as it is: n (z / d)^2, where z is the part of the
** interval between the figure and its end on the side of the bound, and d the distance of the bound. NaN if
** they are equal. */
double verdict_images_needed(size_t images, double value, double low, double high, double bound);

#endif
