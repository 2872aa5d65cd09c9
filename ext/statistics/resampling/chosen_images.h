/*
** A figure of some images only, and its interval: as if the others and their objects were not there.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_CHOSEN_IMAGES_H
#define BOXSCORE_STATISTICS_RESAMPLING_CHOSEN_IMAGES_H

#include "statistics/resampling/bootstrap.h"

/*
** Units below settings->images are those images, and that unit itself stands for every other image: the
** classes forget its labels. The mean AP over the classes, its value included, which equals that
** of an evaluation of these images.
*/
Estimate bootstrap_chosen(RankedClass *classes, size_t class_count, const Figures *figure,
                          const BootstrapSettings *settings, const Workers *workers, Error *error);

#endif
