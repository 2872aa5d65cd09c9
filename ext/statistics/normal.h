/*
** The normal distribution, and Student's.
*/
#ifndef BOXSCORE_STATISTICS_NORMAL_H
#define BOXSCORE_STATISTICS_NORMAL_H

/* The share of it below z, and the z below which a share in (0, 1) lies. */
double normal_share(double z);
double normal_quantile(double share);

/* The same of Student's distribution, of a share in [0.5, 1); degrees of freedom: at least 1. */
double student_quantile(double share, double degrees);

#endif
