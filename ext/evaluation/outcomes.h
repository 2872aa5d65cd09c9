/*
** Outcomes: what happened to every prediction and every label, and why (numbers.md, section 5).
*/
#ifndef BOXSCORE_EVALUATION_OUTCOMES_H
#define BOXSCORE_EVALUATION_OUTCOMES_H

#include "evaluation/matching.h"

typedef enum OutcomeKind { OUTCOME_NONE, OUTCOME_TP, OUTCOME_FP, OUTCOME_FN, OUTCOME_IGNORED } OutcomeKind;

typedef enum Reason {
  REASON_NONE,
  REASON_NO_OVERLAP,
  REASON_LOW_IOU,
  REASON_DUPLICATE,
  REASON_TAKEN,
  REASON_CROWD,
  REASON_AREA,
  REASON_MAX_DETECTIONS,
  REASON_REGION,
  REASON_NO_KEYPOINTS, /* none of the label is labelled */
  /* Of protocols other than COCO's. */
  REASON_DIFFICULT,
  REASON_GROUP,
  REASON_NOT_EXHAUSTIVE,
  REASON_NOT_VERIFIED
} Reason;

/* The names in match_outcomes: "TP", "FP", "FN", "ignored"; "no_overlap" and so on; NULL for none. */
const char *outcome_kind_name(OutcomeKind kind);
const char *reason_name(Reason reason);
/* The kind with a name; OUTCOME_NONE: there is none. */
OutcomeKind outcome_kind_of_name(const char *name, size_t length);

#define OUTCOME_NO_ROW UINT32_MAX

/* One prediction or one label, or both for a TP. All numbers are rows of the data set; OUTCOME_NO_ROW:
** none. */
typedef struct Outcome {
  double iou, confused_iou; /* NaN: none */
  uint32_t prediction, label;
  /* Of a prediction: the label of its class that it fits best. Of a label: the prediction of its class. */
  uint32_t best;
  /* Of a duplicate: the prediction that holds the best label. Of a label: the label that its best prediction
  ** holds. */
  uint32_t holds;
  /* Of an FP: a label of another class whose IoU reaches the threshold. Of a missed label: such a
  ** prediction. */
  uint32_t confused;
  uint32_t model : 24;
  uint32_t kind : 3, reason : 4;
  /* The prediction holds the label in `best`. Of a label: the prediction in `best` took part in the
  ** matching. */
  uint32_t held : 1;
} Outcome;

/* The largest possible number of rows: each prediction once, each label once for each model. */
size_t outcomes_most(const Dataset *data);

/*
** Fills the outcomes, model by model; model_starts (models + 1 of them) returns where each begins. rules have
** one cell. Returns their number. Predictions below the score threshold, unselected classes, and images
** other than rules->image, have none.
*/
size_t outcomes_make(const Dataset *data, const MatchRules *rules, const Workers *workers, Outcome *outcomes,
                     size_t *model_starts, Error *error);

#endif
