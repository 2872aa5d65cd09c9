/*
** Confusion: which class the predictions gave to the labels of each class (numbers.md, section 9).
**
** Labels and predictions of one class are paired as everywhere, so the diagonal is the true positives. What
** is left is paired without regard to the class: predictions in descending score, equal scores by id, each
** with the free label of the highest IoU that reaches the threshold of the prediction's class; of equal ones
** the label with the later id. A prediction that reaches no free label, but a crowd of any class, is left
** out. What has no partner then is paired with the background.
*/
#ifndef BOXSCORE_EVALUATION_CONFUSION_H
#define BOXSCORE_EVALUATION_CONFUSION_H

#include "evaluation/matching.h"

#define CONFUSION_BACKGROUND UINT32_MAX

typedef struct ConfusionCell {
  uint32_t label_class, prediction_class; /* CONFUSION_BACKGROUND: none */
  uint32_t count;
} ConfusionCell;

/* The cells with a count, by class of the label, then of the prediction, the background last. */
typedef struct Confusion {
  ConfusionCell *cells;
  size_t count;
} Confusion;

/* The matches have one cell, and their labels. Release it in every case. */
void confusion_make(Confusion *confusion, const Matches *matches, size_t model, const Workers *workers,
                    Error *error);
void confusion_release(Confusion *confusion);

#endif
