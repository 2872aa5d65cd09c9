/*
** Whose fault it is, the label's or the model's, where both disagree (numbers.md, section 9b).
**
** Wrong labels are rare. So a model that is correct often and disagrees with the labels rarely in some way
** has found wrong labels, and a model that disagrees often is wrong itself. With C correct predictions and E
** errors of a kind, 1 / (1 + (10 E / C)^4) is how likely each error is the label's fault. Confident
** predictions are correct more often, so C and E are counted around a score, over as wide a range as it takes
** for the share of errors to fall as the score rises (isotonic regression, by pooling adjacent violators).
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_BLAME_H
#define BOXSCORE_EVALUATION_REPAIRS_BLAME_H

#include "dataset/dataset.h"

/* What a prediction or label is: nothing that counts, correct, or an error of some kind. Kinds from
** BLAME_KINDS on are of the caller's making. */
enum { BLAME_NONE, BLAME_TRUE, BLAME_KINDS };

/* Of each error of a model's predictions, how likely a label is to blame. */
void blame_predictions(const Dataset *data, size_t model, const uint32_t *kinds, double *blames,
                       const Workers *workers, Error *error);

/* The same of missed labels, by the area of their boxes instead of a score. Labels of nothing are rarer:
** in place of 10 it takes 100 found labels for each. */
void blame_labels(const Dataset *data, const uint32_t *kinds, double *blames, const Workers *workers,
                  Error *error);

#endif
