/*
** The parameters of what draws images again, and the images it draws from.
*/
#ifndef BOXSCORE_SQL_TRUST_RESAMPLING_CALL_H
#define BOXSCORE_SQL_TRUST_RESAMPLING_CALL_H

#include "input/parameters.h"
#include "statistics/resampling/bootstrap.h"

/* clang-format off */
#define RESAMPLING_PARAMETERS                                                                                \
  {"resamples", "1000", false, "an integer from 100 to 100000", "how often the images are drawn"},           \
  {"confidence", "0.95", false, "a number in (0, 1)", "the share of resamples between low and high"},        \
  {"seed", "0", false, "an integer", "other seeds draw other images"}
/* clang-format on */

/* second: of the second model, NULL where it has no data set of its own. Reads them, and how many images
** there are: those of the labels, of the predictions and of the table of images, if it was named or has the
** default name. */
void resampling_settings(Call *call, const Dataset *data, const Dataset *second, BootstrapSettings *settings);

/* The same of so many images. */
void resampling_settings_of(Call *call, size_t images, BootstrapSettings *settings);

#endif
