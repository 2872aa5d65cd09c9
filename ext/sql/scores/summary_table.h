/*
** What the tables of COCO's twelve numbers share: the columns of a number, and the parameter
** detection_limits.
*/
#ifndef BOXSCORE_SQL_SCORES_SUMMARY_TABLE_H
#define BOXSCORE_SQL_SCORES_SUMMARY_TABLE_H

#include "evaluation/summary.h"
#include "host/call.h"

enum {
  SUMMARY_METRIC,
  SUMMARY_VALUE,
  SUMMARY_IOU_THRESHOLD,
  SUMMARY_AREA_RANGE,
  SUMMARY_MAX_DETECTIONS,
  SUMMARY_END
};

#define COCO_METRICS                                                                                         \
  "AP, AP50, AP75, APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl, in that order; of keypoints AP, AP50, "   \
  "AP75, APm, APl, AR, AR50, AR75, ARm, ARl"

/* clang-format off */
#define SUMMARY_COLUMNS(metrics) \
    [SUMMARY_METRIC] = {"metric", LISTED, "TEXT", NULL, NULL, metrics}, \
    [SUMMARY_VALUE] = {"value", 0, "REAL", "0 to 1", "no class has labels in that area range (pycocotools: -1)", \
               "the number"}, \
    [SUMMARY_IOU_THRESHOLD] = \
        {"iou_threshold", 0, NULL, NULL, NULL, \
         "the threshold of the row: 0.5, 0.75, or the text '0.50:0.95' for the mean over the ten"}, \
    [SUMMARY_AREA_RANGE] = {"area_range", 0, "TEXT", NULL, NULL, "'all', 'small', 'medium' or 'large'"}, \
    [SUMMARY_MAX_DETECTIONS] = {"max_detections", 0, "INTEGER", "predictions", NULL, \
                        "the detection limit of the row"}

#define DETECTION_LIMITS_PARAMETER \
    {"detection_limits", "[1,10,100]", false, "a JSON array of ascending positive integers", \
     "the detection limits of the rows; AP uses the largest; not set with keypoints: [20]"}
/* clang-format on */

/* With the default of what is compared, which comes back where none are set. */
void summary_limits(const Call *call, IouType type, size_t limits[LIMITS_MOST], int *count);
void summary_cell(const SummaryFigure *figure, int column, Cell *out);

#endif
