/*
** The parameters that the evaluating table functions share, and what they mean.
*/
#ifndef BOXSCORE_INPUT_PARAMETERS_H
#define BOXSCORE_INPUT_PARAMETERS_H

#include "evaluation/matching.h"
#include "host/call.h"
#include "input/rules/class_thresholds.h"
#include "input/rules/protocol_parameters.h"
#include "input/rules/region_table.h"

/* In this order, since the first ones can be given by position. */
/* clang-format off */
#define LABELS_PARAMETER {"labels", "labels", false, TABLE_DOMAIN, "the labels"}
#define PREDICTIONS_PARAMETER {"predictions", "predictions", false, TABLE_DOMAIN, "the predictions"}
#define IMAGES_PARAMETER {"images", "images", false, TABLE_DOMAIN, "the images, for the sizes that masks need"}
#define CLASSES_PARAMETER {"classes", NULL, false, "a class or a JSON array of classes", "these classes only"}
#define MODEL_PARAMETER {"model", NULL, false, "a model", "predictions of this model only"}
#define METRICS_WANTED_PARAMETER                                                                             \
  {"metrics", NULL, false, "a metric or a JSON array of metrics", "computes these metrics only"}
#define THREADS_PARAMETER                                                                                    \
  {"threads", "0", false, "an integer from 0 to 64", "how many threads; 0: as many as pay off; the result is the same"}

#define SIGMAS_PARAMETER                                                                                     \
  {"sigmas", NULL, false, "a JSON array of numbers above 0, one a keypoint",                                 \
   "the tolerances of keypoints; not set: COCO's for 17 keypoints, 1/n each for another number n"}

#define INPUT_PARAMETERS LABELS_PARAMETER, PREDICTIONS_PARAMETER, IMAGES_PARAMETER

#define TYPE_AND_SCORE_PARAMETERS                                                                            \
  {"iou_type", "bbox", false, IOU_TYPE_DOMAIN,                                                               \
   "what is compared; not set: 'bbox' where both tables have boxes, else 'segm'"},                           \
  {"score_threshold", NULL, false, "a number", "leaves out predictions with lower scores before matching"}

#define SELECTION_PARAMETERS                                                                                 \
  TYPE_AND_SCORE_PARAMETERS,                                                                                 \
  CLASS_THRESHOLDS_PARAMETER,                                                                                \
  REGIONS_PARAMETER,                                                                                         \
  CLASSES_PARAMETER,                                                                                         \
  THREADS_PARAMETER,                                                                                         \
  SIGMAS_PARAMETER

#define IOU_THRESHOLD_MEANING "the IoU at which a prediction matches a label"

#define AREA_AND_LIMIT_PARAMETERS                                                                            \
  {"area_range", "all", false, "'all', 'small', 'medium', 'large' or 'low-high' in square pixels",           \
   "labels of other areas are ignored; small: up to 1024, medium: up to 9216, large: from 9216"},        \
  {"max_detections", "100", false, "a whole number from 0, or 'all'", \
   "the predictions kept for each image and class, highest scores first"}

#define MATCHING_PARAMETERS                                                                                  \
  {"iou_threshold", "0.5", false, "a number in (0, 1]", IOU_THRESHOLD_MEANING},                              \
  AREA_AND_LIMIT_PARAMETERS, SELECTION_PARAMETERS

/* For functions that average over the ten thresholds of COCO too. */
#define AVERAGED_MATCHING_PARAMETERS                                                                         \
  {"iou_threshold", "0.5", false, "a number in (0, 1], or '0.50:0.95' for the mean over COCO's ten",         \
   IOU_THRESHOLD_MEANING},                                                                                   \
  AREA_AND_LIMIT_PARAMETERS, SELECTION_PARAMETERS
/* clang-format on */

/* COCO's limit of detections where keypoints are compared; of other types it is 100. */
enum { KEYPOINTS_MAX_DETECTIONS = 20 };

typedef struct Evaluation {
  const Dataset *data;
  MatchRules rules;
  bool of_shard;         /* the tables are a part of a data set */
  bool over_thresholds;  /* iou_threshold is '0.50:0.95': the mean over the ten */
  size_t max_detections; /* of a class in an image; under LVIS, of an image */
  Workers workers;
} Evaluation;

/* Reads the input and the parameters of a call. may_average: whether iou_threshold may be '0.50:0.95'.
** Errors name the parameter and its value. */
void evaluation_begin(Evaluation *evaluation, Call *call, bool may_average);
/* The same by a protocol of the function's own. */
void evaluation_begin_by(Evaluation *evaluation, Call *call, bool may_average, Protocol protocol);

/* The same by COCO's protocol of a part of a data set, the tables of which need have nothing in common. */
void evaluation_begin_shard(Evaluation *evaluation, Call *call);

/* The same labels and rules with the predictions of another table, compared as in the first. What it returns
** is the caller's to leave; NULL where there is an error. */
Shared *evaluation_begin_other(Evaluation *other, const Evaluation *evaluation, Call *call,
                               const char *predictions);

/* The parameters that other functions have too. Of each class whether `classes` selects it, NULL: all are. */
const bool *evaluation_classes(Call *call, const Dataset *data);
void evaluation_threads(Call *call); /* into call->threads; 1 where the host has no threads */

/* A model's rows follow. */
void evaluation_begin_model(const Evaluation *evaluation, Call *call, size_t model);
/* Whether a model has rows of a class: it is selected, and labels or this model's predictions have it. */
bool evaluation_has_class(const Evaluation *evaluation, size_t model, size_t class);

#endif
