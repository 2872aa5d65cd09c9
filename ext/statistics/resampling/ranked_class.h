/*
** A class of one model, ranked once: what is needed to follow its precision-recall curves for any weights of
** the images, without matching or sorting again.
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_RANKED_CLASS_H
#define BOXSCORE_STATISTICS_RESAMPLING_RANKED_CLASS_H

#include "evaluation/precision_recall.h"
#include "evaluation/scored_rows.h"

/* A prediction that is matched in some cell (see matching.h). */
typedef struct Hit {
  uint64_t matched, ignored; /* cells */
  uint32_t unit;             /* whose weight counts it: its image, in the simplest case */
  uint32_t misses;           /* how many of the class rank before it */
  uint32_t place;            /* within its class and image, from 0 */
} Hit;

/* Those that are matched in no cell, and the labels. */
typedef struct RankedClass {
  Hit *hits;
  uint32_t *misses, *labels; /* units */
  uint8_t *miss_areas, *label_areas;
  size_t hit_count, miss_count, label_count;
  size_t label_images; /* images with labels that count */
} RankedClass;

/* One model's classes in a matching. */
typedef struct RankedModel {
  const Matches *matches;
  size_t model;
  const uint32_t *classes; /* numbers of the data set */
  const uint32_t *units;   /* of each image of the data set; NULL: its number */
} RankedModel;

/* One for each of its classes; NULL where memory is out. */
RankedClass *ranked_classes_make(const RankedModel *model, size_t count, const Workers *workers,
                                 Error *error);

/* The predictions of two models in one ranking, for swaps of `units` images: units as swaps_draw numbers
** them. Of equal scores the first model's come first. Both have the same labels. */
RankedClass *ranked_swaps_make(const RankedModel models[2], size_t count, size_t units,
                               const Workers *workers, Error *error);
void ranked_classes_release(RankedClass *classes, size_t count);

/* From rows of match_outcomes that were ordered; one cell. Release it with the others. */
void ranked_class_of_rows(RankedClass *class, const ScoredRows *rows, const ScoredOrder *order, size_t number,
                          Error *error);

/* Labels that count in an area range, and the images that hold them: what a figure over the classes rests on.
** */
typedef struct Support {
  size_t labels, images;
} Support;
Support ranked_classes_support(const RankedClass *classes, size_t count, int area, size_t images,
                               Error *error);

#endif
