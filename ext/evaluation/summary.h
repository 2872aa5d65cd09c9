/*
** The twelve figures of COCO for each model, and the ten of keypoints (numbers.md, sections 4 and 9).
*/
#ifndef BOXSCORE_EVALUATION_SUMMARY_H
#define BOXSCORE_EVALUATION_SUMMARY_H

#include "evaluation/precision_recall.h"

enum { LIMITS_MOST = 16 };

/* The size ranges of COCO: all, small, medium, large. */
extern const AreaRange coco_areas[4];

typedef struct Summary {
  double ap, ap50, ap75;
  double ap_by_size[3];      /* small, medium, large */
  double ap_by_frequency[3]; /* rare, common, frequent; where the frequencies are known */
  double ar_by_limit[LIMITS_MOST];
  double ar50, ar75; /* at the largest limit */
  double ar_by_size[3];
} Summary; /* NaN: no class has labels */

/* One of the figures, as pycocotools prints them. */
typedef struct SummaryFigure {
  const char *metric; /* "AP", "AP50" and so on */
  const char *area_range;
  bool numbered;        /* "AR" stands for AR<limit> */
  double iou_threshold; /* 0: all ten */
  double value;
  size_t limit; /* of detections */
} SummaryFigure;

enum { SUMMARY_FIGURES_MOST = 9 + LIMITS_MOST, LVIS_FIGURES = 13 };

/* In pycocotools' order; returns their number: nine, and one for each limit. */
int summary_figures(const Summary *summary, const size_t *limits, int limit_count,
                    SummaryFigure figures[SUMMARY_FIGURES_MOST]);
/* The same of keypoints: nine, none of them of small objects, and one for each limit; that of the largest is
** "AR". */
int summary_figures_of_keypoints(const Summary *summary, const size_t *limits, int limit_count,
                                 SummaryFigure figures[SUMMARY_FIGURES_MOST]);

/* The thirteen of LVIS, in the order in which its package prints them; limit is that of an image. */
void summary_lvis_figures(const Summary *summary, size_t limit, SummaryFigure figures[LVIS_FIGURES]);

/*
** One summary for each model, in the order of data->models. limits are ascending limits of detections per
** class and image; AP and the AR by size use the largest. Of `rules` all is used but the thresholds, the
** areas and max_detections.
*/
void summarize(const Dataset *data, const MatchRules *rules, const size_t *limits, int limit_count,
               const Workers *workers, Summary *summaries, Error *error);

/* The same of what was matched already, by COCO's thresholds, areas and the largest limit. */
void summarize_matches(const Matches *matches, const size_t *limits, int limit_count, const Workers *workers,
                       Summary *summaries, Error *error);

#endif
