/*
** The normal distribution.
*/
#ifndef BOXSCORE_STATISTICS_NORMAL_H
#define BOXSCORE_STATISTICS_NORMAL_H

/* The share of it below z, and the z below which a share in (0, 1) lies. */
double normal_share(double z);
double normal_quantile(double share);

#endif
