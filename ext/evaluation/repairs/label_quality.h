/*
** How good each label looks to a model: whether it lies where the model sees an object, and whether it has
** its class. As ObjectLab (Tkachenko and others 2023) judges it, but independent of scale (numbers.md,
** section 9b).
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_LABEL_QUALITY_H
#define BOXSCORE_EVALUATION_REPAIRS_LABEL_QUALITY_H

#include "evaluation/matches.h"

/* The similarity of a label and another box, 0 to 1: their IoU and the distance of their centres, measured in
** diagonals of the label. */
double label_similarity(double iou, Box label, Box other);

typedef struct QualitySettings {
  double least_likely;    /* the score above which predictions tell of a label's place */
  double least_confident; /* and of its class */
} QualitySettings;

#define QUALITY_NO_ROW UINT32_MAX

typedef struct LabelQuality {
  uint32_t label;
  double located, class; /* 1: nothing speaks against the label, 0: all does */
  /* The predictions that decided; QUALITY_NO_ROW: there are none. */
  uint32_t located_by, class_by;
} LabelQuality;

/* Fills one for each label that is no crowd, of the selected classes; `qualities` has room for all labels.
** Returns their number. */
size_t label_qualities(const Dataset *data, const MatchRules *rules, size_t model,
                       const QualitySettings *settings, LabelQuality *qualities, const Workers *workers,
                       Error *error);

#endif
