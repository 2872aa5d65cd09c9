/*
** The twelve figures of COCO for each model (semantics, section 4).
*/
#ifndef BOXSCORE_EVALUATION_SUMMARY_H
#define BOXSCORE_EVALUATION_SUMMARY_H

#include "evaluation/precision_recall.h"

enum { LIMITS_MOST = 16 };

/* The size ranges of COCO: all, small, medium, large. */
extern const AreaRange coco_areas[4];

typedef struct Summary {
  double ap, ap50, ap75;
  double ap_by_size[3]; /* small, medium, large */
  double ar_by_limit[LIMITS_MOST];
  double ar_by_size[3];
} Summary; /* NaN: no class has labels */

/*
** One summary a model, in the order of data->models. limits are ascending limits of detections a class and image; AP and
** the AR by size use the largest. Of `rules` the score threshold, the classes and the shapes count.
*/
void summarize(const Dataset *data, const MatchRules *rules, const size_t *limits, int limit_count,
               const Workers *workers, Summary *summaries, Error *error);

#endif
