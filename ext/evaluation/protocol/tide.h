/*
** TIDE's rule: which prediction finds which label, and what kind of mistake every other object is
** (numbers.md, section 9). It looks at an image at a time, over all classes: the best max_detections
** predictions, best score first, each take the free label of their class with the highest IoU, if that
** reaches the threshold.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_TIDE_H
#define BOXSCORE_EVALUATION_PROTOCOL_TIDE_H

#include "evaluation/matching.h"

typedef enum Mistake {
  MISTAKE_NONE,
  MISTAKE_CLASSIFICATION,
  MISTAKE_LOCALISATION,
  MISTAKE_BOTH,
  MISTAKE_DUPLICATE,
  MISTAKE_BACKGROUND,
  MISTAKE_MISSED,
  MISTAKES
} Mistake;

#define TIDE_NO_ROW UINT32_MAX

typedef struct TidePrediction {
  /* With the label below; 0: it overlaps none. */
  double iou;
  /* The label that it holds; of a mistake the label that explains it, and the best one of any class for
  ** background and both. */
  uint32_t label;
  uint8_t mistake;
  /* It is among the best predictions of its image. */
  bool kept;
  bool matched;
  /* A crowd or an ignored region absorbs it. TIDE still gives such a prediction a mistake, but it is no
  ** false positive. */
  bool ignored;
  /* With its mistake repaired it would hold the label: no better prediction would. */
  bool repairs;
} TidePrediction;

/* Of a label and a model; those that do not count have neither. */
typedef struct TideLabel {
  uint32_t holder; /* the prediction that holds it, or TIDE_NO_ROW */
  uint32_t repair; /* of a free label: the best prediction with a mistake about it, or TIDE_NO_ROW */
} TideLabel;

typedef struct Tide {
  const Dataset *data;
  TidePrediction *predictions;
  TideLabel *labels; /* model * labels + row */
  /* The predictions that are kept: by model, image and rank; those of model m are ranked[starts[m]] to
  ** ranked[starts[m + 1]]. */
  uint32_t *ranked, *starts;
} Tide;

/* rules have one threshold; their areas and classes are not used. background: an IoU up to it is no overlap
** to speak of. Release it in every case. */
void tide_make(Tide *tide, const Dataset *data, const MatchRules *rules, double background,
               const Workers *workers, Error *error);
void tide_release(Tide *tide);

static inline const TideLabel *tide_label(const Tide *tide, size_t model, uint32_t label) {
  return &tide->labels[model * tide->data->labels.count + label];
}

/* Crowds do not count, nor do labels in ignored regions or without a labelled keypoint. */
static inline bool tide_counts(const Objects *labels, uint32_t label) {
  return !labels->crowd[label] && !(labels->ignored && labels->ignored[label]) &&
         !label_is_unlabelled(labels, label);
}

/* Missed: no prediction holds a label, and repairing none would. */
static inline bool tide_is_missed(const TideLabel *label) {
  return label->holder == TIDE_NO_ROW && label->repair == TIDE_NO_ROW;
}

#endif
