/*
** What error_types and match_errors share: their parameters, and the run of TIDE's rule that they begin with.
*/
#ifndef BOXSCORE_SQL_ERRORS_TIDE_CALL_H
#define BOXSCORE_SQL_ERRORS_TIDE_CALL_H

#include "evaluation/error_types.h"
#include "input/parameters.h"

/* clang-format off */
#define TIDE_PARAMETERS                                                                                      \
  INPUT_PARAMETERS,                                                                                          \
  {"iou_threshold", "0.5", false, "a number in (0, 1]", IOU_THRESHOLD_MEANING},                              \
  {"background_iou", "0.1", false, "a number above 0 up to iou_threshold",                                   \
   "up to this IoU a prediction lies on the background"},                                                    \
  {"max_detections", "100", false, "a whole number from 0, or 'all'", \
   "the predictions kept for each image, over all classes, highest scores first"},                           \
  SELECTION_PARAMETERS
/* clang-format on */

/* Reads the input and judges it. Release the tide in every case. */
void tide_call(Call *call, Evaluation *evaluation, Tide *tide);

#endif
