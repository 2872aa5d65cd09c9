/*
** The functions of a theme: "Scores" in the documentation. To add one, write a file beside this one and a
** line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(match_outcomes)                                                                                       \
  EACH(ap_by_class)                                                                                          \
  EACH(class_summary)                                                                                        \
  EACH(coco_summary)                                                                                         \
  EACH(lvis_summary)                                                                                         \
  EACH(voc_summary)                                                                                          \
  EACH(coco_evaluation)                                                                                      \
  EACH(pr_curve)                                                                                             \
  EACH(best_threshold)                                                                                       \
  EACH(operating_points)                                                                                     \
  EACH(calibration)                                                                                          \
  EACH(olrp)                                                                                                 \
  EACH(average_precision)                                                                                    \
  EACH(mean_average_precision)                                                                               \
  EACH(evaluated_objects)                                                                                    \
  EACH(evaluated_images)                                                                                     \
  EACH(coco_thresholds)                                                                                      \
  EACH(panoptic_quality)                                                                                     \
  EACH(semantic_iou)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_scores = {"scores", "Scores", functions, LENGTH(functions)};
